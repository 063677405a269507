"""Network Load Balancers: how they are named, and what their security groups do for PrivateLink.

https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html

moto gives every load balancer the name of an Application Load Balancer, and does not know whether a security group
applies to PrivateLink traffic.
"""

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.models import ELBv2Backend, FakeLoadBalancer
from moto.elbv2.responses import ELBV2Response

from .extending import replaces


@replaces(ELBv2Backend)
def create_load_balancer(
    original: Callable[..., FakeLoadBalancer], self: ELBv2Backend, name: str, *arguments: Any, **options: Any
) -> FakeLoadBalancer:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html

    Active at once: AWS takes minutes, and the provider would poll for half a minute and more.
    Enforcement of inbound rules on PrivateLink traffic is on by default, and there is none without a security group.
    """
    balancer = original(self, name, *arguments, **options)
    balancer.state = "active"
    if balancer.type == "network":
        rename(self, balancer)
        if balancer.security_groups:
            balancer.enforce_security_group_inbound_rules_on_private_link_traffic = "on"
    return balancer


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
    enforcement = self._get_param("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
    if balancer is not None and enforcement is not None:
        balancer.enforce_security_group_inbound_rules_on_private_link_traffic = enforcement
        result.result["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] = enforcement
    return result
