"""Endpoint connections, as the provider of a service sees them.

https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html

Only the account that owns the service can list, accept and reject them: to any other account the service does not exist.
moto has none of these calls.
"""

from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.vpc_service_configuration import VPCServiceConfiguration
from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.responses import EC2Response

from .endpoint_services import endpoints_of
from .extending import adds

FILTERS = {
    "ip-address-type": "IpAddressType",
    "service-id": "ServiceId",
    "vpc-endpoint-owner": "VpcEndpointOwner",
    "vpc-endpoint-state": "VpcEndpointState",
}


def connection(service: VPCServiceConfiguration, endpoint: VPCEndPoint) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointConnection.html"""
    return {
        "CreationTimestamp": endpoint.creation_timestamp,
        "DnsEntries": endpoint.dns_entries,
        "IpAddressType": endpoint.ip_address_type,
        "NetworkLoadBalancerArns": service.network_load_balancer_arns,
        "ServiceId": service.id,
        "VpcEndpointConnectionId": endpoint.id.replace("vpce-", "vpce-con-"),
        "VpcEndpointId": endpoint.id,
        "VpcEndpointOwner": endpoint.owner_id,
        "VpcEndpointRegion": endpoint.ec2_backend.region_name,
        "VpcEndpointState": endpoint.state,
    }


@adds(EC2Response)
def describe_vpc_endpoint_connections(self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointConnections.html"""
    filters = self._filters_from_querystring()
    for name in filters:
        if name not in FILTERS:
            raise EC2ClientError("InvalidFilter", f"The filter '{name}' is invalid")
    connections = [
        connection(service, endpoint)
        for service in self.ec2_backend.configurations.values()
        for endpoint in endpoints_of(service)
    ]
    matching = [
        row for row in connections if all(row[FILTERS[name]] in values for name, values in filters.items())
    ]
    return ActionResult({"VpcEndpointConnections": matching})


def change_states(self: EC2Response, state: str, allowed_from: tuple[str, ...]) -> ActionResult:
    """Move endpoints of one of the caller's services to a state, and report those that cannot go there."""
    service_id = self._get_param("ServiceId")
    service = self.ec2_backend.describe_vpc_endpoint_service_configurations([service_id])[0]
    endpoints = {endpoint.id: endpoint for endpoint in endpoints_of(service)}
    unsuccessful = []
    for endpoint_id in self._get_param("VpcEndpointIds", []):
        endpoint = endpoints.get(endpoint_id)
        if endpoint is None:
            error = ("InvalidVpcEndpointId.NotFound", f"The Vpc Endpoint Id '{endpoint_id}' does not exist")
        elif endpoint.state not in allowed_from:
            error = ("InvalidState", f"The Vpc Endpoint '{endpoint_id}' is {endpoint.state}: it cannot become {state}")
        else:
            endpoint.state = state
            continue
        unsuccessful.append({"ResourceId": endpoint_id, "Error": {"Code": error[0], "Message": error[1]}})
    return ActionResult({"Unsuccessful": unsuccessful})


@adds(EC2Response)
def accept_vpc_endpoint_connections(self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AcceptVpcEndpointConnections.html"""
    return change_states(self, "available", ("pendingAcceptance", "rejected"))


@adds(EC2Response)
def reject_vpc_endpoint_connections(self: EC2Response) -> ActionResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RejectVpcEndpointConnections.html"""
    return change_states(self, "rejected", ("pendingAcceptance", "available"))
