"""What calls other than S3's need to be allowed: their action, and what AWS asks beside it.

The service authorization reference names it for each action, with the resources and condition keys:
https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from collections.abc import Iterator, Mapping

from moto.core.responses import BaseResponse
from moto.core.utils import get_service_model

from .callers import role_at
from .iam_auto_scaling import SERVICE as SCALING_SERVICE
from .iam_auto_scaling import group_arn, launch_of
from .iam_ec2 import TAG_KEYS, created_with_tags, ec2_arn, ec2_ids, tags_of
from .iam_names import RECORD_KEYS, changed_records, log_group_arn, log_resource, zone_arn
from .iam_patterns import Context, PolicyNotUnderstood
from .iam_policies import Demand
from .iam_resources import iam_context, iam_resource, instance_profile_role, linked_role, role_arn
from .iam_secrets import LOG_DELIVERY, SECRET_KEYS, SERVICES, asked, parameter_arn
from .iam_sharing import (
    LATTICE_DOES,
    LATTICE_SERVICE,
    SHARING_KEYS,
    lattice_resource,
    sharing_context,
    sharing_does,
    sharing_resource,
)

# Where the name that a service signs by is not the one that policies use.
PREFIXES = {"monitoring": "cloudwatch"}
# Services with one endpoint for all Regions.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
GLOBAL_SERVICES = {"iam", "route53", "organizations", "cloudfront"}
GLOBAL_REGION = "us-east-1"
# Every key that is told of some call. A call has those that it says itself; the others are missing from its context.
KEYS = (
    "iam:permissionsboundary",
    "iam:policyarn",
    "iam:passedtoservice",
    "iam:associatedresourcearn",
    "iam:awsservicename",
    "ec2:createaction",
    "ec2:launchtemplate",
    "elasticloadbalancing:createaction",
    "sts:rolesessionname",
    "sts:externalid",
    *RECORD_KEYS,
    *SHARING_KEYS,
    *SECRET_KEYS,
)
# The action that tags what a call creates, by service, and how the first tag's key is spelled in such a call.
TAGGING = {
    "elasticloadbalancing": ("elasticloadbalancing:AddTags", "Tags.member.1.Key"),
    "elasticbeanstalk": ("elasticbeanstalk:AddTags", "Tags.member.1.Key"),
}
IAM_TAGGING = {
    "CreateRole": "iam:TagRole",
    "CreatePolicy": "iam:TagPolicy",
    "CreateInstanceProfile": "iam:TagInstanceProfile",
}
# Calls that make what is the first of its kind in an account, and whose role the account gets with it.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-service-linked-roles.html
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html
# https://docs.aws.amazon.com/vpn/latest/s2svpn/using-service-linked-roles.html
# https://docs.aws.amazon.com/vpc-lattice/latest/ug/using-service-linked-roles.html
LINKING = {
    ("elasticloadbalancing", "CreateLoadBalancer"): "elasticloadbalancing.amazonaws.com",
    ("autoscaling", "CreateAutoScalingGroup"): SCALING_SERVICE,
    ("ec2", "CreateVpnConnection"): "s2svpn.amazonaws.com",
    ("vpc-lattice", "CreateResourceGateway"): LATTICE_SERVICE,
    ("vpc-lattice", "CreateResourceConfiguration"): LATTICE_SERVICE,
}


class Call:
    """A call of a service other than S3."""

    def __init__(self, response: BaseResponse) -> None:
        self.response = response
        signing_name = get_service_model(response.boto3_service_name).signing_name
        self.service = PREFIXES.get(signing_name, signing_name)
        self.name = response._get_action() or f"{response.method} {response.path}"
        self.account = response.current_account
        self.region = response.region
        self.parameters: Mapping[str, str] = {
            key: value[0] for key, value in response.querystring.items() if isinstance(value, list) and value
        }

    def demands(self, common: Context) -> list[Demand]:
        """@param common: the context that every call has"""
        context = {**{key: () for key in KEYS}, **common}
        if self.service in SERVICES:
            every = asked(self.service, self.account, self.region, self.response)
            return [self.demand(action, arn, {**context, **own}, {}) for action, arn, own in every]
        return [
            *self.acting(context),
            *self.tagging(context),
            *self.doing(context),
            *self.passing(context),
            *self.linked_roles(context),
        ]

    def acting(self, context: Context) -> Iterator[Demand]:
        """What the call itself is about: one demand for each thing that it changes."""
        action = f"{self.service}:{self.name}"
        ids = ec2_ids(self.name, self.parameters) if self.service == "ec2" else []
        for resource_id in ids:
            tagged = {**context, **tags_of(self.account, self.region, resource_id)}
            yield self.demand(action, ec2_arn(self.account, self.region, resource_id), tagged, {})
        if not ids:
            yield self.demand(action, self.resource(), {**context, **self.changes()}, self.own_context())

    def demand(self, action: str, resource: str | None, context: Context, own: Mapping[str, str]) -> Demand:
        service, name = action.split(":", 1)
        is_global = service in GLOBAL_SERVICES and name != "PassRole"
        region = {"aws:requestedregion": (GLOBAL_REGION,)} if is_global else {}
        return Demand(action, resource, {**context, **region, **{key: (value,) for key, value in own.items()}})

    def resource(self) -> str | None:
        if self.service == "iam":
            return iam_resource(self.account, self.name, self.parameters)
        if self.service == "sts":
            return self.parameters.get("RoleArn", "*")
        if self.service == "logs":
            return log_resource(self.account, self.region, self.response)
        if self.service == "vpc-lattice":
            return lattice_resource(self.account, self.region, self.response)
        if self.service == "ram":
            return sharing_resource(self.account, self.region, self.response)
        if self.service == "autoscaling" and not self.name.startswith("Describe"):
            return group_arn(self.account, self.region, self.response)
        if self.service == "route53" and (zone := self.response._get_param("HostedZoneId")) is not None:
            return zone_arn(zone)
        # What describes has no resources to name, in the services that are used here.
        return "*" if self.name.startswith("Describe") and self.service in ("autoscaling", "ec2", *TAGGING) else None

    def changes(self) -> Context:
        """The condition keys with several values."""
        if self.service == "ram":
            return sharing_context(self.region, self.response)
        if (self.service, self.name) != ("route53", "ChangeResourceRecordSets"):
            return {}
        return changed_records(self.response._get_param("ChangeBatch.Changes"))

    def own_context(self) -> Mapping[str, str]:
        if self.service == "iam":
            return iam_context(self.account, self.name, self.parameters)
        if self.service != "sts":
            return {}
        if unfit := {"Policy", "PolicyArns.member.1.arn"} & set(self.parameters):
            raise PolicyNotUnderstood(f"sessions with {unfit.pop()} are not judged here")
        spelled = {"sts:rolesessionname": "RoleSessionName", "sts:externalid": "ExternalId"}
        return {key: self.parameters[name] for key, name in spelled.items() if name in self.parameters}

    def tagging(self, context: Context) -> Iterator[Demand]:
        """What is created with tags is tagged as well.

        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
        """
        if self.service == "iam" and self.name in IAM_TAGGING and "Tags.member.1.Key" in self.parameters:
            yield self.demand(IAM_TAGGING[self.name], self.resource(), context, {})
        if self.service == "logs" and self.name == "CreateLogGroup" and self.response._get_param("tags"):
            group = log_group_arn(self.account, self.region, self.response._get_param("logGroupName"))
            yield self.demand("logs:TagResource", group, context, {})
        if (self.service, self.name) == ("ram", "CreateResourceShare") and self.response._get_param("tags"):
            yield self.demand("ram:TagResource", self.resource(), context, {})
        if self.service == "vpc-lattice" and self.name.startswith("Create") and self.response._get_param("tags"):
            yield self.demand("vpc-lattice:TagResource", self.resource(), context, {})
        if self.service == "ec2":
            for arn in created_with_tags(self.account, self.region, self.parameters):
                tagged = {**context, **{prefix: () for prefix in TAG_KEYS}}
                yield self.demand("ec2:CreateTags", arn, tagged, {"ec2:createaction": self.name})
        action, first_key = TAGGING.get(self.service, ("", ""))
        if first_key in self.parameters and not action.endswith(f":{self.name}"):
            yield self.demand(action, None, context, {f"{self.service}:createaction": self.name})

    def doing(self, context: Context) -> Iterator[Demand]:
        """What a service does in the caller's name."""
        if self.name == "CreateVpnConnection" and "LogGroupArn" in str(self.response._get_param("Options")):
            for action in LOG_DELIVERY:
                yield self.demand(f"logs:{action}", "*", context, {})
        if self.service == "vpc-lattice":
            for action in LATTICE_DOES.get(self.name, ()):
                yield self.demand(action, None if action.startswith("ec2:") else "*", context, {})
        if self.service == "ram":
            for action, arn in sharing_does(self.response):
                yield self.demand(action, arn, context, {})
        launch = launch_of(self.account, self.region, self.response) if self.service == "autoscaling" else None
        if launch is None:
            return
        yield self.demand("ec2:RunInstances", None, context, {})
        for kind in launch.tagged:
            arn = f"arn:aws:ec2:{self.region}:{self.account}:{kind}/*"
            tagged = {**context, **{prefix: () for prefix in TAG_KEYS}}
            yield self.demand("ec2:CreateTags", arn, tagged, {"ec2:createaction": "RunInstances"})
        if launch.parameter is not None:
            yield self.demand("ssm:GetParameters", parameter_arn(self.account, self.region, launch.parameter), context, {})
        if launch.role_arn is not None:
            yield self.demand("iam:PassRole", launch.role_arn, context, {"iam:passedtoservice": "ec2.amazonaws.com"})

    def passing(self, context: Context) -> Iterator[Demand]:
        """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"""
        for role, service in self.passed_roles():
            yield self.demand("iam:PassRole", role, context, {"iam:passedtoservice": service})

    def passed_roles(self) -> Iterator[tuple[str, str]]:
        if self.service == "iam" and self.name == "AddRoleToInstanceProfile":
            yield role_arn(self.account, self.parameters["RoleName"]), "ec2.amazonaws.com"
        if self.service == "ec2":
            if delivering := self.parameters.get("DeliverLogsPermissionArn"):
                yield delivering, "vpc-flow-logs.amazonaws.com"
            profile = self.parameters.get("IamInstanceProfile.Arn", self.parameters.get("IamInstanceProfile.Name"))
            if profile is not None and self.name != "CreateLaunchTemplate":
                yield instance_profile_role(self.account, profile), "ec2.amazonaws.com"
            if self.name == "RunInstances" and any(name.startswith("LaunchTemplate.") for name in self.parameters):
                raise PolicyNotUnderstood("it is not told here which role a launch template hands over")
        if self.service == "elasticbeanstalk":
            yield from self.environment_roles()

    def environment_roles(self) -> Iterator[tuple[str, str]]:
        """https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html"""
        for key, option in self.parameters.items():
            value = self.parameters.get(key.removesuffix("OptionName") + "Value", "")
            if key.endswith(".OptionName") and option == "IamInstanceProfile":
                yield instance_profile_role(self.account, value), "ec2.amazonaws.com"
            if key.endswith(".OptionName") and option == "ServiceRole":
                yield role_arn(self.account, value.split("/")[-1]), "elasticbeanstalk.amazonaws.com"

    def linked_roles(self, context: Context) -> Iterator[Demand]:
        service = LINKING.get((self.service, self.name))
        if service is None:
            return
        linked = linked_role(self.account, service)
        if role_at(linked) is None:
            yield self.demand("iam:CreateServiceLinkedRole", linked, context, {"iam:awsservicename": service})
