"""Security group rules that name a group of a peered VPC.

https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html

moto knows no groups of other accounts, and takes any group of the own one, whether its VPC is connected or not.
"""

from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models import EC2Backend, ec2_backends
from moto.ec2.models.security_groups import SecurityGroup

from .extending import replaces
from .vpc_peering import peers_of

Authorize = Callable[..., tuple[list[Any], SecurityGroup]]


def require_reachable(backend: EC2Backend, group_id: str, named: dict[str, str]) -> None:
    """A rule may name groups of its own VPC, and those of VPCs that an active peering connection leads to."""
    group = backend.get_security_group_by_name_or_id(group_id)
    if group is None or "GroupId" not in named:
        return
    owner = ec2_backends[named.get("UserId", backend.account_id)][backend.region_name]
    other = owner.get_security_group_from_id(named["GroupId"])
    if other is not None and other.vpc_id in (group.vpc_id, *(vpc.id for vpc in peers_of(backend, group.vpc_id))):
        return
    raise EC2ClientError("InvalidGroup.NotFound", f"The security group '{named['GroupId']}' does not exist")


@replaces(EC2Backend)
def authorize_security_group_ingress(original: Authorize, self: EC2Backend, *arguments: Any, **options: Any) -> Any:
    require_all_reachable(self, *arguments, **options)
    return original(self, *arguments, **options)


@replaces(EC2Backend)
def authorize_security_group_egress(original: Authorize, self: EC2Backend, *arguments: Any, **options: Any) -> Any:
    require_all_reachable(self, *arguments, **options)
    return original(self, *arguments, **options)


def require_all_reachable(
    backend: EC2Backend,
    group_name_or_id: str,
    *_: Any,
    source_groups: list[dict[str, str]] | None = None,
    **__: Any,
) -> None:
    for named in source_groups or []:
        require_reachable(backend, group_name_or_id, named)


@replaces(EC2Backend)
def _add_source_group(
    original: Callable[..., list[dict[str, Any]]],
    self: EC2Backend,
    source_groups: list[dict[str, Any]] | None,
    vpc_id: str | None,
) -> list[dict[str, Any]]:
    """moto looks every group up in the own account; those of others have been looked up already."""
    groups = source_groups or []
    others = [group for group in groups if group.get("UserId", self.account_id) != self.account_id]
    return original(self, [group for group in groups if group not in others], vpc_id) + others
