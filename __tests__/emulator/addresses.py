"""Private addresses: inside the subnet's block, none of AWS's five, none twice.

https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html: the first four addresses and the last one of every
subnet are AWS's. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html: an address that
is asked for must be free; otherwise AWS picks one of the subnet. moto picks addresses anywhere in 10.0.0.0/8 for NAT
gateways and interface endpoints, hands out taken ones, and keeps the network interfaces of deleted NAT gateways.
"""

import ipaddress
import itertools
from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend, nat_gateways
from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.ec2.models.instances import Instance
from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.models.subnets import Subnet

from .extending import replaces

FIRST_USABLE = 4


def addresses_on_interfaces(subnet: Subnet) -> set[str]:
    """The private addresses that the network interfaces of a subnet have."""
    return {
        address["PrivateIpAddress"]
        for interface in subnet.ec2_backend.enis.values()
        if interface.subnet.id == subnet.id
        for address in interface.private_ip_addresses
    }


def require_usable(subnet: Subnet, address: str) -> None:
    """Refuse an address that nobody can have in this subnet, or that somebody has already."""
    block = ipaddress.IPv4Network(subnet.cidr_block)
    wanted = ipaddress.IPv4Address(address)
    if wanted not in block:
        raise EC2ClientError("InvalidParameterValue", "Address does not fall within the subnet's address range")
    if not FIRST_USABLE <= int(wanted) - int(block[0]) < block.num_addresses - 1:
        raise EC2ClientError("InvalidParameterValue", "Address is in subnet's reserved address range")
    if address in addresses_on_interfaces(subnet):
        raise EC2ClientError("InvalidIPAddress.InUse", f"Address {address} is in use.")


def free_address(subnet: Subnet) -> str:
    """Some free address of the subnet. AWS promises no order."""
    return free_addresses(subnet, 1)[0]


def free_addresses(subnet: Subnet, count: int) -> list[str]:
    """Some free addresses of the subnet.

    From the end of the subnet down: chosen at random, one would now and then take what a later resource pins. That can
    happen on AWS, but a test must not fail once in a while.
    """
    block = ipaddress.IPv4Network(subnet.cidr_block)
    taken = addresses_on_interfaces(subnet) | set(subnet._subnet_ips)
    places = range(block.num_addresses - 2, FIRST_USABLE - 1, -1)
    free = list(itertools.islice((address for place in places if (address := str(block[place])) not in taken), count))
    if len(free) < count:
        raise EC2ClientError(
            "InsufficientFreeAddressesInSubnet",
            f"The specified subnet '{subnet.id}' does not have enough free addresses to satisfy the request.",
        )
    return free


@replaces(EC2Backend)
def create_network_interface(
    original: Callable[..., NetworkInterface],
    self: EC2Backend,
    subnet: Subnet | str,
    private_ip_address: str | list[str] | None = None,
    private_ip_addresses: list[Any] | None = None,
    *arguments: Any,
    **options: Any,
) -> NetworkInterface:
    if isinstance(subnet, str):
        subnet = self.get_subnet(subnet)
    if isinstance(private_ip_address, list):
        private_ip_address = private_ip_address[0] if private_ip_address else None
    specified = [{"Primary": address.get("Primary", False), **address} for address in private_ip_addresses or []]
    for address in {*filter(None, [private_ip_address]), *(each["PrivateIpAddress"] for each in specified)}:
        require_usable(subnet, address)
    if not private_ip_address and not specified:
        private_ip_address = free_address(subnet)
    return original(self, subnet, private_ip_address, specified, *arguments, **options)


@replaces(Subnet)
def get_available_subnet_ip(original: Callable[..., str], self: Subnet, instance: Instance) -> str:
    address = free_address(self)
    self._subnet_ips[address] = instance
    return address


@replaces(Subnet)
def request_ip(original: Callable[..., None], self: Subnet, ip: str, instance: Instance) -> None:
    require_usable(self, ip)
    self._subnet_ips[ip] = instance


# A NAT gateway asks for an address of moto's choice, anywhere in 10.0.0.0/8: no address asked for means one of its subnet.
nat_gateways.random_private_ip = lambda: ""


@replaces(EC2Backend)
def create_nat_gateway(original: Callable[..., NatGateway], self: EC2Backend, *arguments: Any, **options: Any) -> NatGateway:
    """https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html: its interface is managed by AWS."""
    gateway = original(self, *arguments, **options)
    gateway._eni.description = f"Interface for NAT Gateway {gateway.id}"
    gateway._eni.interface_type = "nat_gateway"
    gateway._eni.requester_managed = True
    gateway._eni.status = "in-use"
    return gateway


@replaces(EC2Backend)
def delete_nat_gateway(original: Callable[..., NatGateway], self: EC2Backend, nat_gateway_id: str) -> NatGateway:
    """Deleting a NAT gateway disassociates its Elastic IP address and ends its network interface."""
    gateway = original(self, nat_gateway_id)
    for address in gateway.address_set:
        if address.get("associationId"):
            self.disassociate_address(association_id=address["associationId"])
    self.enis.pop(gateway._eni.id, None)
    return gateway
