"""Endpoints of Route 53 Resolver: their addresses and network interfaces, protocols and kind of address.

https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html

moto forgets protocols and kind of address, and takes addresses that are in use and groups of other VPCs.
"""

import json
from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.route53resolver.exceptions import InvalidRequestException
from moto.route53resolver.models import ResolverEndpoint, Route53ResolverBackend
from moto.route53resolver.responses import Route53ResolverResponse

from .addresses import require_usable
from .extending import replaces


@replaces(Route53ResolverBackend)
def _verify_subnet_ips(
    original: Callable[..., None], self: Route53ResolverBackend, ip_addresses: list[dict[str, Any]], initial: bool = True
) -> None:
    original(self, ip_addresses, initial)
    for each in ip_addresses:
        try:
            require_usable(self.ec2_backend.get_subnet(each["SubnetId"]), each["Ip"])
        except EC2ClientError as refused:
            raise InvalidRequestException(refused.message) from None


@replaces(Route53ResolverBackend)
def _verify_security_group_ids(
    original: Callable[..., None], self: Route53ResolverBackend, security_group_ids: list[str]
) -> None:
    original(self, security_group_ids)
    if len({self.ec2_backend.get_security_group_from_id(group_id).vpc_id for group_id in security_group_ids}) > 1:
        raise InvalidRequestException("The security groups belong to more than one VPC")


@replaces(ResolverEndpoint)
def create_eni(original: Callable[..., list[str]], self: ResolverEndpoint) -> list[str]:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html: AWS manages them."""
    interface_ids = original(self)
    for interface_id in interface_ids:
        interface = self.ec2_backend.enis[interface_id]
        interface.requester_managed = True
        interface.status = "in-use"
    return interface_ids


@replaces(ResolverEndpoint)
def description(original: Callable[..., dict[str, Any]], self: ResolverEndpoint) -> dict[str, Any]:
    return {
        **original(self),
        "Protocols": getattr(self, "protocols", ["Do53"]),
        "ResolverEndpointType": getattr(self, "resolver_endpoint_type", "IPV4"),
    }


@replaces(Route53ResolverResponse)
def create_resolver_endpoint(original: Callable[..., str], self: Route53ResolverResponse) -> str:
    made = json.loads(original(self))["ResolverEndpoint"]
    endpoint = self.route53resolver_backend.resolver_endpoints[made["Id"]]
    endpoint.protocols = self._get_param("Protocols") or ["Do53"]
    endpoint.resolver_endpoint_type = self._get_param("ResolverEndpointType") or "IPV4"
    return json.dumps({"ResolverEndpoint": endpoint.description()})
