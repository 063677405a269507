"""The resources of calls about secrets, keys, parameters, alarms and resolvers, with what is asked besides.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
"""

from collections.abc import Iterator

from moto.core.responses import BaseResponse
from moto.core.utils import unix_time
from moto.kms.models import Key, KmsBackend, kms_backends
from moto.secretsmanager.models import FakeSecret, secretsmanager_backends

from .callers import PARTITION
from .iam_patterns import Context, PolicyNotUnderstood

SERVICES = ("cloudwatch", "kms", "route53resolver", "secretsmanager", "ssm")
VIA_SERVICE = "kms:viaservice"
ENCRYPTED_SECRET = "kms:encryptioncontext:secretarn"
SECRET_KEYS = (VIA_SERVICE, ENCRYPTED_SECRET)
RESOURCE_TAG, REQUEST_TAG = "aws:resourcetag/", "aws:requesttag/"
# Which parameter names what a call is about. A service's other calls are about nothing in particular.
NAMING = {
    "cloudwatch": ("AlarmName", "AlarmNames", "ResourceARN"),
    "kms": ("KeyId", "TargetKeyId", "AliasName"),
    "route53resolver": ("ResolverEndpointId", "ResourceArn"),
    "secretsmanager": ("SecretId", "Name"),
    "ssm": ("Name", "ResourceId"),
}
ABOUT_NOTHING = {
    "CreateKey",
    "CreateResolverEndpoint",
    "DescribeAlarms",
    "DescribeParameters",
    "ListAliases",
    "ListResolverEndpoints",
}
# The action that tags what a call creates.
TAGGING = {
    "CreateKey": "kms:TagResource",
    "CreateResolverEndpoint": "route53resolver:TagResource",
    "CreateSecret": "secretsmanager:TagResource",
    "PutMetricAlarm": "cloudwatch:TagResource",
    "PutParameter": "ssm:AddTagsToResource",
}
# What needs the key of a secret, and what for. Where a secret gets a key, the key is only tried.
USES_OF_KEYS = {
    "CreateSecret": ("Decrypt", "GenerateDataKey"),
    "GetSecretValue": ("Decrypt",),
    "PutSecretValue": ("Decrypt", "GenerateDataKey"),
}
# Which secret a key is tried for is written in one of two ways, as AWS leaves open: a policy has to allow both.
TRIAL = "RequestToValidateKeyAccess"
# In seconds. AWS says that it may take five minutes until the tags of a key count, so a policy must not rely on them as
# long as the key is being made. Whatever uses or deletes it afterwards is not to wait that long here.
# https://docs.aws.amazon.com/kms/latest/developerguide/abac.html
TAGS_COUNT_AFTER = 10
# What Route 53 Resolver does in EC2 in the caller's name.
RESOLVER_DOES = {
    "CreateResolverEndpoint": (
        "CreateNetworkInterface",
        "DescribeNetworkInterfaces",
        "DescribeSecurityGroups",
        "DescribeSubnets",
    ),
    "DeleteResolverEndpoint": ("DeleteNetworkInterface", "DescribeNetworkInterfaces"),
}
# What VPN connections with logs need of CloudWatch Logs: https://docs.aws.amazon.com/vpn/latest/s2svpn/status-logs.html
LOG_DELIVERY = (
    "CreateLogDelivery",
    "DescribeLogGroups",
    "DescribeResourcePolicies",
    "GetLogDelivery",
    "ListLogDeliveries",
    "PutResourcePolicy",
    "UpdateLogDelivery",
)


def parameter_arn(account: str, region: str, name: str) -> str:
    """Parameters that AWS publishes belong to no account.

    https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
    """
    owner = "" if name.startswith("/aws/") else account
    return f"arn:{PARTITION}:ssm:{region}:{owner}:parameter/{name.removeprefix('/')}"


# An action, the ARN that it is about, and the condition keys that are its own.
Asked = tuple[str, str, Context]


