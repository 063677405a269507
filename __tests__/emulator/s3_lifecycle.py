"""Lifecycle rules of buckets: how many old versions stay, however old they are.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html

moto forgets that number, and the provider waits for minutes until it gets back what it has put.
"""

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

from .extending import replaces

READING = "GetBucketLifecycleConfiguration"


@replaces(FakeBucket)
def set_lifecycle(original: Callable[..., None], self: FakeBucket, rules: list[dict[str, Any]]) -> None:
    original(self, rules)
    for kept, rule in zip(self.rules, rules, strict=True):
        kept.newer_noncurrent_versions = (rule.get("NoncurrentVersionExpiration") or {}).get("NewerNoncurrentVersions")


@replaces(S3Response)
def serialized(original: Callable[..., Any], self: S3Response, answer: ActionResult) -> Any:
    if self.data.get("Action") == READING and isinstance(answer.result, dict):
        kept = self.backend.get_bucket_lifecycle(self.bucket_name)
        for told, rule in zip(answer.result["Rules"], kept, strict=True):
            if rule.newer_noncurrent_versions is not None:
                told["NoncurrentVersionExpiration"]["NewerNoncurrentVersions"] = rule.newer_noncurrent_versions
    return original(self, answer)
