"""Network Load Balancers: how they are named, what addresses they have, and what their security groups do for PrivateLink.

https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SubnetMapping.html

moto gives every load balancer the name of an Application Load Balancer, gives none an address, and does not know whether a
security group applies to PrivateLink traffic.
"""

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer
from moto.elbv2.responses import ELBV2Response

from .addresses import require_usable
from .extending import MotoChanged, replaces


@replaces(ELBv2Backend)
def create_load_balancer(
    original: Callable[..., FakeLoadBalancer],
    self: ELBv2Backend,
    name: str,
    *arguments: Any,
    subnet_mappings: list[dict[str, str]] | None = None,
    **options: Any,
) -> FakeLoadBalancer:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html

    Active at once: AWS takes minutes, and the provider would poll for half a minute and more.
    Enforcement of inbound rules on PrivateLink traffic is on by default, and there is none without a security group.
    """
    pins = pinned_addresses(self, subnet_mappings or [])
    balancer = original(self, name, *arguments, subnet_mappings=subnet_mappings, **options)
    balancer.state = "active"
    balancer.pins = pins
    balancer.network_interface_ids = []
    if balancer.type == "network":
        rename(self, balancer)
        place(self, balancer)
        if balancer.security_groups:
            balancer.enforce_security_group_inbound_rules_on_private_link_traffic = "on"
    return balancer


def pinned_addresses(backend: ELBv2Backend, mappings: list[dict[str, str]]) -> dict[str, str]:
    """The addresses that are asked for, by subnet: free ones. AWS documents the rule, not the words of the error."""
    pins = {each["SubnetId"]: each["PrivateIPv4Address"] for each in mappings if "PrivateIPv4Address" in each}
    for subnet_id, address in pins.items():
        try:
            require_usable(backend.ec2_backend.get_subnet(subnet_id), address)
        except EC2ClientError as refused:
            raise ELBClientError("InvalidConfigurationRequest", refused.message) from None
    return pins


def place(backend: ELBv2Backend, balancer: FakeLoadBalancer) -> None:
    """A network interface in each of its subnets, and in no other.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/introduction.html
    """
    interfaces = [backend.ec2_backend.enis[interface_id] for interface_id in balancer.network_interface_ids]
    wanted = {subnet.id: subnet for subnet in balancer.subnets}
    for interface in interfaces:
        if interface.subnet.id not in wanted:
            remove_interface(backend, balancer, interface.id)
    for subnet_id in wanted.keys() - {interface.subnet.id for interface in interfaces}:
        interface = backend.ec2_backend.create_network_interface(
            wanted[subnet_id],
            balancer.pins.get(subnet_id),
            group_ids=list(balancer.security_groups or []),
            description=f"ELB {balancer.arn.split(':loadbalancer/')[-1]}",
        )
        interface.interface_type = "network_load_balancer"
        interface.requester_managed = True
        interface.status = "in-use"
        balancer.network_interface_ids.append(interface.id)


def remove_interface(backend: ELBv2Backend, balancer: FakeLoadBalancer, interface_id: str) -> None:
    backend.ec2_backend.enis.pop(interface_id)
    balancer.network_interface_ids.remove(interface_id)


def zones(balancer: FakeLoadBalancer) -> list[dict[str, Any]]:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AvailabilityZone.html: with pinned addresses."""
    return [
        {
            "SubnetId": subnet.id,
            "ZoneName": subnet.availability_zone,
            "LoadBalancerAddresses": (
                [{"PrivateIPv4Address": balancer.pins[subnet.id]}] if subnet.id in balancer.pins else []
            ),
        }
        for subnet in balancer.subnets
    ]


if not isinstance(vars(FakeLoadBalancer).get("availability_zones"), property):
    raise MotoChanged("moto's FakeLoadBalancer has no property `availability_zones` any more")
FakeLoadBalancer.availability_zones = property(zones)  # type: ignore[method-assign]


@replaces(ELBv2Backend)
def set_subnets(
    original: Callable[..., Any],
    self: ELBv2Backend,
    arn: str,
    subnets: list[str],
    subnet_mappings: list[dict[str, Any]],
) -> Any:
    balancer = self.load_balancers.get(arn)
    if balancer is None or balancer.type != "network":
        return original(self, arn, subnets, subnet_mappings)
    added = [each for each in subnet_mappings if each["SubnetId"] not in {subnet.id for subnet in balancer.subnets}]
    balancer.pins.update(pinned_addresses(self, added))
    balancer.subnets = [
        self.ec2_backend.get_subnet(subnet_id)
        for subnet_id in [*subnets, *(each["SubnetId"] for each in subnet_mappings)]
    ]
    place(self, balancer)
    return balancer.availability_zones


@replaces(ELBv2Backend)
def delete_load_balancer(original: Callable[..., None], self: ELBv2Backend, arn: str) -> None:
    balancer = self.load_balancers.get(arn)
    original(self, arn)
    for interface_id in list(balancer.network_interface_ids) if balancer is not None else []:
        remove_interface(self, balancer, interface_id)


def rename(backend: ELBv2Backend, balancer: FakeLoadBalancer) -> None:
    """An NLB's ARN says ``net``, and its DNS name ends in ``elb.<region>.amazonaws.com``."""
    tags = backend.tagging_service.list_tags_for_resource(balancer.arn)["Tags"]
    backend.tagging_service.delete_all_tags_for_resource(balancer.arn)
    del backend.load_balancers[balancer.arn]
    balancer.arn = balancer.arn.replace(":loadbalancer/app/", ":loadbalancer/net/")
    balancer.dns_name = f"{balancer.name}-{balancer.arn.split('/')[-1]}.elb.{backend.region_name}.amazonaws.com"
    backend.load_balancers[balancer.arn] = balancer
    backend.tagging_service.tag_resource(balancer.arn, tags)


@replaces(ELBV2Response)
def set_security_groups(original: Callable[..., ActionResult], self: ELBV2Response) -> ActionResult:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSecurityGroups.html

    An NLB that was made without security groups can never get one. AWS documents the rule, not the words of the error.
    """
    balancer = self.elbv2_backend.load_balancers.get(self._get_param("LoadBalancerArn"))
    if balancer is not None and balancer.type == "network" and not balancer.security_groups:
        raise ELBClientError(
            "InvalidConfigurationRequest", f"Load balancer '{balancer.arn}' was created without security groups"
        )
    result = original(self)
    if balancer is not None and balancer.type == "network":
        for interface_id in balancer.network_interface_ids:
            self.elbv2_backend.ec2_backend.modify_network_interface_attribute(interface_id, balancer.security_groups)
    enforcement = self._get_param("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
    if balancer is not None and enforcement is not None:
        balancer.enforce_security_group_inbound_rules_on_private_link_traffic = enforcement
        result.result["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] = enforcement
    return result
