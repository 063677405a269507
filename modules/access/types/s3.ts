import { type AccessTable, actions } from "../type-access";

const s3 = (...names: readonly string[]): string[] => actions("s3", ...names);

/**
 * Buckets and objects that stacks make, never the bucket of the states. The provider reads all of a bucket's settings.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
export const s3Access: AccessTable = {
  aws_s3_bucket: {
    read: s3(
      "GetAccelerateConfiguration",
      "GetBucketAcl",
      "GetBucketCORS",
      "GetBucketLocation",
      "GetBucketLogging",
      "GetBucketObjectLockConfiguration",
      "GetBucketPolicy",
      "GetBucketRequestPayment",
      "GetBucketTagging",
      "GetBucketVersioning",
      "GetBucketWebsite",
      "GetEncryptionConfiguration",
      "GetLifecycleConfiguration",
      "GetReplicationConfiguration",
      "ListBucket",
      "ListTagsForResource",
    ),
    write: s3(
      "CreateBucket",
      "DeleteBucket",
      // What `force_destroy` empties a bucket with.
      "DeleteObject",
      "DeleteObjectVersion",
      "ListBucketVersions",
      "PutBucketTagging",
      "TagResource",
      "UntagResource",
    ),
  },
  aws_s3_bucket_lifecycle_configuration: {
    read: s3("GetLifecycleConfiguration"),
    write: s3("PutLifecycleConfiguration"),
  },
  aws_s3_bucket_ownership_controls: {
    read: s3("GetBucketOwnershipControls"),
    write: s3("PutBucketOwnershipControls"),
  },
  aws_s3_bucket_policy: {
    read: s3("GetBucketPolicy"),
    write: s3("DeleteBucketPolicy", "PutBucketPolicy"),
  },
  aws_s3_bucket_public_access_block: {
    read: s3("GetBucketPublicAccessBlock"),
    write: s3("PutBucketPublicAccessBlock"),
  },
  aws_s3_bucket_server_side_encryption_configuration: {
    read: s3("GetEncryptionConfiguration"),
    write: s3("PutEncryptionConfiguration"),
  },
  aws_s3_bucket_versioning: { read: s3("GetBucketVersioning"), write: s3("PutBucketVersioning") },
  aws_s3_object: {
    read: s3("GetObject", "GetObjectTagging", "ListBucket"),
    write: s3(
      "DeleteObject",
      "DeleteObjectTagging",
      "DeleteObjectVersion",
      "ListBucketVersions",
      "PutObject",
      "PutObjectTagging",
    ),
  },
};
