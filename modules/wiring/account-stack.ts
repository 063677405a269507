import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { type App, Aspects, type IAspect } from "cdktf";
import type { IConstruct } from "constructs";
import { type AccountId, partitionOf } from "../identity";
import { TopologyStack, type TopologyStackProps } from "./topology-stack";

export interface AccountStackProps extends TopologyStackProps {
  /** Terraform refuses to touch any other account. */
  readonly account: AccountId;
  /**
   * Name of the IAM policy of the account that bounds what the stack's roles may ever do.
   * @default no boundary
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
   */
  readonly permissionsBoundary?: string;
  /** Tags of every resource of the stack. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The AWS provider's versions whose schema is a superset of what the stacks use. */
const PROVIDER_VERSIONS = ">= 5.100.0, < 7.0.0";

/** A stack whose resources all live in one Region of one account. */
export class AccountStack extends TopologyStack {
  constructor(scope: App, id: string, props: AccountStackProps) {
    super(scope, id, props);
    const { region, account, role, permissionsBoundary, tags = {} } = props;
    new AwsProvider(this, "aws", {
      region,
      allowedAccountIds: [account],
      ...(role === undefined ? {} : { assumeRole: [{ roleArn: this.roleArn(role) }] }),
      defaultTags: [{ tags: { ...tags, stack: id } }],
    });
    // Written in full: the bindings' own "aws" depends on the default registry of whoever runs Terraform.
    this.addOverride("terraform.required_providers.aws.source", "hashicorp/aws");
    this.addOverride("terraform.required_providers.aws.version", PROVIDER_VERSIONS);
    if (permissionsBoundary !== undefined)
      Aspects.of(this).add(
        new BoundedRoles(`arn:${partitionOf(region)}:iam::${account}:policy/${permissionsBoundary}`),
      );
  }
}

/** Sets the boundary of every role of a stack, whichever construct makes it. */
class BoundedRoles implements IAspect {
  constructor(private readonly boundary: string) {}

  visit(construct: IConstruct): void {
    if (construct instanceof IamRole) construct.permissionsBoundary = this.boundary;
  }
}
