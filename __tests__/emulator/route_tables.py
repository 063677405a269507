"""Route tables: found by how their routes were made.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html

moto knows no filter `route.origin`, and says of no route how it was made. No virtual private gateway propagates routes here.
"""

from collections.abc import Callable
from typing import Any

from moto.ec2.models.route_tables import RouteTable

from .extending import replaces


@replaces(RouteTable)
def get_filter_value(
    original: Callable[..., Any], self: RouteTable, filter_name: str, method_name: str | None = None
) -> Any:
    if filter_name != "route.origin":
        return original(self, filter_name, method_name)
    return ["CreateRouteTable" if route.local else "CreateRoute" for route in self.routes]
