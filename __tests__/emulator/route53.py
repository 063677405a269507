"""Route 53: what hosted zones are called, and that one which is created with a VPC is private.

https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html

moto begins the IDs of zones with any letter, goes by ``HostedZoneConfig.PrivateZone``, which callers need not send, and
forgets the VPC without it.
"""

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.route53.models import HostedZoneIdentifier
from moto.route53.responses import Route53

from .extending import replaces


@replaces(Route53)
def create_hosted_zone(original: Callable[..., ActionResult], self: Route53) -> ActionResult:
    if self._get_param("VPC.VPCId"):
        self.params.setdefault("HostedZoneConfig", {})["PrivateZone"] = True
    return original(self)


@replaces(HostedZoneIdentifier)
def generate(original: Callable[..., str], self: HostedZoneIdentifier, *arguments: Any, **options: Any) -> str:
    """https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html: as in all of AWS's examples, Z first."""
    return "Z" + original(self, *arguments, **options)[1:]
