"""Virtual private gateways: to which VPC they are attached, and which route tables have their routes.

https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-route-tables.html#route-tables-vgw

moto moves an attached gateway to another VPC, attaches several to one, deletes any, and knows no propagation of routes.
"""

from collections.abc import Callable
from typing import Any

from moto.core.responses import EmptyResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.vpcs import VPC
from moto.ec2.models.vpn_gateway import VPCGatewayAttachment, VpnGateway
from moto.ec2.responses import EC2Response

from .extending import adds, replaces

# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html
DEFAULT_ASN = 64512
ASNS = (range(64512, 65535), range(4200000000, 4294967295))


def is_attached(gateway: VpnGateway, vpc_id: str) -> bool:
    attachment = gateway.attachments.get(vpc_id)
    return attachment is not None and attachment.state == "attached"


def vpcs_of(gateway: VpnGateway) -> list[str]:
    return [vpc_id for vpc_id in gateway.attachments if is_attached(gateway, vpc_id)]


@replaces(EC2Backend)
def create_vpn_gateway(
    original: Callable[..., VpnGateway],
    self: EC2Backend,
    gateway_type: str = "ipsec.1",
    amazon_side_asn: str | None = None,
    *arguments: Any,
    **options: Any,
) -> VpnGateway:
    asn = int(amazon_side_asn or DEFAULT_ASN)
    if not any(asn in block for block in ASNS):
        raise EC2ClientError("InvalidParameterValue", f"Value ({asn}) for parameter amazonSideAsn is invalid")
    return original(self, gateway_type, str(asn), *arguments, **options)


@replaces(EC2Backend)
def attach_vpn_gateway(
    original: Callable[..., VPCGatewayAttachment], self: EC2Backend, vpn_gateway_id: str, vpc_id: str
) -> VPCGatewayAttachment:
    """https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html: one gateway for each VPC, and one VPC for each
    gateway. AWS documents the rules, not the words of the errors.
    """
    others = [other for other in vpcs_of(self.get_vpn_gateway(vpn_gateway_id)) if other != vpc_id]
    if others:
        raise EC2ClientError("VpnGatewayAttachmentLimitExceeded", f"{vpn_gateway_id} is attached to {others[0]} already")
    for gateway in self.vpn_gateways.values():
        if gateway.id != vpn_gateway_id and is_attached(gateway, vpc_id):
            raise EC2ClientError("InvalidVpnGatewayState", f"{vpc_id} has the virtual private gateway {gateway.id} already")
    return original(self, vpn_gateway_id, vpc_id)


@replaces(EC2Backend)
def detach_vpn_gateway(
    original: Callable[..., VPCGatewayAttachment], self: EC2Backend, vpn_gateway_id: str, vpc_id: str
) -> VPCGatewayAttachment:
    attachment = original(self, vpn_gateway_id, vpc_id)
    for table in self.route_tables.values():
        if table.vpc_id == vpc_id:
            propagate(table, vpn_gateway_id, False)
    return attachment


@replaces(EC2Backend)
def delete_vpn_gateway(original: Callable[..., VpnGateway], self: EC2Backend, vpn_gateway_id: str) -> VpnGateway:
    """https://docs.aws.amazon.com/vpn/latest/s2svpn/delete-vpn.html: connections first, then it is detached, then deleted."""
    gateway = self.get_vpn_gateway(vpn_gateway_id)
    connections = [each.id for each in self.vpn_connections.values() if is_in_use(each, vpn_gateway_id)]
    for user in (*vpcs_of(gateway), *connections):
        raise EC2ClientError("IncorrectState", f"The virtual private gateway {vpn_gateway_id} is in use by {user}")
    return original(self, vpn_gateway_id)


def is_in_use(connection: Any, gateway_id: str) -> bool:
    """Of virtual private gateways and of customer gateways: whether a connection is at it."""
    return connection.state != "deleted" and gateway_id in (connection.vpn_gateway_id, connection.customer_gateway_id)


@replaces(EC2Backend)
def delete_vpc(original: Callable[..., VPC], self: EC2Backend, vpc_id: str) -> VPC:
    if any(is_attached(gateway, vpc_id) for gateway in self.vpn_gateways.values()):
        raise EC2ClientError("DependencyViolation", f"The vpc '{vpc_id}' has dependencies and cannot be deleted.")
    return original(self, vpc_id)


def propagating(table: Any) -> list[str]:
    """The gateways whose routes a table has."""
    return [entry["GatewayId"] for entry in getattr(table, "propagating_vgws", [])]


def propagate(table: Any, gateway_id: str, on: bool) -> None:
    kept = [entry for entry in getattr(table, "propagating_vgws", []) if entry["GatewayId"] != gateway_id]
    table.propagating_vgws = [*kept, {"GatewayId": gateway_id}] if on else kept


@adds(EC2Response)
def enable_vgw_route_propagation(self: EC2Response) -> EmptyResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableVgwRoutePropagation.html"""
    table = self.ec2_backend.get_route_table(self._get_param("RouteTableId"))
    gateway = self.ec2_backend.get_vpn_gateway(self._get_param("GatewayId"))
    if not is_attached(gateway, table.vpc_id):
        raise EC2ClientError("Gateway.NotAttached", f"resource {gateway.id} is not attached to network {table.vpc_id}")
    propagate(table, gateway.id, True)
    return EmptyResult()


@adds(EC2Response)
def disable_vgw_route_propagation(self: EC2Response) -> EmptyResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableVgwRoutePropagation.html"""
    propagate(self.ec2_backend.get_route_table(self._get_param("RouteTableId")), self._get_param("GatewayId"), False)
    return EmptyResult()
