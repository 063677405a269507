"""VPC Lattice's resource configurations: what a resource gateway leads to.

https://docs.aws.amazon.com/vpc/latest/privatelink/resource-configuration.html

moto has none. Here one is active at once: AWS takes seconds. Of definitions there are addresses and names: a database's ARN
needs a database.
"""

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.ec2.utils import random_resource_id
from moto.vpclattice import urls
from moto.vpclattice.exceptions import ResourceNotFoundException, ValidationException
from moto.vpclattice.responses import VPCLatticeResponse

from .extending import adds, replaces, serves
from .resource_gateways import ConflictException, ResourceGateway, ec2_of, gateway_of

serves(urls, VPCLatticeResponse, "/resourceconfigurations", "/resourceconfigurations/(?P<resourceConfigurationIdentifier>.+)")

TARGET_BLOCKS = [ipaddress.ip_network(each) for each in ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")]
PORTS = re.compile(r"(\d+)(?:-(\d+))?")


@dataclass
class ResourceConfiguration:
    gateway: ResourceGateway
    name: str
    definition: dict[str, Any]
    port_ranges: list[str]
    allows_shareable_networks: bool
    id: str = field(default_factory=lambda: f"rcfg-{random_resource_id(17)}")
    created_at: datetime = field(default_factory=utcnow)
    # IDs of the endpoints that lead to it, whichever account has them.
    endpoint_ids: set[str] = field(default_factory=set)

    @property
    def account_id(self) -> str:
        return self.gateway.ec2.account_id

    @property
    def region_name(self) -> str:
        return self.gateway.ec2.region_name

    @property
    def arn(self) -> str:
        return f"arn:aws:vpc-lattice:{self.region_name}:{self.account_id}:resourceconfiguration/{self.id}"

    def described(self) -> dict[str, Any]:
        return {
            "allowAssociationToShareableServiceNetwork": self.allows_shareable_networks,
            "amazonManaged": False,
            "arn": self.arn,
            "createdAt": self.created_at,
            "id": self.id,
            "lastUpdatedAt": self.created_at,
            "name": self.name,
            "portRanges": self.port_ranges,
            "protocol": "TCP",
            "resourceConfigurationDefinition": self.definition,
            "resourceGatewayId": self.gateway.id,
            "status": "ACTIVE",
            "type": "SINGLE",
        }


# Of all accounts, by their IDs.
configurations: dict[str, ResourceConfiguration] = {}


def configuration_of(response: VPCLatticeResponse) -> ResourceConfiguration:
    identifier = response._get_param("resourceConfigurationIdentifier") or ""
    configuration = configurations.get(identifier.split("/")[-1])
    if configuration is None or configuration.gateway.ec2 is not ec2_of(response):
        raise ResourceNotFoundException(f"Resource configuration {identifier} not found")
    return configuration


def own(response: VPCLatticeResponse) -> Iterator[ResourceConfiguration]:
    return (each for each in configurations.values() if each.gateway.ec2 is ec2_of(response))


@replaces(VPCLatticeResponse)
def delete_resource_gateway(original: Callable[..., ActionResult], self: VPCLatticeResponse) -> ActionResult:
    """Not while it serves configurations: AWS documents that there is a conflict, not the words of the error."""
    gateway = gateway_of(self)
    serving = sorted(each.id for each in configurations.values() if each.gateway is gateway)
    if serving:
        raise ConflictException(f"Resource gateway {gateway.id} is used by {', '.join(serving)}")
    return original(self)


def require_ports(ranges: list[str]) -> None:
    for text in ranges:
        match = PORTS.fullmatch(text)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= 65535:
            raise ValidationException(f"The port range {text} is not valid")


def require_definition(definition: dict[str, Any] | None) -> dict[str, Any]:
    match definition:
        case {"ipResource": {"ipAddress": address}} if any(ipaddress.ip_address(address) in block for block in TARGET_BLOCKS):
            return definition
        case {"dnsResource": {"domainName": str(), "ipAddressType": "IPV4"}}:
            return definition
        case _:
            raise ValidationException(f"The resource configuration definition {definition} is not valid")


@adds(VPCLatticeResponse)
def create_resource_configuration(self: VPCLatticeResponse) -> ActionResult:
    """https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceConfiguration.html"""
    gateway, name = gateway_of(self), self._get_param("name")
    ranges = self._get_param("portRanges") or []
    if self._get_param("type") != "SINGLE" or self._get_param("protocol") != "TCP" or not ranges:
        raise ValidationException("The emulator knows resource configurations of the type SINGLE with TCP ports only")
    if any(each.name == name for each in own(self)):
        raise ConflictException(f"A resource configuration with the name {name} exists")
    require_ports(ranges)
    definition = require_definition(self._get_param("resourceConfigurationDefinition"))
    networks = self._get_param("allowAssociationToShareableServiceNetwork", True)
    configuration = ResourceConfiguration(gateway, name, definition, ranges, networks)
    configurations[configuration.id] = configuration
    self.backend.tag_resource(configuration.arn, self._get_param("tags") or {})
    return ActionResult(configuration.described())


@adds(VPCLatticeResponse)
def get_resource_configuration(self: VPCLatticeResponse) -> ActionResult:
    return ActionResult(configuration_of(self).described())


@adds(VPCLatticeResponse)
def update_resource_configuration(self: VPCLatticeResponse) -> ActionResult:
    """https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_UpdateResourceConfiguration.html: ports and target;
    name, protocol and gateway stay.
    """
    configuration = configuration_of(self)
    if (ranges := self._get_param("portRanges")) is not None:
        require_ports(ranges)
        configuration.port_ranges = ranges
    if (definition := self._get_param("resourceConfigurationDefinition")) is not None:
        configuration.definition = require_definition(definition)
    configuration.allows_shareable_networks = self._get_param(
        "allowAssociationToShareableServiceNetwork", configuration.allows_shareable_networks
    )
    return ActionResult(configuration.described())


@adds(VPCLatticeResponse)
def delete_resource_configuration(self: VPCLatticeResponse) -> ActionResult:
    """Not while endpoints lead to it."""
    configuration = configuration_of(self)
    if configuration.endpoint_ids:
        raise ConflictException(f"Resource configuration {configuration.id} is used by {sorted(configuration.endpoint_ids)}")
    del configurations[configuration.id]
    return EmptyResult()
