"""Endpoint services: who may see them, where they are, and when they may not be deleted.

https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html

moto keeps services and their principals apart from the endpoints of other accounts, gives permissions no id, forgets the
address types, lets several services share one load balancer, and deletes services and load balancers that are in use.
"""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.vpc_service_configuration import VPCServiceConfiguration
from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.responses import EC2Response
from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.models import ELBv2Backend, elbv2_backends

from .extending import replaces
from .zones import zone_names_for

STATES_IN_USE = ("available", "pendingAcceptance", "pending")


def accounts_in(region_name: str) -> list[EC2Backend]:
    """The EC2 of every account that this server has seen, in one Region."""
    return [regions[region_name] for regions in list(ec2_backends.values()) if region_name in regions]


def service_named(caller: EC2Backend, service_name: str) -> VPCServiceConfiguration:
    """The service that an account means by a name. One it may not use does not exist for it.

    https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html
    """
    for owner in accounts_in(caller.region_name):
        for service in owner.configurations.values():
            if service.service_name == service_name and may_use(caller.account_id, service):
                return service
    raise EC2ClientError("InvalidServiceName", f"The Vpc Endpoint Service '{service_name}' does not exist")


def may_use(account_id: str, service: VPCServiceConfiguration) -> bool:
    """Whether an account is among the service's principals, or owns it. moto knows accounts, not users or roles, as callers."""
    if service.ec2_backend.account_id == account_id:
        return True
    return any(principal == "*" or principal.split(":")[4:5] == [account_id] for principal in service.principals)


def endpoints_of(service: VPCServiceConfiguration) -> Iterator[VPCEndPoint]:
    """The endpoints for a service, whichever account has them."""
    for account in accounts_in(service.ec2_backend.region_name):
        for endpoint in account.vpc_end_points.values():
            if endpoint.service_name == service.service_name:
                yield endpoint


def zone_ids_of(service: VPCServiceConfiguration) -> set[str]:
    """Where the service's load balancers have a subnet, by zone id."""
    owner = service.ec2_backend
    balancers = elbv2_backends[owner.account_id][owner.region_name].load_balancers
    return {
        subnet.availability_zone_id
        for arn in service.network_load_balancer_arns
        if arn in balancers
        for subnet in balancers[arn].subnets
    }


def require_free(backend: EC2Backend, load_balancer_arns: list[str], service_id: str | None = None) -> None:
    """One Network Load Balancer serves one endpoint service at most. AWS documents the rule, not the words of the error."""
    for service in backend.configurations.values():
        for arn in load_balancer_arns:
            if service.id != service_id and arn in service.network_load_balancer_arns:
                raise EC2ClientError(
                    "InvalidParameter", f"The load balancer {arn} is already associated with endpoint service {service.id}"
                )


@replaces(EC2Response)
def create_vpc_endpoint_service_configuration(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    require_free(self.ec2_backend, self._get_param("NetworkLoadBalancerArns", []))
    result = original(self)
    service = result.result["ServiceConfiguration"]
    service.supported_ip_address_types = self._get_param("SupportedIpAddressTypes", []) or ["ipv4"]
    service.availability_zones = zone_names_for(self.ec2_backend, zone_ids_of(service))
    return result


@replaces(EC2Response)
def modify_vpc_endpoint_service_configuration(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    service_id = self._get_param("ServiceId")
    require_free(self.ec2_backend, self._get_param("AddNetworkLoadBalancerArns", []), service_id)
    result = original(self)
    service = self.ec2_backend.configurations[service_id]
    removed = self._get_param("RemoveSupportedIpAddressTypes", [])
    added = self._get_param("AddSupportedIpAddressTypes", [])
    kept = [kind for kind in service.supported_ip_address_types if kind not in removed]
    service.supported_ip_address_types = kept + [kind for kind in added if kind not in kept]
    return result


@replaces(EC2Backend)
def describe_vpc_endpoint_service_configurations(
    original: Callable[..., list[VPCServiceConfiguration]], self: EC2Backend, service_ids: list[str] | None
) -> list[VPCServiceConfiguration]:
    """The zones are those of the load balancers as they are now, each named once."""
    services = original(self, service_ids)
    for service in services:
        service.availability_zones = zone_names_for(self, zone_ids_of(service))
    return services


@replaces(EC2Backend)
def describe_vpc_endpoint_services(original: Callable[..., Any], self: EC2Backend, *arguments: Any, **options: Any) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html: what this account may use."""
    own = self.configurations
    others = {
        service.id: service
        for account in accounts_in(self.region_name)
        for service in account.configurations.values()
        if account is not self and may_use(self.account_id, service)
    }
    for service in (own | others).values():
        service.availability_zones = zone_names_for(self, zone_ids_of(service))
    self.configurations = own | others
    try:
        return original(self, *arguments, **options)
    finally:
        self.configurations = own


@replaces(EC2Response)
def delete_vpc_endpoint_service_configurations(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/vpc/latest/privatelink/delete-endpoint-service.html: not while connections are in use."""
    in_use = [
        service_id
        for service_id in self._get_param("ServiceIds", [])
        if (service := self.ec2_backend.configurations.get(service_id))
        and any(endpoint.state in STATES_IN_USE for endpoint in endpoints_of(service))
    ]
    if not in_use:
        return original(self)
    error = {
        "Code": "ExistingVpcEndpointConnections",
        "Message": "Service has existing active VPC Endpoint connections!",
    }
    return ActionResult({"Unsuccessful": [{"ResourceId": service_id, "Error": error} for service_id in in_use]})


@replaces(ELBv2Backend)
def delete_load_balancer(original: Callable[..., None], self: ELBv2Backend, arn: str) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html: ResourceInUse."""
    if any(arn in service.network_load_balancer_arns for service in self.ec2_backend.configurations.values()):
        raise ELBClientError(
            "ResourceInUse",
            f"Load balancer '{arn}' cannot be deleted because it is currently associated with another service",
        )
    original(self, arn)


def permission(service: VPCServiceConfiguration, principal: str) -> dict[str, str]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AddedPrincipal.html"""
    kinds = {"*": "All", "root": "Account", "user": "User", "role": "Role"}
    return {
        "Principal": principal,
        "PrincipalType": kinds.get(principal.split(":")[-1].split("/")[0], "Account"),
        "ServiceId": service.id,
        "ServicePermissionId": "vpce-svc-perm-" + uuid.uuid5(uuid.NAMESPACE_URL, service.id + principal).hex[:17],
    }


@replaces(EC2Response)
def modify_vpc_endpoint_service_permissions(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    """Removing a principal leaves its connections as they are: the provider rejects those by itself."""
    original(self)
    service = self.ec2_backend.configurations[self._get_param("ServiceId")]
    added = [permission(service, principal) for principal in self._get_param("AddAllowedPrincipals", [])]
    return ActionResult({"AddedPrincipals": added, "ReturnValue": True})


@replaces(EC2Response)
def describe_vpc_endpoint_service_permissions(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    result = original(self)
    service = self.ec2_backend.configurations[self._get_param("ServiceId")]
    principals = [allowed["Principal"] for allowed in result.result["AllowedPrincipals"]]
    return ActionResult({"AllowedPrincipals": [permission(service, principal) for principal in principals]})
