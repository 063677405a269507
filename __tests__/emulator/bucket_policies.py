"""Bucket policies: requests are judged by all policies, with their conditions, or by none (`--enforce-iam`).

moto judges by a bucket's policy alone, and passes over conditions: a policy that denies what does not come by TLS would deny
everything.
"""

from collections.abc import Callable

from moto.iam.access_control import PermissionResult
from moto.s3.models import FakeBucket

from .extending import replaces


@replaces(FakeBucket)
def get_permission(
    original: Callable[..., PermissionResult], self: FakeBucket, action: str, resource: str
) -> PermissionResult:
    return PermissionResult.NEUTRAL
