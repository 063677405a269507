import { describe, expect, test } from "@jest/globals";
import { PolicySizeError, type SharedStates } from "../../../modules/access";
import { StateBucketStack } from "../../../stacks/bootstrap";
import { synthesizeApp, synthesizeHcl } from "../../support/terraform";
import { account, CONSUMER, PROVIDER, TOKYO } from "../../support/values";

const STATES: SharedStates = {
  partition: "aws",
  bucket: "example-state",
  roles: { deploy: "network-deploy", plan: "network-plan", readContract: "network-read-contract" },
  accounts: [CONSUMER, PROVIDER],
  addressees: [PROVIDER],
  readers: new Map([[`contracts/${PROVIDER}/t.web.contract-service-web.tfstate`, [CONSUMER]]]),
};

function build(
  app: ConstructorParameters<typeof StateBucketStack>[0],
  states = STATES,
  more: { readonly protection?: "on" | "off" } = {},
): void {
  new StateBucketStack(app, "bootstrap.example-state", {
    region: TOKYO,
    account: PROVIDER,
    states,
    ...more,
  });
}

describe("the bucket with states", () => {
  const stack = synthesizeApp(build).stack("bootstrap.example-state");
  const all = { bucket: "${aws_s3_bucket.bucket.bucket}" };

  test("given its policy, when it is written, then it is valid JSON in which IAM's variables are left to IAM", () => {
    const { policy } = stack.resource("aws_s3_bucket_policy.policy");
    expect(policy).toContain("states/$${aws:PrincipalAccount}/*.tfstate");
    expect(JSON.parse(String(policy))).toMatchObject({ Version: "2012-10-17" });
    expect(String(policy).replaceAll("$${", "")).not.toContain("${");
  });

  test("given HCL, when it is written, then the variables are left to IAM as well", () => {
    const text = synthesizeHcl(build).get("bootstrap.example-state") ?? "";
    expect(text).toContain("states/$${aws:PrincipalAccount}/*.tfstate");
    expect(text).not.toContain("$$$");
  });

  test("given the bucket, when it is made, then nobody gets in but by its policy", () => {
    expect(stack.resource("aws_s3_bucket_public_access_block.public-access")).toEqual({
      ...all,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(stack.resource("aws_s3_bucket_ownership_controls.ownership")).toMatchObject({
      ...all,
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
  });

  test("given a state, when it is written, then it is encrypted, and older versions are kept for a while", () => {
    expect(stack.resource("aws_s3_bucket_server_side_encryption_configuration.encryption")).toMatchObject({
      ...all,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
    expect(stack.resource("aws_s3_bucket_versioning.versioning")).toMatchObject({
      ...all,
      versioning_configuration: { status: "Enabled" },
    });
    expect(stack.resource("aws_s3_bucket_lifecycle_configuration.lifecycle")).toMatchObject({
      ...all,
      rule: [
        {
          status: "Enabled",
          filter: [{}],
          noncurrent_version_expiration: [{ noncurrent_days: 90, newer_noncurrent_versions: 10 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
          expiration: [{ expired_object_delete_marker: true }],
        },
      ],
    });
  });

  const bucketThatIs = (protection: "on" | "off"): unknown =>
    synthesizeApp((app) => {
      build(app, STATES, { protection });
    })
      .stack("bootstrap.example-state")
      .resource("aws_s3_bucket.bucket");

  test("given the bucket, when it is destroyed, then Terraform refuses before it takes anything from it", () => {
    const kept = { bucket: "example-state", lifecycle: { prevent_destroy: true } };
    expect(stack.resource("aws_s3_bucket.bucket")).toEqual(kept);
    expect(bucketThatIs("on")).toEqual(kept);
  });

  test("given that it is not protected, when it is destroyed with states in it, then S3 refuses: nothing empties it", () => {
    expect(bucketThatIs("off")).toEqual({ bucket: "example-state" });
  });
});

describe("the size of the bucket's policy", () => {
  /** Accounts of which all others read what the first one offers. */
  const many = (count: number): SharedStates => {
    const [provider, ...consumers] = [...Array(count).keys()].map((index) =>
      account(String(100000000000 + index)),
    );
    const key = `contracts/${provider ?? ""}/t.web.contract-service-web.tfstate`;
    return {
      ...STATES,
      accounts: [...(provider === undefined ? [] : [provider]), ...consumers],
      readers: new Map([[key, consumers]]),
    };
  };
  const make = (count: number): void => {
    synthesizeApp((app) => {
      build(app, many(count));
    });
  };

  test("given 170 accounts of which all others use one service, when it is made, then S3 takes it", () => {
    expect(() => {
      make(170);
    }).not.toThrow();
  });

  test("given many more, when it is made, then it is refused with its size and what to do", () => {
    const refused = (): void => {
      make(250);
    };
    expect(refused).toThrow(PolicySizeError);
    expect(refused).toThrow(
      /^the policy of the bucket example-state, where 250 accounts keep their states, would have \d{5} bytes, and AWS takes 20480; let some of the topologies keep theirs in another bucket$/,
    );
  });
});
