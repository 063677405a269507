"""Site-to-Site VPN connections: their tunnels, their pre-shared keys and their static routes.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnection.html
https://docs.aws.amazon.com/vpn/latest/s2svpn/enhanced-security-storage.html

moto ignores all options, gives every connection the same key and addresses, and knows no routes.
"""

import json
from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend
from moto.ec2.models.vpn_connections import VPNConnection
from moto.ec2.responses import EC2Response
from moto.ec2.utils import add_tag_specification, random_vpn_connection_id
from moto.logs.models import logs_backends
from moto.secretsmanager.models import secretsmanager_backends

from . import customer_gateways
from .extending import MotoChanged, adds, replaces
from .vpn_configuration import configuration
from .vpn_tunnels import inside_blocks, tunnel_options

IN_SECRETS_MANAGER = "SecretsManager"
STORAGES = ("Standard", IN_SECRETS_MANAGER)


@replaces(EC2Response)
def create_vpn_connection(original: Callable[..., ActionResult], self: EC2Response) -> ActionResult:
    backend = self.ec2_backend
    if self._get_param("VpnGatewayId") is None:
        raise NotImplementedError("the emulator knows VPN connections at virtual private gateways alone")
    gateway = backend.get_vpn_gateway(self._get_param("VpnGatewayId"))
    customer_gateways.of(backend, self._get_param("CustomerGatewayId"))
    storage = self._get_param("PreSharedKeyStorage", STORAGES[0])
    if storage not in STORAGES:
        raise EC2ClientError("InvalidParameterValue", f"Value ({storage}) for parameter PreSharedKeyStorage is invalid.")

    options = self._get_param("Options", {})
    connection = VPNConnection(
        backend,
        random_vpn_connection_id(),
        self._get_param("Type"),
        self._get_param("CustomerGatewayId"),
        gateway.id,
        tags=add_tag_specification(self._get_param("TagSpecifications", [])),
    )
    connection.category = "VPN"
    connection.gateway_association_state = "associated"
    connection.routes = []
    connection.options = {
        "EnableAcceleration": False,
        "StaticRoutesOnly": str(options.get("StaticRoutesOnly", False)).lower() == "true",
        "LocalIpv4NetworkCidr": options.get("LocalIpv4NetworkCidr", "0.0.0.0/0"),
        "RemoteIpv4NetworkCidr": options.get("RemoteIpv4NetworkCidr", "0.0.0.0/0"),
        "OutsideIpAddressType": "PublicIpv4",
        "TunnelInsideIpVersion": "ipv4",
        "TunnelOptions": tunnels(backend, gateway.id, options.get("TunnelOptions", [])),
    }
    require_log_groups(backend, connection)
    connection.vgw_telemetry = [telemetry(tunnel) for tunnel in connection.options["TunnelOptions"]]
    if storage == IN_SECRETS_MANAGER:
        keep_keys(backend, connection)
    backend.vpn_connections[connection.id] = connection
    return ActionResult({"VpnConnection": connection})


