import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { App } from "cdktf";
import { type AccountId, partitionOf, type Region } from "../identity";
import { TopologyStack } from "./topology-stack";

export interface AccountStackProps {
  readonly region: Region;
  /** Terraform refuses to touch any other account. */
  readonly account: AccountId;
  /**
   * Name of the IAM role to assume in the account.
   * @default the credentials at hand, which must be the account's own
   */
  readonly deployRole?: string;
  /** Tags of every resource of the stack. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The AWS provider's versions whose schema is a superset of what the stacks use. */
const PROVIDER_VERSIONS = ">= 5.100.0, < 7.0.0";

/** A stack whose resources all live in one Region of one account. */
export class AccountStack extends TopologyStack {
  readonly region: Region;
  readonly account: AccountId;

  constructor(scope: App, id: string, { region, account, deployRole, tags = {} }: AccountStackProps) {
    super(scope, id);
    this.region = region;
    this.account = account;
    new AwsProvider(this, "aws", {
      region,
      allowedAccountIds: [account],
      ...(deployRole === undefined
        ? {}
        : { assumeRole: [{ roleArn: `arn:${partitionOf(region)}:iam::${account}:role/${deployRole}` }] }),
      defaultTags: [{ tags: { ...tags, stack: id } }],
    });
    // Written in full: the bindings' own "aws" depends on the default registry of whoever runs Terraform.
    this.addOverride("terraform.required_providers.aws.source", "hashicorp/aws");
    this.addOverride("terraform.required_providers.aws.version", PROVIDER_VERSIONS);
  }
}
