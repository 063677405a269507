"""Network ACLs: found by any of a filter's values.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html

Of a filter with several values, moto asks that an ACL's entries have all of them.
"""

from collections.abc import Callable
from typing import Any

from moto.ec2.models import EC2Backend
from moto.ec2.models.network_acls import NetworkAcl
from moto.ec2.utils import generic_filter

from .extending import replaces


@replaces(EC2Backend)
def describe_network_acls(
    original: Callable[..., list[NetworkAcl]],
    self: EC2Backend,
    network_acl_ids: list[str] | None = None,
    filters: dict[str, list[str]] | None = None,
) -> list[NetworkAcl]:
    return [
        acl
        for acl in original(self, network_acl_ids)
        if all(
            any(generic_filter({name: [value]}, [acl]) for value in values) for name, values in (filters or {}).items()
        )
    ]