def tunnels(backend: EC2Backend, gateway_id: str, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Always two, whatever is asked of them."""
    both = (asked + [{}, {}])[:2]
    taken = {
        tunnel["TunnelInsideCidr"]
        for connection in connections_at(backend, gateway_id)
        for tunnel in connection.options["TunnelOptions"]
    }
    return [tunnel_options(options, block) for options, block in zip(both, inside_blocks(both, taken), strict=True)]


def connections_at(backend: EC2Backend, gateway_id: str) -> list[VPNConnection]:
    return [
        connection
        for connection in backend.vpn_connections.values()
        if connection.vpn_gateway_id == gateway_id and connection.state != "deleted"
    ]


def require_log_groups(backend: EC2Backend, connection: VPNConnection) -> None:
    groups = logs_backends[backend.account_id][backend.region_name].groups
    for tunnel in connection.options["TunnelOptions"]:
        arn = tunnel["LogOptions"]["CloudWatchLogOptions"].get("LogGroupArn")
        if arn is not None and arn.split(":log-group:")[-1].removesuffix(":*") not in groups:
            raise EC2ClientError("InvalidParameterValue", f"The log group {arn} does not exist.")


def telemetry(tunnel: dict[str, Any]) -> dict[str, Any]:
    """As if the device were there: AWS propagates no routes of a connection that is down."""
    return {
        "AcceptedRouteCount": 0,
        "LastStatusChange": utcnow(),
        "OutsideIpAddress": tunnel["OutsideIpAddress"],
        "Status": "UP",
        "StatusMessage": "",
    }


def keep_keys(backend: EC2Backend, connection: VPNConnection) -> None:
    """The keys stand in a secret that AWS manages, and are never told again. What the secret looks like AWS does not say."""
    keys = {tunnel["OutsideIpAddress"]: tunnel.pop("PreSharedKey") for tunnel in connection.options["TunnelOptions"]}
    store = secretsmanager_backends[backend.account_id][backend.region_name]
    secret = store.create_managed_secret("s2svpn", secret_name(connection), secret_string=json.dumps(keys))
    connection.pre_shared_key_arn = secret.arn


def secret_name(connection: VPNConnection) -> str:
    return f"s2svpn!{connection.id}"


if not isinstance(vars(VPNConnection).get("customer_gateway_configuration"), property):
    raise MotoChanged("moto's VPNConnection has no property `customer_gateway_configuration` any more")


def device_configuration(connection: VPNConnection) -> str | None:
    """AWS tells it of connections that are there."""
    if connection.state == "deleted":
        return None
    backend = connection.ec2_backend
    customer = backend.get_customer_gateway(connection.customer_gateway_id)
    return configuration(connection, customer, backend.get_vpn_gateway(connection.vpn_gateway_id).amazon_side_asn)


VPNConnection.customer_gateway_configuration = property(device_configuration)  # type: ignore[method-assign]


@replaces(EC2Backend)
def delete_vpn_connection(original: Callable[..., VPNConnection], self: EC2Backend, vpn_connection_id: str) -> VPNConnection:
    connection = original(self, vpn_connection_id)
    connection.routes = []
    if getattr(connection, "pre_shared_key_arn", None) is not None:
        secretsmanager_backends[self.account_id][self.region_name].secrets.pop(secret_name(connection))
    return connection


@replaces(VPNConnection)
def get_filter_value(
    original: Callable[..., Any], self: VPNConnection, filter_name: str, method_name: str | None = None
) -> Any:
    match filter_name:
        case "route.destination-cidr-block":
            return [route["DestinationCidrBlock"] for route in self.routes]
        case "vpn-connection-id":
            return self.id
        case _:
            return original(self, filter_name, method_name)


def connection_named(self: EC2Response) -> VPNConnection:
    connection = self.ec2_backend.describe_vpn_connections([self._get_param("VpnConnectionId")])[0]
    if connection.state == "deleted":
        raise EC2ClientError("InvalidVpnConnectionID.NotFound", f"The vpnConnection ID '{connection.id}' does not exist")
    return connection


@adds(EC2Response)
def create_vpn_connection_route(self: EC2Response) -> EmptyResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnectionRoute.html

    Of a connection with static routing: AWS documents the rule, not the words of the error.
    """
    connection = connection_named(self)
    if not connection.options["StaticRoutesOnly"]:
        raise EC2ClientError("InvalidParameterCombination", f"The VPN connection {connection.id} has its routes from BGP.")
    block = self._get_param("DestinationCidrBlock")
    kept = [route for route in connection.routes if route["DestinationCidrBlock"] != block]
    connection.routes = [*kept, {"DestinationCidrBlock": block, "Source": "Static", "State": "available"}]
    return EmptyResult()


@adds(EC2Response)
def delete_vpn_connection_route(self: EC2Response) -> EmptyResult:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpnConnectionRoute.html"""
    connection = connection_named(self)
    block = self._get_param("DestinationCidrBlock")
    kept = [route for route in connection.routes if route["DestinationCidrBlock"] != block]
    if len(kept) == len(connection.routes):
        raise EC2ClientError("InvalidRoute.NotFound", f"no route with destination-cidr-block {block} in {connection.id}")
    connection.routes = kept
    return EmptyResult()
