"""Targets that are addresses: of the target group's VPC, or private ones anywhere, which are then said to be in all zones.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation

AWS documents these rules, not the words of the errors. moto takes any target, and any attribute.
"""

import ipaddress
from collections.abc import Callable
from typing import Any

from moto.ec2.models import ec2_backends
from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.models import ELBv2Backend, FakeTargetGroup

from .extending import replaces
from .vpc_peering import blocks_of

# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-type
OUTSIDE = [ipaddress.IPv4Network(block) for block in ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")]
ANYWHERE = "all"


def require_address(group: FakeTargetGroup, blocks: list[ipaddress.IPv4Network], target: dict[str, Any]) -> None:
    try:
        address = ipaddress.IPv4Address(target["Id"])
    except ValueError:
        raise ELBClientError("ValidationError", f"The IP address '{target['Id']}' is not a valid IPv4 address") from None
    if any(address in block for block in blocks):
        return
    if not any(address in block for block in OUTSIDE):
        raise ELBClientError("ValidationError", f"The IP address '{address}' is not within the VPC or a private range")
    if target.get("AvailabilityZone") != ANYWHERE:
        raise ELBClientError(
            "ValidationError",
            f"The IP address '{address}' is outside of {group.vpc_id}: its Availability Zone must be '{ANYWHERE}'",
        )


@replaces(ELBv2Backend)
def register_targets(
    original: Callable[..., None], self: ELBv2Backend, target_group_arn: str, instances: list[dict[str, Any]]
) -> None:
    group = self.target_groups.get(target_group_arn)
    if group is not None and group.target_type == "ip":
        blocks = blocks_of(ec2_backends[self.account_id][self.region_name].get_vpc(group.vpc_id))
        for target in instances:
            require_address(group, blocks, target)
    original(self, target_group_arn, instances)


@replaces(ELBv2Backend)
def modify_target_group_attributes(
    original: Callable[..., None], self: ELBv2Backend, target_group_arn: str, attributes: dict[str, Any]
) -> None:
    """The client's address cannot be left out of datagrams."""
    group = self.target_groups.get(target_group_arn)
    if group is not None and "UDP" in group.protocol and attributes.get("preserve_client_ip.enabled") == "false":
        raise ELBClientError(
            "InvalidConfigurationRequest", f"Client IP preservation cannot be disabled for {group.protocol} target groups"
        )
    original(self, target_group_arn, attributes)
