import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { App } from "cdktf";
import { bucketPolicyStatements, type SharedStates } from "../../modules/access";
import { AccountStack, type AccountStackProps } from "../../modules/wiring";
import { literalPolicy } from "./literal-policy";

export interface StateBucketStackProps extends AccountStackProps {
  readonly states: SharedStates;
  /** Whether Terraform refuses to destroy the bucket. @default "on" */
  readonly protection?: "on" | "off";
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html */
const LARGEST_BUCKET_POLICY = 20_480;

/**
 * The bucket with every account's states. S3 itself refuses to delete it while it holds any: there is no
 * `force_destroy`. Before Terraform tries, it would have taken away the bucket's policy, encryption and versioning, and
 * left the states without them; so it is kept from trying.
 * @throws PolicySizeError when too many accounts share it
 */
export class StateBucketStack extends AccountStack {
  constructor(scope: App, id: string, props: StateBucketStackProps) {
    super(scope, id, props);
    const { states, protection = "on" } = props;
    const { bucket } = new S3Bucket(this, "bucket", {
      bucket: states.bucket,
      ...(protection === "on" ? { lifecycle: { preventDestroy: true } } : {}),
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", {
      bucket,
      policy: literalPolicy(bucketPolicyStatements(states), this.region, {
        subject: `the policy of the bucket ${states.bucket}, where ${states.accounts.length} accounts keep their states,`,
        bytes: LARGEST_BUCKET_POLICY,
        remedy: "let some of the topologies keep theirs in another bucket",
      }),
      // S3 takes one change of a bucket's access at a time.
      dependsOn: [publicAccess],
    });
    // What another account puts there is the bucket owner's, and only policies say who reads it.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
    new S3BucketOwnershipControls(this, "ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
      dependsOn: [publicAccess],
    });
    // S3's own key, not one of KMS: that one's policy would have to say again of every account what the bucket's
    // policy says, key by key, and could not tell one state from another.
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    this.keepVersions(bucket);
  }

  /** @see https://developer.hashicorp.com/terraform/language/backend/s3 */
  private keepVersions(bucket: string): void {
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket,
      rule: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: [{}],
          noncurrentVersionExpiration: [{ noncurrentDays: 90, newerNoncurrentVersions: 10 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          expiration: [{ expiredObjectDeleteMarker: true }],
        },
      ],
      dependsOn: [versioning],
    });
  }
}
