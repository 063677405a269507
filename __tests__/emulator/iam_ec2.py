"""The resources of EC2's actions, where a request names them, and their tags.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
"""

from collections.abc import Iterator, Mapping

from moto.ec2.models import ec2_backends

from .iam_patterns import Context, PolicyNotUnderstood

# What an id begins with, and how ARNs call such a resource.
KINDS = {
    "acl": "network-acl",
    "cgw": "customer-gateway",
    "eipalloc": "elastic-ip",
    "eni": "network-interface",
    "fl": "vpc-flow-log",
    "i": "instance",
    "igw": "internet-gateway",
    "lt": "launch-template",
    "nat": "natgateway",
    "pcx": "vpc-peering-connection",
    "rtb": "route-table",
    "sg": "security-group",
    "sgr": "security-group-rule",
    "subnet": "subnet",
    "vgw": "vpn-gateway",
    "vol": "volume",
    "vpc": "vpc",
    "vpce": "vpc-endpoint",
    "vpce-svc": "vpc-endpoint-service",
    "vpn": "vpn-connection",
}
# The parameters that name what is changed, by action; a list's parameters end with a number.
NAMING = {
    "AssociateIamInstanceProfile": ("InstanceId",),
    "AttachNetworkInterface": ("InstanceId", "NetworkInterfaceId"),
    "CreateLaunchTemplateVersion": ("LaunchTemplateId",),
    "CreateTags": ("ResourceId",),
    "DeleteLaunchTemplate": ("LaunchTemplateId",),
    "DeleteTags": ("ResourceId",),
    "ModifyInstanceAttribute": ("InstanceId", "GroupId"),
    "ModifyLaunchTemplate": ("LaunchTemplateId",),
    "ModifyInstanceMetadataOptions": ("InstanceId",),
    "RebootInstances": ("InstanceId",),
    "StartInstances": ("InstanceId",),
    "StopInstances": ("InstanceId",),
    "TerminateInstances": ("InstanceId",),
}
# The prefixes of keys for a resource's tags. Alone in a context, they say that all tags are told there.
TAG_KEYS = ("aws:resourcetag/", "ec2:resourcetag/")


def ec2_ids(action: str, parameters: Mapping[str, str]) -> list[str]:
    """The ids of what an action is about; empty where that is not told here."""
    names = NAMING.get(action, ())
    return [value for key, value in parameters.items() if key.partition(".")[0] in names]


def ec2_arn(account: str, region: str, resource_id: str) -> str:
    kind = KINDS.get(resource_id.rpartition("-")[0])
    if kind is None:
        raise PolicyNotUnderstood(f"it is not told here what {resource_id} is")
    return f"arn:aws:ec2:{region}:{account}:{kind}/{resource_id}"


def tags_of(account: str, region: str, resource_id: str) -> Context:
    tags = ec2_backends[account][region].tags.get(resource_id, {})
    known = {f"{prefix}{key}".lower(): (str(value),) for prefix in TAG_KEYS for key, value in tags.items()}
    return {**{prefix: () for prefix in TAG_KEYS}, **known}


def created_with_tags(account: str, region: str, parameters: Mapping[str, str]) -> Iterator[str]:
    """ARNs of what a call creates with tags: AWS asks before there is an id, so there is a wildcard for it."""
    for key, kind in parameters.items():
        if key.startswith("TagSpecification.") and key.endswith(".ResourceType"):
            if f"{key.removesuffix('ResourceType')}Tag.1.Key" in parameters:
                yield f"arn:aws:ec2:{region}:{account}:{kind}/*"
