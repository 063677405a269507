"""Route 53: a hosted zone that is created with a VPC is private.

https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html

moto goes by ``HostedZoneConfig.PrivateZone``, which callers need not send, and forgets the VPC without it.
"""

from collections.abc import Callable

from moto.core.responses import ActionResult
from moto.route53.responses import Route53

from .extending import replaces


@replaces(Route53)
def create_hosted_zone(original: Callable[..., ActionResult], self: Route53) -> ActionResult:
    if self._get_param("VPC.VPCId"):
        self.params.setdefault("HostedZoneConfig", {})["PrivateZone"] = True
    return original(self)
