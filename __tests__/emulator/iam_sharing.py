"""The resources and condition keys of calls to VPC Lattice and to Resource Access Manager.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonvpclattice.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsresourceaccessmanagerram.html
"""

from collections.abc import Iterator
from urllib.parse import unquote

from moto.core.responses import BaseResponse

from .callers import PARTITION
from .iam_patterns import Context
from .resource_shares import invitations, shares_in

SHARE_NAME = "ram:resourcesharename"
SHARED_TYPE = "ram:requestedresourcetype"
SHARING_KEYS = (SHARE_NAME, SHARED_TYPE)
# How the type of a resource is called, by what its ARN begins with behind the account.
SHARED_TYPES = {"resourceconfiguration": "vpc-lattice:ResourceConfiguration"}
# What VPC Lattice does in EC2 in the caller's name, by call.
# https://docs.aws.amazon.com/vpc-lattice/latest/ug/additional-api-permissions.html
LATTICE_DOES = {
    "CreateResourceConfiguration": ("ec2:DescribeSubnets", "rds:DescribeDBClusters", "rds:DescribeDBInstances"),
    "CreateResourceGateway": (
        "ec2:AssignIpv6Addresses",
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:CreateNetworkInterfacePermission",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
    ),
    "DeleteResourceGateway": ("ec2:DeleteNetworkInterface",),
    "UpdateResourceGateway": (
        "ec2:AssignIpv6Addresses",
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:CreateNetworkInterfacePermission",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:ModifyNetworkInterfaceAttribute",
        "ec2:UnassignPrivateIpAddresses",
    ),
}
LATTICE_SERVICE = "vpc-lattice.amazonaws.com"
# What RAM does in VPC Lattice in the caller's name, to every resource configuration that a call is about.
# https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_PutResourcePolicy.html
SHARING_DOES = {
    "AssociateResourceShare": "vpc-lattice:PutResourcePolicy",
    "DisassociateResourceShare": "vpc-lattice:DeleteResourcePolicy",
}


def lattice_resource(account: str, region: str, response: BaseResponse) -> str | None:
    """The last part of the path names it, or will name it."""
    action = response._get_action()
    identifier = unquote(response.path).split("/", 2)[2:]
    if identifier and identifier[0].startswith("arn:"):
        return identifier[0]
    for kind in ("ResourceGateway", "ResourceConfiguration"):
        if action.endswith(kind):
            return f"arn:{PARTITION}:vpc-lattice:{region}:{account}:{kind.lower()}/{identifier[0] if identifier else '*'}"
    return "*" if action.startswith("List") else None


def sharing_resource(account: str, region: str, response: BaseResponse) -> str:
    named = response._get_param("resourceShareInvitationArn") or response._get_param("resourceShareArn")
    if response._get_action().startswith(("Get", "List")):
        return "*"
    return str(named or f"arn:{PARTITION}:ram:{region}:{account}:resource-share/*")


def sharing_does(response: BaseResponse) -> Iterator[tuple[str, str]]:
    """Actions, and the ARNs of what they change."""
    action = SHARING_DOES.get(response._get_action())
    for arn in response._get_param("resourceArns") or []:
        if action is not None and arn.split(":")[5].startswith("resourceconfiguration/"):
            yield action, arn


def sharing_context(region: str, response: BaseResponse) -> Context:
    """The name of the share that a call is about, and the types of what it shares."""
    arn, invitation = response._get_param("resourceShareArn"), invitations.get(response._get_param("resourceShareInvitationArn"))
    names = [share.name for share in shares_in(region) if share.arn == arn or (invitation and share is invitation.share)]
    # Creating and tagging know no name.
    unnamed = response._get_action() in ("CreateResourceShare", "TagResource", "UntagResource")
    shared = response._get_param("resourceArns") or []
    types = dict.fromkeys(SHARED_TYPES.get(each.split(":")[5].split("/")[0], each) for each in shared)
    return {SHARE_NAME: () if unnamed else tuple(names), SHARED_TYPE: tuple(types)}