def asked(service: str, account: str, region: str, response: BaseResponse) -> Iterator[Asked]:
    """Everything that a call of one of these services needs."""
    action = response._get_action()
    resources = named_resources(service, account, region, response)
    context = requested_tags(response) if service == "kms" else {}
    for arn in resources:
        yield f"{service}:{action}", arn, {**context, **(key_context(arn) if service == "kms" else {})}
    if action in TAGGING and response._get_param("Tags"):
        arn = f"arn:{PARTITION}:kms:{region}:{account}:key/*" if action == "CreateKey" else resources[0]
        yield TAGGING[action], arn, {**context, RESOURCE_TAG: ()}
    for call in RESOLVER_DOES.get(action, ()):
        yield f"ec2:{call}", "*", {}
    if service == "secretsmanager":
        yield from key_uses(region, action, resources[0], response._get_param("KmsKeyId"))


def named_resources(service: str, account: str, region: str, response: BaseResponse) -> list[str]:
    """ARNs: of each thing that a call is about, `*` for what is about none."""
    action = response._get_action()
    if action in ABOUT_NOTHING:
        return ["*"]
    given = [value for name in NAMING[service] if (value := response._get_param(name)) is not None]
    names = [name for value in given for name in (value if isinstance(value, list) else [value])]
    if not names:
        raise PolicyNotUnderstood(f"it is not told here what {service}:{action} is about")
    arns = [arn_of(service, account, region, name) for name in names]
    # Of an alias AWS asks for its key too.
    keys = [key for arn in arns if ":alias/" in arn and (key := kms_of(arn).get_key_id_from_alias(arn.split(":")[-1]))]
    return arns + [arn_of("kms", account, region, key) for key in keys]


def arn_of(service: str, account: str, region: str, name: str) -> str:
    if name.startswith("arn:"):
        return name
    prefix = f"arn:{PARTITION}:{service}:{region}:{account}"
    match service:
        case "cloudwatch":
            return f"{prefix}:alarm:{name}"
        case "kms":
            return f"{prefix}:{name}" if name.startswith("alias/") else f"{prefix}:key/{name}"
        case "route53resolver":
            return f"{prefix}:resolver-endpoint/{name}"
        case "secretsmanager":
            secret = secretsmanager_backends[account][region].secrets.get(name)
            # AWS asks before there is an ARN: six characters of it nobody knows.
            return secret.arn if secret is not None else f"{prefix}:secret:{name}-??????"
        case _:
            return parameter_arn(account, region, name)


def key_context(arn: str) -> Context:
    """The tags of a key. Nobody has asked for those of anything else yet: a policy that does is not understood."""
    key = key_at(arn)
    is_new = key is None or unix_time() - key.creation_date < TAGS_COUNT_AFTER
    tags = [] if is_new else kms_of(arn).list_resource_tags(key.id)["Tags"]
    known = {f"{RESOURCE_TAG}{each['TagKey']}".lower(): (each["TagValue"],) for each in tags}
    return {RESOURCE_TAG: (), **known}


def requested_tags(response: BaseResponse) -> Context:
    tags = response._get_param("Tags") or []
    known = {f"{REQUEST_TAG}{each['TagKey']}".lower(): (each["TagValue"],) for each in tags}
    return {REQUEST_TAG: (), **known}


def kms_of(arn: str) -> KmsBackend:
    _, _, _, region, account, _ = arn.split(":", 5)
    return kms_backends[account][region]


def key_at(arn: str) -> Key | None:
    """By its ARN; none of an alias."""
    if ":key/" not in arn:
        return None
    return kms_of(arn).keys.get(arn.split(":key/")[-1])


def secret_at(arn: str) -> FakeSecret | None:
    _, _, _, region, account, _ = arn.split(":", 5)
    return secretsmanager_backends[account][region].secrets.get(arn)


def key_uses(region: str, action: str, secret_arn: str, given_key: str | None) -> Iterator[Asked]:
    """What Secrets Manager does with a secret's key in the caller's name. Of keys that AWS manages nobody is asked."""
    secret = secret_at(secret_arn)
    key = str(given_key if secret is None else secret.kms_key_id)
    if ":key/" not in key:
        return
    via = {VIA_SERVICE: (f"secretsmanager.{region}.amazonaws.com",)}
    for use in USES_OF_KEYS.get(action, ()):
        for named in (secret_arn, TRIAL) if action == "CreateSecret" else (secret_arn,):
            yield f"kms:{use}", key, {**key_context(key), **via, ENCRYPTED_SECRET: (named,)}


def policy_of(arn: str) -> str | None:
    """A secret's or key's own; none where there is none."""
    owner = secret_at(arn) if ":secretsmanager:" in arn else key_at(arn)
    return None if owner is None else owner.policy
