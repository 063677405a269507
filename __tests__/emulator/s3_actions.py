"""What requests to S3 need to be allowed.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html (and so on): "Permissions"
"""

from collections.abc import Mapping
from dataclasses import dataclass

import xmltodict

# What a bucket has beside its objects, as requests spell it, and as the actions do: `Get…` to read it, `Put…` to write it.
OF_BUCKETS = {
    "accelerate": "AccelerateConfiguration",
    "acl": "BucketAcl",
    "cors": "BucketCORS",
    "encryption": "EncryptionConfiguration",
    "lifecycle": "LifecycleConfiguration",
    "location": "BucketLocation",
    "logging": "BucketLogging",
    "notification": "BucketNotification",
    "object-lock": "BucketObjectLockConfiguration",
    "ownershipControls": "BucketOwnershipControls",
    "policy": "BucketPolicy",
    "policyStatus": "BucketPolicyStatus",
    "publicAccessBlock": "BucketPublicAccessBlock",
    "replication": "ReplicationConfiguration",
    "requestPayment": "BucketRequestPayment",
    "tagging": "BucketTagging",
    "versioning": "BucketVersioning",
    "website": "BucketWebsite",
}
# To remove most of it is to put it, too.
DELETED_BY_NAME = {"policy", "website"}
OF_OBJECTS = {"acl": "Acl", "tagging": "Tagging", "retention": "Retention", "legal-hold": "LegalHold"}
LISTINGS = {"versions": "ListBucketVersions", "uploads": "ListBucketMultipartUploads"}
# What a request says of itself in its query, not about a part of the bucket or object.
SETTINGS = {"x-id", "versionId", "prefix", "delimiter", "max-keys", "list-type", "encoding-type", "continuation-token"} | {
    "start-after",
    "fetch-owner",
    "key-marker",
    "version-id-marker",
    "marker",
    "max-buckets",
    "bucket-region",
    "partNumber",
}


class UnknownRequest(Exception):
    """A request that is not told apart here."""


@dataclass(frozen=True)
class S3Request:
    method: str
    # Empty where a request is about all buckets of the account.
    bucket: str
    # None where it is about the bucket.
    key: str | None
    # Without repetitions.
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    def actions(self) -> list[tuple[str, str | None]]:
        """The actions, and the keys that they are about: none for the bucket. @raises UnknownRequest"""
        if self.bucket == "":
            return [("s3:ListAllMyBuckets", None)]
        return [(f"s3:{action}", key) for action, key in (self.on_bucket() if self.key is None else self.on_object())]

    def part(self) -> str | None:
        """The part of the bucket or the object that the request is about, if it is about one."""
        parts = [name for name in self.query if name not in SETTINGS]
        if len(parts) > 1:
            raise UnknownRequest(f"{self.method} of {', '.join(sorted(parts))}")
        return parts[0] if parts else None

    def on_bucket(self) -> list[tuple[str, str | None]]:
        part = self.part()
        if part is None:
            whole = {"HEAD": "ListBucket", "GET": "ListBucket", "PUT": "CreateBucket", "DELETE": "DeleteBucket"}
            return [(self.one_of(whole), None)]
        if part in LISTINGS:
            return [(self.one_of({"GET": LISTINGS[part]}), None)]
        if part == "delete":
            return self.deletions()
        if part not in OF_BUCKETS:
            raise UnknownRequest(f"{self.method} of the bucket's {part}")
        removal = "Delete" if part in DELETED_BY_NAME else "Put"
        verb = self.one_of({"GET": "Get", "PUT": "Put", "DELETE": removal})
        return [(verb + OF_BUCKETS[part], None)]

    def deletions(self) -> list[tuple[str, str | None]]:
        """AWS answers for each key by itself; here one that is denied denies them all."""
        objects = xmltodict.parse(self.body, force_list=("Object",))["Delete"].get("Object", [])
        return [("DeleteObjectVersion" if each.get("VersionId") else "DeleteObject", each["Key"]) for each in objects]

    def on_object(self) -> list[tuple[str, str | None]]:
        part = self.part()
        version = "Version" if "versionId" in self.query else ""
        if part is None:
            reading = f"GetObject{version}"
            whole = {"HEAD": reading, "GET": reading, "PUT": "PutObject", "DELETE": f"DeleteObject{version}"}
            return [(self.one_of(whole), self.key), *self.with_writing()]
        if part in ("uploads", "uploadId"):
            uploading = {"POST": "PutObject", "PUT": "PutObject"}
            listing = {"GET": "ListMultipartUploadParts", "DELETE": "AbortMultipartUpload"}
            return [(self.one_of({**uploading, **listing}), self.key)]
        if part not in OF_OBJECTS:
            raise UnknownRequest(f"{self.method} of the object's {part}")
        verb = self.one_of({"GET": "Get", "PUT": "Put", "DELETE": "Delete"})
        return [(f"{verb}Object{version}{OF_OBJECTS[part]}", self.key)]

    def with_writing(self) -> list[tuple[str, str | None]]:
        """What a write may bring with it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html"""
        if self.method != "PUT":
            return []
        if "x-amz-copy-source" in self.headers:
            raise UnknownRequest("PUT of a copy")
        brought = {"x-amz-acl": "PutObjectAcl", "x-amz-tagging": "PutObjectTagging"}
        return [(action, self.key) for header, action in brought.items() if header in self.headers]

    def one_of(self, by_method: Mapping[str, str]) -> str:
        if self.method not in by_method:
            raise UnknownRequest(f"{self.method} {self.bucket}/{self.key or ''}")
        return by_method[self.method]
