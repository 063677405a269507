"""Judges requests to S3: by the policies of the caller and of the bucket.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
"""

from moto.s3.models import FakeBucket, FakeDeleteMarker, s3_backends

from .callers import PARTITION
from .iam_judgement import Caller, Resource, objection
from .iam_patterns import Context
from .iam_policies import Demand, Policy
from .s3_actions import S3Request

# Parameters and headers of requests that policies know as condition keys.
QUERY_KEYS = {"s3:prefix": "prefix", "s3:delimiter": "delimiter", "s3:max-keys": "max-keys", "s3:versionid": "versionId"}
HEADER_KEYS = {
    "s3:x-amz-acl": "x-amz-acl",
    "s3:x-amz-server-side-encryption": "x-amz-server-side-encryption",
    "s3:if-none-match": "if-none-match",
    "s3:if-match": "if-match",
}
LISTING = "s3:ListBucket"
# What can be asked where there is no such bucket; for all else S3 says that there is none.
WITHOUT_BUCKET = ("s3:CreateBucket", "s3:ListAllMyBuckets")


def s3_objection(caller: Caller, request: S3Request, common: Context) -> str | None:
    """Why the request is denied; none when it is allowed, or is about a bucket that is not there."""
    actions = request.actions()
    bucket = bucket_named(request.bucket)
    if bucket is None and actions[0][0] not in WITHOUT_BUCKET:
        return None
    resource = None if bucket is None else Resource(bucket.account_id, policy_of(bucket))
    context = {**common, **context_of_request(request), "aws:resourceaccount": owner(bucket), "s3:resourceaccount": owner(bucket)}
    demands = [Demand(action, arn_of(request.bucket, key), context) for action, key in actions]
    if bucket is not None and looks_for_nothing(request, bucket):
        demands.append(finding_nothing(request, context))
    for demand in demands:
        if (reason := objection(caller, demand, resource)) is not None:
            return f"{caller.name} is not authorized to perform {demand.action} on {demand.resource}: {reason}"
    return None


def bucket_named(name: str) -> FakeBucket | None:
    """Bucket names are unique among all accounts."""
    if name not in s3_backends.bucket_accounts:
        return None
    partition, account = s3_backends.bucket_accounts[name]
    return s3_backends[account][partition].buckets[name]


def owner(bucket: FakeBucket | None) -> tuple[str, ...]:
    return () if bucket is None else (bucket.account_id,)


def policy_of(bucket: FakeBucket) -> Policy | None:
    return None if bucket.policy is None else Policy(bucket.policy.decode(), f"of the bucket {bucket.name}")


def arn_of(bucket: str, key: str | None) -> str:
    if bucket == "":
        return "*"
    return f"arn:{PARTITION}:s3:::{bucket}" + ("" if key is None else f"/{key}")


def context_of_request(request: S3Request) -> Context:
    query = {key: values(request.query.get(name)) for key, name in QUERY_KEYS.items()}
    return {**query, **{key: values(request.headers.get(name)) for key, name in HEADER_KEYS.items()}}


def values(text: str | None) -> tuple[str, ...]:
    return () if text is None else (text,)


def looks_for_nothing(request: S3Request, bucket: FakeBucket) -> bool:
    """Whether the request reads an object that is not there, or is deleted."""
    if request.key is None or request.method not in ("GET", "HEAD") or "versionId" in request.query:
        return False
    found = bucket.keys.get(request.key)
    return found is None or isinstance(found, FakeDeleteMarker)


def finding_nothing(request: S3Request, context: Context) -> Demand:
    """Only who may list the bucket is told that an object is not there, with 404; others get 403.

    https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
    AWS asks this with the object's key as the prefix of the listing: so `s3:prefix` conditions that fit the key let it
    through. AWS's documentation does not say so; it is what others have seen (https://github.com/ceph/ceph/pull/68577), and
    what Terraform's example of a policy with `"s3:prefix": "path/to/my/key"` rests on:
    https://developer.hashicorp.com/terraform/language/backend/s3#permissions-required
    """
    return Demand(LISTING, arn_of(request.bucket, None), {**context, "s3:prefix": values(request.key)})
