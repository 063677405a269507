"""Route tables: found by how their routes were made, and by whether these lead anywhere; with what VPN gateways propagate.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html

moto knows no filter `route.origin` or `route.state`, says of each route that it is active, and propagates none.
"""

from collections.abc import Callable
from typing import Any

from moto.ec2.models.route_tables import Route, RouteTable

from .extending import MotoChanged, replaces
from .vpc_peering import ACTIVE
from .vpn_connections import connections_at
from .vpn_gateways import propagating

PROPAGATED = "EnableVgwRoutePropagation"


@replaces(RouteTable)
def get_filter_value(
    original: Callable[..., Any], self: RouteTable, filter_name: str, method_name: str | None = None
) -> Any:
    match filter_name:
        case "route.origin":
            return [route.origin for route in self.routes]
        case "route.state":
            return [route.state for route in self.routes]
        case _:
            return original(self, filter_name, method_name)


def leads_nowhere(route: Route) -> bool:
    """Of what a route may lead to, NAT gateways go while routes name them, in what is tried here, and a peering connection
    leads somewhere only while it is active.

    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
    """
    if route.vpc_pcx is not None:
        return route.vpc_pcx._status.code != ACTIVE
    return route.nat_gateway is not None and route.nat_gateway.state == "deleted"


def state(route: Route) -> str:
    return "blackhole" if leads_nowhere(route) else "active"


class PropagatedRoute(Route):
    """A route that a virtual private gateway has put into a table."""

    origin = PROPAGATED


def propagated(table: RouteTable) -> list[Route]:
    """The static routes of the gateways' connections; those of BGP only a device could tell.

    https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html#vpn-configure-routing: there while a connection is up.
    """
    backend = table.ec2_backend
    return [
        PropagatedRoute(table, route["DestinationCidrBlock"], None, gateway=backend.get_vpn_gateway(gateway_id))
        for gateway_id in propagating(table)
        for connection in connections_at(backend, gateway_id)
        for route in connection.routes
    ]


for owner, name in ((Route, "state"), (Route, "origin"), (RouteTable, "routes")):
    if not isinstance(vars(owner).get(name), property):
        raise MotoChanged(f"moto's {owner.__name__} has no property `{name}` any more")
own_routes = RouteTable.routes
Route.state = property(state)  # type: ignore[method-assign]
RouteTable.routes = property(lambda table: [*own_routes.fget(table), *propagated(table)])  # type: ignore[method-assign]
