"""VPC endpoints of the type Resource: they lead to a resource configuration, the account's own or one shared with it.

https://docs.aws.amazon.com/vpc/latest/privatelink/use-resource-endpoint.html

moto takes them for gateway endpoints. Their names are told by their associations, not by themselves.
"""

import copy
import uuid
from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.responses import EC2Response
from moto.ec2.utils import add_tag_specification, random_vpc_ep_id

from .extending import adds, replaces
from .interface_endpoints import (
    Placement,
    add_network_interface,
    added_places,
    change_network_interfaces,
    placements,
    refuse,
    require_vpc,
)
from .resource_configurations import ResourceConfiguration, configurations
from .resource_shares import may_use

KIND = "Resource"
# The zone of the names of resource endpoints; every Region has its own, and AWS documents none of them.
RESOURCE_HOSTED_ZONE_ID = "Z0RESOURCEENDPOINT1"


def configuration_named(backend: EC2Backend, arn: str | None) -> ResourceConfiguration:
    """What is neither the account's own nor shared with it and accepted, does not exist for it. AWS documents the rule, not
    the words of the error.
    """
    configuration = configurations.get((arn or "").split("/")[-1])
    if configuration is None or configuration.arn != arn or not may_use(backend.account_id, configuration.account_id, arn):
        raise refuse(f"The resource configuration {arn} does not exist or is not shared with this account")
    return configuration


def require_common_zone(configuration: ResourceConfiguration, places: list[Placement]) -> None:
    """https://docs.aws.amazon.com/vpc/latest/privatelink/resource-gateway.html"""
    zones = sorted(configuration.gateway.zone_ids)
    if not any(place.subnet.availability_zone_id in zones for place in places):
        raise refuse(
            f"None of the subnets is in an availability zone of the resource gateway {configuration.gateway.id}: "
            f"{', '.join(zones)}"
        )


@replaces(EC2Response)
def create_vpc_endpoint(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    if self._get_param("VpcEndpointType") != KIND:
        return original(self)
    backend = self.ec2_backend
    configuration = configuration_named(backend, self._get_param("ResourceConfigurationArn"))
    vpc = backend.get_vpc(self._get_param("VpcId"))
    subnet_ids = self._get_param("SubnetIds", [])
    group_ids = self._get_param("SecurityGroupIds", []) or [backend.get_default_security_group(vpc.id).id]
    places = placements(backend, subnet_ids, self._get_param("SubnetConfigurations", []), set())
    require_vpc(backend, vpc.id, places, group_ids)
    require_common_zone(configuration, places)

    endpoint = VPCEndPoint(
        backend,
        random_vpc_ep_id(),
        vpc.id,
        None,
        KIND,
        None,
        route_table_ids=[],
        subnet_ids=subnet_ids,
        security_group_ids=group_ids,
        dns_entries=[],
        tags=add_tag_specification(self._get_param("TagSpecifications", [])),
        private_dns_enabled=self._get_bool_param("PrivateDnsEnabled", False),
    )
    endpoint.ip_address_type = self._get_param("IpAddressType", "ipv4")
    endpoint.resource_configuration_arn = configuration.arn
    for place in places:
        add_network_interface(backend, endpoint, place)
    backend.vpc_end_points[endpoint.id] = endpoint
    configuration.endpoint_ids.add(endpoint.id)
    # Pending in the answer, and available to the next who asks: AWS takes a minute or two.
    answered = copy.copy(endpoint)
    answered.state = "pending"
    return ActionResult({"VpcEndpoint": answered})


@replaces(EC2Response)
def modify_vpc_endpoint(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html"""
    backend = self.ec2_backend
    endpoint = backend.describe_vpc_endpoints([self._get_param("VpcEndpointId")])[0]
    if endpoint.vpc_endpoint_type != KIND:
        return original(self)
    places = added_places(self, endpoint)
    require_vpc(backend, endpoint.vpc_id, places, self._get_param("AddSecurityGroupIds", []))
    result = original(self)
    change_network_interfaces(backend, endpoint, places)
    return result


@replaces(EC2Backend)
def delete_vpc_endpoints(original: Callable[..., None], self: EC2Backend, vpce_ids: list[str] | None = None) -> None:
    for endpoint in self.vpc_end_points.values():
        if endpoint.id in (vpce_ids or []) and endpoint.vpc_endpoint_type == KIND:
            for interface_id in endpoint.network_interface_ids:
                self.enis.pop(interface_id)
            if (configuration := configurations.get(endpoint.resource_configuration_arn.split("/")[-1])) is not None:
                configuration.endpoint_ids.discard(endpoint.id)
    original(self, vpce_ids)


def association(endpoint: VPCEndPoint) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointAssociation.html

    The form of the name: https://docs.aws.amazon.com/vpc/latest/privatelink/use-resource-endpoint.html
    """
    arn = endpoint.resource_configuration_arn
    label = uuid.uuid5(uuid.NAMESPACE_URL, arn).hex[:7]
    domain = f"{arn.split('/')[-1]}.{label}.vpc-lattice-rsc.{endpoint.ec2_backend.region_name}.on.aws"
    return {
        "AssociatedResourceAccessibility": "Accessible",
        "AssociatedResourceArn": arn,
        "DnsEntry": {"DnsName": f"{endpoint.id}.{domain}", "HostedZoneId": RESOURCE_HOSTED_ZONE_ID},
        "Id": endpoint.id.replace("vpce-", "vpce-rsc-asc-"),
        "Tags": [],
        "VpcEndpointId": endpoint.id,
    }


@adds(EC2Response)
def describe_vpc_endpoint_associations(self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointAssociations.html"""
    if self._get_param("Filters", []):
        raise EC2ClientError("InvalidFilter", "The emulator knows no filter of endpoint associations")
    endpoints = self.ec2_backend.describe_vpc_endpoints(self._get_param("VpcEndpointIds", []))
    found = [association(endpoint) for endpoint in endpoints if endpoint.vpc_endpoint_type == KIND]
    return ActionResult({"VpcEndpointAssociations": found})
