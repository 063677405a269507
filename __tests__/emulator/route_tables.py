"""Route tables: found by how their routes were made, and by whether these lead anywhere.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html

moto knows no filter `route.origin` or `route.state`, and says of no route how it was made, and of each that it is active. No
virtual private gateway propagates routes here.
"""

from collections.abc import Callable
from typing import Any

from moto.ec2.models.route_tables import Route, RouteTable

from .extending import MotoChanged, replaces
from .vpc_peering import ACTIVE


@replaces(RouteTable)
def get_filter_value(
    original: Callable[..., Any], self: RouteTable, filter_name: str, method_name: str | None = None
) -> Any:
    match filter_name:
        case "route.origin":
            return ["CreateRouteTable" if route.local else "CreateRoute" for route in self.routes]
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


if not isinstance(vars(Route).get("state"), property):
    raise MotoChanged("moto's Route has no property `state` any more")
Route.state = property(state)  # type: ignore[method-assign]
