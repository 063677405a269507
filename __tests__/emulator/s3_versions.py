"""Versions of objects: where versioning is suspended, those that are there stay until each is deleted by itself.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectsfromVersioningSuspendedBuckets.html

moto deletes all versions with the first one, and breaks where one of them is a delete marker.
"""

from collections.abc import Callable
from typing import Any

from moto.s3.models import S3Backend

from .extending import replaces


@replaces(S3Backend)
def delete_object(
    original: Callable[..., Any],
    self: S3Backend,
    bucket_name: str,
    key_name: str,
    version_id: str | None = None,
    bypass: bool = False,
) -> Any:
    bucket = self.get_bucket(bucket_name)
    status = bucket.versioning_status
    if version_id is not None and status == "Suspended":
        bucket.versioning_status = "Enabled"
    try:
        return original(self, bucket_name, key_name, version_id=version_id, bypass=bypass)
    finally:
        bucket.versioning_status = status
