"""The resources of IAM's own actions, and their condition keys.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagement.html
"""

from collections.abc import Mapping

from moto.iam.exceptions import NotFoundException

from .callers import iam_of
from .iam_patterns import PolicyNotUnderstood

# The actions on roles that know the key `iam:PermissionsBoundary`: of the role that is there, or else of the request.
BOUNDARY_OF_ROLE = {
    "AttachRolePolicy",
    "DeleteRolePermissionsBoundary",
    "DeleteRolePolicy",
    "DetachRolePolicy",
    "PutRolePolicy",
}
BOUNDARY_OF_REQUEST = {"CreateRole", "PutRolePermissionsBoundary"}
ATTACHING = {"AttachRolePolicy", "DetachRolePolicy"}
# The roles that services get for themselves, where it matters here.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
LINKED_ROLES = {
    "elasticloadbalancing.amazonaws.com": "AWSServiceRoleForElasticLoadBalancing",
    "elasticbeanstalk.amazonaws.com": "AWSServiceRoleForElasticBeanstalk",
    "autoscaling.amazonaws.com": "AWSServiceRoleForAutoScaling",
    "s2svpn.amazonaws.com": "AWSServiceRoleForVPCS2SVPN",
    "vpc-lattice.amazonaws.com": "AWSServiceRoleForVpcLattice",
}


def linked_role(account: str, service: str) -> str:
    return f"arn:aws:iam::{account}:role/aws-service-role/{service}/{LINKED_ROLES.get(service, 'AWSServiceRole')}"


def iam_resource(account: str, action: str, parameters: Mapping[str, str]) -> str:
    """The role, else the instance profile, policy or user; `*` for what names none of these, such as a listing."""
    prefix = f"arn:aws:iam::{account}"
    path = parameters.get("Path", "/")
    if action == "CreateServiceLinkedRole":
        return linked_role(account, parameters["AWSServiceName"])
    if (profile := parameters.get("InstanceProfileName")) is not None:
        return f"{prefix}:instance-profile{path}{profile}"
    if (role := parameters.get("RoleName")) is not None:
        return role_arn(account, role, path)
    if (policy := parameters.get("PolicyArn")) is not None:
        return policy
    if action == "CreatePolicy":
        return f"{prefix}:policy{path}{parameters['PolicyName']}"
    if (user := parameters.get("UserName")) is not None:
        return f"{prefix}:user{path}{user}"
    return "*"


def role_arn(account: str, name: str, path: str = "/") -> str:
    """@param path: of a role that is not there yet"""
    try:
        return str(iam_of(account).get_role(name).arn)
    except NotFoundException:
        return f"arn:aws:iam::{account}:role{path}{name}"


def iam_context(account: str, action: str, parameters: Mapping[str, str]) -> dict[str, str]:
    context = {}
    if action in ATTACHING:
        context["iam:policyarn"] = parameters["PolicyArn"]
    if action == "CreateServiceLinkedRole":
        context["iam:awsservicename"] = parameters["AWSServiceName"]
    if action in BOUNDARY_OF_REQUEST and "PermissionsBoundary" in parameters:
        context["iam:permissionsboundary"] = parameters["PermissionsBoundary"]
    if action in BOUNDARY_OF_ROLE and (boundary := boundary_of(account, parameters["RoleName"])) is not None:
        context["iam:permissionsboundary"] = boundary
    return context


def boundary_of(account: str, role: str) -> str | None:
    try:
        return iam_of(account).get_role(role).permissions_boundary_arn
    except NotFoundException:
        return None


def instance_profile_role(account: str, profile: str) -> str:
    """The ARN of the role in an instance profile. @param profile: its name or its ARN"""
    try:
        found = iam_of(account).get_instance_profile(profile.split("/")[-1])
    except NotFoundException:
        raise PolicyNotUnderstood(f"the instance profile {profile} does not exist, so its role is not known") from None
    return str(found.roles[0].arn)
