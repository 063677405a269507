"""Interface endpoints: their states, network interfaces, addresses, names and refusals.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html

moto makes every endpoint available, in any zone, with addresses outside of its subnets, one name, and no security groups
on its network interfaces; it ignores pinned addresses and changes none of that when subnets are added or removed.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.subnets import Subnet
from moto.ec2.models.vpc_service_configuration import VPCServiceConfiguration
from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.responses import EC2Response
from moto.ec2.utils import add_tag_specification, random_vpc_ep_id

from .addresses import require_usable
from .endpoint_services import service_named, zone_ids_of
from .extending import replaces
from .private_dns import private_entry, require_private_dns

# Route 53's zone for the names of interface endpoints in ap-northeast-1; every Region has its own.
ENDPOINT_HOSTED_ZONE_ID = "Z2E726K9Y6RL4W"


@dataclass
class Placement:
    """A subnet that an endpoint is to have a network interface in, and the address if it is pinned."""

    subnet: Subnet
    ipv4: str | None


def refuse(message: str, code: str = "InvalidParameter") -> EC2ClientError:
    return EC2ClientError(code, message)


def service_of(backend: EC2Backend, service_name: str) -> VPCServiceConfiguration | None:
    """The endpoint service of an account; nothing for AWS's own services, which are in every zone."""
    return service_named(backend, service_name) if ".vpce." in service_name else None


def placements(
    backend: EC2Backend, subnet_ids: list[str], configurations: list[dict[str, str]], zones_taken: set[str]
) -> list[Placement]:
    """The subnets with their pinned addresses: at most one subnet per zone, and no pin for a subnet that is not listed."""
    pins = {entry["SubnetId"]: entry.get("Ipv4") for entry in configurations}
    for subnet_id in pins:
        if subnet_id not in subnet_ids:
            raise refuse(f"The subnet {subnet_id} of SubnetConfigurations is not one of SubnetIds")
    result = []
    for subnet_id in subnet_ids:
        subnet = backend.get_subnet(subnet_id)
        if subnet.availability_zone_id in zones_taken:
            raise refuse(
                f"Found another VPC endpoint subnet in the availability zone of {subnet_id}", "DuplicateSubnetsInSameZone"
            )
        zones_taken = zones_taken | {subnet.availability_zone_id}
        if pins.get(subnet_id):
            require_usable(subnet, pins[subnet_id])
        result.append(Placement(subnet, pins.get(subnet_id)))
    return result


def require_zones(service: VPCServiceConfiguration, places: list[Placement]) -> None:
    """https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html"""
    for place in places:
        if place.subnet.availability_zone_id not in zone_ids_of(service):
            raise refuse(
                f"The VPC endpoint service {service.service_name} does not support the availability zone of the subnet: "
                f"{place.subnet.id}."
            )


def require_vpc(backend: EC2Backend, vpc_id: str, places: list[Placement], group_ids: list[str]) -> None:
    for place in places:
        if place.subnet.vpc_id != vpc_id:
            raise refuse(f"Subnet {place.subnet.id} does not belong to VPC {vpc_id}")
    for group_id in group_ids:
        group = backend.get_security_group_from_id(group_id)
        if group is None:
            raise refuse(f"The security group '{group_id}' does not exist", "InvalidGroup.NotFound")
        if group.vpc_id != vpc_id:
            raise refuse(f"Security group {group_id} does not belong to VPC {vpc_id}")


def add_network_interface(backend: EC2Backend, endpoint: VPCEndPoint, place: Placement) -> None:
    """https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html: one that the endpoint's owner sees and AWS manages."""
    interface = backend.create_network_interface(
        place.subnet,
        place.ipv4,
        group_ids=endpoint.security_group_ids,
        description=f"VPC Endpoint Interface {endpoint.id}",
    )
    interface.interface_type = "vpc_endpoint"
    interface.requester_managed = True
    interface.status = "in-use"
    endpoint.network_interface_ids.append(interface.id)


def name_endpoint(backend: EC2Backend, endpoint: VPCEndPoint) -> None:
    """The regional name first, then one for each zone, in the words of the endpoint's account; the private name last.

    https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
    """
    label = f"{endpoint.id}-{uuid.uuid5(uuid.NAMESPACE_URL, endpoint.id).hex[:8]}"
    region = backend.region_name
    service = endpoint.service_name.removeprefix(f"com.amazonaws.vpce.{region}.").removeprefix(f"com.amazonaws.{region}.")
    domain = f"{service}.{region}.vpce.amazonaws.com"
    zones = sorted(backend.get_subnet(subnet_id).availability_zone for subnet_id in endpoint.subnet_ids)
    endpoint.dns_entries = [
        {"DnsName": f"{name}.{domain}", "HostedZoneId": ENDPOINT_HOSTED_ZONE_ID}
        for name in [label, *(f"{label}-{zone}" for zone in zones)]
    ]
    own_service = service_of(backend, endpoint.service_name)
    if endpoint.private_dns_enabled and own_service is not None:
        endpoint.dns_entries.append(private_entry(endpoint, own_service))


