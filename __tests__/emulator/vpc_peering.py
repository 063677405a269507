"""VPC peering connections across accounts: what becomes of a request, and how each side sees it.

https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html

moto connects VPCs whose blocks overlap, has one set of tags for both accounts, and lets options of any connection be
changed.
"""

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.vpc_peering_connections import VPCPeeringConnection
from moto.ec2.models.vpcs import VPC
from moto.ec2.responses import EC2Response

from .extending import replaces

ACTIVE, PENDING = "active", "pending-acceptance"
# https://docs.aws.amazon.com/vpc/latest/peering/delete-vpc-peering-connection.html
DELETABLE = (ACTIVE, PENDING)


def blocks_of(vpc: VPC) -> list[ipaddress.IPv4Network]:
    return [ipaddress.IPv4Network(each["cidr_block"]) for each in vpc.get_cidr_block_association_set(ipv6=False)]


def overlap(one: VPC, other: VPC) -> bool:
    return any(left.overlaps(right) for left in blocks_of(one) for right in blocks_of(other))


@replaces(EC2Backend)
def create_vpc_peering_connection(
    original: Callable[..., VPCPeeringConnection],
    self: EC2Backend,
    vpc: VPC,
    peer_vpc: VPC,
    tags: dict[str, str] | None = None,
) -> VPCPeeringConnection:
    """https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle: overlapping blocks let
    the request fail, a VPC with itself among them.
    """
    for other in self.vpc_pcxs.values():
        if {other.vpc.id, other.peer_vpc.id} == {vpc.id, peer_vpc.id} and other._status.code in (ACTIVE, PENDING):
            raise EC2ClientError("VpcPeeringConnectionAlreadyExists", f"{vpc.id} and {peer_vpc.id} are connected by {other.id}")
    connection = original(self, vpc, peer_vpc, tags)
    if overlap(vpc, peer_vpc):
        connection._status.code = "failed"
        connection._status.message = "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range"
    return connection


@replaces(EC2Backend)
def delete_vpc_peering_connection(
    original: Callable[..., VPCPeeringConnection], self: EC2Backend, vpc_pcx_id: str
) -> VPCPeeringConnection:
    """Either side deletes it."""
    code = self.get_vpc_peering_connection(vpc_pcx_id)._status.code
    if code not in DELETABLE:
        raise EC2ClientError(
            "InvalidStateTransition",
            f"Invalid state transition for {vpc_pcx_id}, attempted to transition from {code} to deleting",
        )
    return original(self, vpc_pcx_id)


@replaces(EC2Backend)
def modify_vpc_peering_connection_options(
    original: Callable[..., VPCPeeringConnection],
    self: EC2Backend,
    vpc_pcx_id: str,
    accepter_options: dict[str, Any] | None = None,
    requester_options: dict[str, Any] | None = None,
) -> VPCPeeringConnection:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcPeeringConnectionOptions.html: of an active
    connection, and each account those of its own side.
    """
    connection = self.get_vpc_peering_connection(vpc_pcx_id)
    if connection._status.code != ACTIVE:
        raise EC2ClientError(
            "OperationNotPermitted",
            f"Peering {vpc_pcx_id} is not active. Peering options can be added only to active peerings.",
        )
    sides = ((accepter_options, connection.peer_vpc), (requester_options, connection.vpc))
    if any(options and vpc.owner_id != self.account_id for options, vpc in sides):
        raise EC2ClientError(
            "OperationNotPermitted", f"The account {self.account_id} cannot modify options of the other side of {vpc_pcx_id}"
        )
    return original(self, vpc_pcx_id, accepter_options, requester_options)


@replaces(EC2Response)
def describe_vpc_peering_connections(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions: each account has its own tags."""
    backend = self.ec2_backend
    ids = self._get_param("VpcPeeringConnectionIds", [])
    for connection_id in ids:
        backend.get_vpc_peering_connection(connection_id)
    found = [
        {
            "AccepterVpcInfo": connection.accepter_vpc_info,
            "RequesterVpcInfo": connection.requester_vpc_info,
            "Status": connection.status,
            "Tags": [{"Key": key, "Value": value} for key, value in backend.tags.get(connection.id, {}).items()],
            "VpcPeeringConnectionId": connection.id,
        }
        for connection in backend.describe_vpc_peering_connections(ids)
    ]
    return ActionResult({"VpcPeeringConnections": found})


def peers_of(backend: EC2Backend, vpc_id: str) -> Iterator[VPC]:
    """The VPCs at the other ends of a VPC's active connections."""
    for connection in backend.vpc_pcxs.values():
        if connection._status.code == ACTIVE:
            if connection.vpc.id == vpc_id:
                yield connection.peer_vpc
            if connection.peer_vpc.id == vpc_id:
                yield connection.vpc
