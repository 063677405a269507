"""Blocks that are added to a VPC: of the kind of address that the VPC has already.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#vpc-resize

moto takes any block.
"""

import ipaddress
from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend

from .extending import replaces

# Blocks of different ones of these never stand in one VPC, nor beside any other kind of address.
CLASSES = [
    ipaddress.IPv4Network(block) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "198.19.0.0/16")
]
SIZES = range(16, 29)


def class_of(block: ipaddress.IPv4Network) -> ipaddress.IPv4Network | None:
    return next((each for each in CLASSES if block.subnet_of(each)), None)


@replaces(EC2Backend)
def associate_vpc_cidr_block(
    original: Callable[..., dict[str, Any]],
    self: EC2Backend,
    vpc_id: str,
    cidr_block: str,
    amazon_provided_ipv6_cidr_block: bool,
) -> dict[str, Any]:
    if not amazon_provided_ipv6_cidr_block:
        vpc = self.get_vpc(vpc_id)
        block = ipaddress.IPv4Network(cidr_block)
        added = class_of(block)
        if added is not None and added != class_of(ipaddress.IPv4Network(vpc.cidr_block)):
            raise refusal(
                f"The CIDR '{block}' is restricted. Use a CIDR from the same private address range as the current VPC CIDR, "
                "or use a publicly-routable CIDR."
            )
        if block.prefixlen not in SIZES:
            raise refusal(f"The CIDR '{block}' is invalid.")
        for present in vpc.get_cidr_block_association_set(ipv6=False):
            if block.overlaps(ipaddress.IPv4Network(present["cidr_block"])):
                raise refusal(f"The CIDR '{block}' overlaps with {present['cidr_block']} of {vpc_id}.")
    return original(self, vpc_id, cidr_block, amazon_provided_ipv6_cidr_block)


def refusal(message: str) -> EC2ClientError:
    return EC2ClientError("InvalidVpc.Range", message)
