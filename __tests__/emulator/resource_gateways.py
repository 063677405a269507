"""VPC Lattice's resource gateways: where traffic from other VPCs enters one.

https://docs.aws.amazon.com/vpc/latest/privatelink/resource-gateway.html

moto has none. Here one is active at once: AWS takes minutes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.subnets import Subnet
from moto.ec2.utils import random_resource_id
from moto.vpclattice import urls
from moto.vpclattice.exceptions import ResourceNotFoundException, ValidationException
from moto.vpclattice.responses import VPCLatticeResponse

from .addresses import free_addresses
from .extending import adds, serves

serves(urls, VPCLatticeResponse, "/resourcegateways", "/resourcegateways/(?P<resourceGatewayIdentifier>.+)")

# https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceGateway.html
ADDRESSES_PER_INTERFACE = 16


class ConflictException(JsonRESTError):
    code = 409

    def __init__(self, message: str) -> None:
        super().__init__("ConflictException", message)


@dataclass
class ResourceGateway:
    ec2: EC2Backend
    name: str
    vpc_id: str
    subnets: list[Subnet]
    security_group_ids: list[str]
    addresses_per_interface: int
    id: str = field(default_factory=lambda: f"rgw-{random_resource_id(17)}")
    created_at: datetime = field(default_factory=utcnow)
    interface_ids: list[str] = field(default_factory=list)

    @property
    def arn(self) -> str:
        return f"arn:aws:vpc-lattice:{self.ec2.region_name}:{self.ec2.account_id}:resourcegateway/{self.id}"

    @property
    def zone_ids(self) -> set[str]:
        return {subnet.availability_zone_id for subnet in self.subnets}

    def described(self) -> dict[str, Any]:
        return {
            "arn": self.arn,
            "createdAt": self.created_at,
            "id": self.id,
            "ipAddressType": "IPV4",
            "ipv4AddressesPerEni": self.addresses_per_interface,
            "lastUpdatedAt": self.created_at,
            "name": self.name,
            "securityGroupIds": self.security_group_ids,
            "status": "ACTIVE",
            "subnetIds": [subnet.id for subnet in self.subnets],
            "vpcId": self.vpc_id,
            "vpcIdentifier": self.vpc_id,
        }


# Of all accounts, by their IDs.
gateways: dict[str, ResourceGateway] = {}


def ec2_of(response: VPCLatticeResponse) -> EC2Backend:
    return ec2_backends[response.current_account][response.region]


def gateway_of(response: VPCLatticeResponse) -> ResourceGateway:
    """The gateway that a call names by its ID or its ARN. Another account's does not exist."""
    identifier = response._get_param("resourceGatewayIdentifier") or ""
    gateway = gateways.get(identifier.split("/")[-1])
    if gateway is None or gateway.ec2 is not ec2_of(response):
        raise ResourceNotFoundException(f"Resource gateway {identifier} not found")
    return gateway


def require_groups(ec2: EC2Backend, vpc_id: str, group_ids: list[str]) -> None:
    for group_id in group_ids:
        group = ec2.get_security_group_from_id(group_id)
        if group is None or group.vpc_id != vpc_id:
            raise ValidationException(f"Security group {group_id} is not in the VPC {vpc_id}")


def add_interface(gateway: ResourceGateway, subnet: Subnet) -> None:
    """One in each subnet, with all the addresses that resources see as those of their clients."""
    addresses = free_addresses(subnet, gateway.addresses_per_interface)
    interface = gateway.ec2.create_network_interface(
        subnet,
        private_ip_addresses=[{"Primary": place == 0, "PrivateIpAddress": each} for place, each in enumerate(addresses)],
        group_ids=gateway.security_group_ids,
        description=f"VPC Lattice Resource Gateway {gateway.id}",
    )
    interface.requester_managed = True
    interface.status = "in-use"
    gateway.interface_ids.append(interface.id)


@adds(VPCLatticeResponse)
def create_resource_gateway(self: VPCLatticeResponse) -> ActionResult:
    """https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceGateway.html"""
    ec2, vpc_id = ec2_of(self), self._get_param("vpcIdentifier")
    subnets = [ec2.get_subnet(subnet_id) for subnet_id in self._get_param("subnetIds") or []]
    outside = [subnet.id for subnet in subnets if subnet.vpc_id != vpc_id]
    if not subnets or outside:
        raise ValidationException(f"The subnets {outside} are not in the VPC {vpc_id}" if outside else "subnetIds is empty")
    if self._get_param("ipAddressType", "IPV4") != "IPV4":
        raise ValidationException("The emulator knows resource gateways of the type IPV4 only")
    if any(each.ec2 is ec2 and each.name == self._get_param("name") for each in gateways.values()):
        raise ConflictException(f"A resource gateway with the name {self._get_param('name')} exists")
    group_ids = self._get_param("securityGroupIds") or [ec2.get_default_security_group(vpc_id).id]
    require_groups(ec2, vpc_id, group_ids)
    count = self._get_param("ipv4AddressesPerEni") or ADDRESSES_PER_INTERFACE
    gateway = ResourceGateway(ec2, self._get_param("name"), vpc_id, subnets, group_ids, count)
    for subnet in subnets:
        add_interface(gateway, subnet)
    gateways[gateway.id] = gateway
    self.backend.tag_resource(gateway.arn, self._get_param("tags") or {})
    return ActionResult(gateway.described())


@adds(VPCLatticeResponse)
def get_resource_gateway(self: VPCLatticeResponse) -> ActionResult:
    return ActionResult(gateway_of(self).described())


@adds(VPCLatticeResponse)
def update_resource_gateway(self: VPCLatticeResponse) -> ActionResult:
    """https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_UpdateResourceGateway.html: its groups alone."""
    gateway = gateway_of(self)
    group_ids = self._get_param("securityGroupIds") or []
    require_groups(gateway.ec2, gateway.vpc_id, group_ids)
    gateway.security_group_ids = group_ids
    for interface_id in gateway.interface_ids:
        gateway.ec2.modify_network_interface_attribute(interface_id, group_ids)
    return ActionResult(gateway.described())


@adds(VPCLatticeResponse)
def delete_resource_gateway(self: VPCLatticeResponse) -> ActionResult:
    """https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_DeleteResourceGateway.html"""
    gateway = gateway_of(self)
    del gateways[gateway.id]
    for interface_id in gateway.interface_ids:
        gateway.ec2.enis.pop(interface_id)
    return ActionResult({**gateway.described(), "status": "DELETE_IN_PROGRESS"})