@replaces(EC2Response)
def create_vpc_endpoint(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    if self._get_param("VpcEndpointType") != "Interface":
        return original(self)
    backend = self.ec2_backend
    vpc = backend.get_vpc(self._get_param("VpcId"))
    service = service_of(backend, self._get_param("ServiceName"))
    subnet_ids = self._get_param("SubnetIds", [])
    private_dns_enabled = self._get_bool_param("PrivateDnsEnabled", service is None)
    group_ids = self._get_param("SecurityGroupIds", []) or [backend.get_default_security_group(vpc.id).id]

    places = placements(backend, subnet_ids, self._get_param("SubnetConfigurations", []), set())
    require_vpc(backend, vpc.id, places, group_ids)
    if private_dns_enabled:
        require_private_dns(backend, vpc.id, service)
    if service is not None:
        require_zones(service, places)

    endpoint = VPCEndPoint(
        backend,
        random_vpc_ep_id(),
        vpc.id,
        self._get_param("ServiceName"),
        "Interface",
        self._get_param("PolicyDocument"),
        route_table_ids=[],
        subnet_ids=subnet_ids,
        security_group_ids=group_ids,
        tags=add_tag_specification(self._get_param("TagSpecifications", [])),
        private_dns_enabled=private_dns_enabled,
    )
    endpoint.ip_address_type = self._get_param("IpAddressType", "ipv4")
    endpoint.state = "pendingAcceptance" if service is not None and service.acceptance_required else "available"
    for place in places:
        add_network_interface(backend, endpoint, place)
    name_endpoint(backend, endpoint)
    backend.vpc_end_points[endpoint.id] = endpoint
    return ActionResult({"VpcEndpoint": endpoint})


@replaces(EC2Response)
def modify_vpc_endpoint(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html"""
    backend = self.ec2_backend
    endpoint = backend.describe_vpc_endpoints([self._get_param("VpcEndpointId")])[0]
    if endpoint.vpc_endpoint_type != "Interface":
        return original(self)
    places = added_places(self, endpoint)
    require_vpc(backend, endpoint.vpc_id, places, self._get_param("AddSecurityGroupIds", []))
    service = service_of(backend, endpoint.service_name)
    if service is not None:
        require_zones(service, places)
    private_dns_enabled = self._get_bool_param("PrivateDnsEnabled", endpoint.private_dns_enabled)
    if private_dns_enabled and not endpoint.private_dns_enabled:
        require_private_dns(backend, endpoint.vpc_id, service, endpoint)

    result = original(self)
    endpoint.private_dns_enabled = private_dns_enabled
    endpoint.ip_address_type = self._get_param("IpAddressType", endpoint.ip_address_type)
    change_network_interfaces(backend, endpoint, places)
    name_endpoint(backend, endpoint)
    return result


def added_places(response: EC2Response, endpoint: VPCEndPoint) -> list[Placement]:
    """Where a modification adds network interfaces, one per zone with those that stay."""
    removed = response._get_param("RemoveSubnetIds", [])
    kept = [subnet_id for subnet_id in endpoint.subnet_ids if subnet_id not in removed]
    zones_kept = {response.ec2_backend.get_subnet(subnet_id).availability_zone_id for subnet_id in kept}
    added = [subnet_id for subnet_id in response._get_param("AddSubnetIds", []) if subnet_id not in kept]
    return placements(response.ec2_backend, added, response._get_param("SubnetConfigurations", []), zones_kept)


def change_network_interfaces(backend: EC2Backend, endpoint: VPCEndPoint, places: list[Placement]) -> None:
    """Those in subnets that the endpoint is no longer in go, new ones come, and all have the endpoint's groups."""
    for interface_id in list(endpoint.network_interface_ids):
        if backend.enis[interface_id].subnet.id not in endpoint.subnet_ids:
            backend.enis.pop(interface_id)
            endpoint.network_interface_ids.remove(interface_id)
    for place in places:
        add_network_interface(backend, endpoint, place)
    for interface_id in endpoint.network_interface_ids:
        backend.modify_network_interface_attribute(interface_id, endpoint.security_group_ids)


@replaces(EC2Backend)
def delete_vpc_endpoints(original: Callable[..., None], self: EC2Backend, vpce_ids: list[str] | None = None) -> None:
    """A deleted endpoint is soon unknown; moto keeps it for ever, so that a service could never be deleted after it."""
    original(self, vpce_ids)
    for endpoint_id in vpce_ids or []:
        self.vpc_end_points.pop(endpoint_id, None)
