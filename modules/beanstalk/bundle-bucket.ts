import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { partitionOf, type Region } from "../identity";

export interface BundleBucketProps {
  readonly bucket: string;
  readonly region: Region;
}

/** A private, encrypted, versioned bucket that is reached by TLS only. */
export class BundleBucket extends Construct {
  /** What must be in place before anything is put into it. */
  readonly safeguards: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { bucket: name, region }: BundleBucketProps) {
    super(scope, id);
    const { bucket } = new S3Bucket(this, "resource", { bucket: name });
    const access = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    this.safeguards = [
      access,
      new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
        bucket,
        rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
      }),
      new S3BucketVersioningA(this, "versions", { bucket, versioningConfiguration: { status: "Enabled" } }),
      new S3BucketPolicy(this, "policy", {
        bucket,
        policy: tlsOnly(`arn:${partitionOf(region)}:s3:::${name}`),
        // S3 takes one change of a bucket's access at a time.
        dependsOn: [access],
      }),
    ];
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html */
function tlsOnly(arn: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
}
