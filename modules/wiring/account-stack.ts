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

/** A version of the AWS provider: `6.22.0`. */
type ProviderVersion = `${number}.${number}.${number}`;

/** The AWS provider's first version whose schema has all that stacks use by default, and the first that may not. */
const OLDEST_PROVIDER: ProviderVersion = "5.100.0";
const NEXT_MAJOR_PROVIDER: ProviderVersion = "7.0.0";

/** A stack whose resources all live in one Region of one account. */
export class AccountStack extends TopologyStack {
  /** What the provider tags every resource with. What resources make themselves does not get it from the provider. */
  readonly tags: Readonly<Record<string, string>>;
  private oldestProvider = OLDEST_PROVIDER;

  constructor(scope: App, id: string, props: AccountStackProps) {
    super(scope, id, props);
    const { region, account, role, permissionsBoundary, tags = {} } = props;
    this.tags = { ...tags, stack: id };
    new AwsProvider(this, "aws", {
      region,
      allowedAccountIds: [account],
      ...(role === undefined ? {} : { assumeRole: [{ roleArn: this.roleArn(role) }] }),
      defaultTags: [{ tags: this.tags }],
    });
    // Written in full: the bindings' own "aws" depends on the default registry of whoever runs Terraform.
    this.addOverride("terraform.required_providers.aws.source", "hashicorp/aws");
    this.requireProvider(OLDEST_PROVIDER);
    if (permissionsBoundary !== undefined)
      Aspects.of(this).add(
        new BoundedRoles(`arn:${partitionOf(region)}:iam::${account}:policy/${permissionsBoundary}`),
      );
  }

  /** The stack around a construct. @throws when it is another kind of stack */
  static override around(construct: IConstruct): AccountStack {
    const stack = super.around(construct);
    if (stack instanceof AccountStack) return stack;
    throw new Error(
      `${stack.node.id} is no AccountStack; make it one, so that its resources are in a known account`,
    );
  }

  /** Refuses versions of the AWS provider before one; the newest that anything in the stack asks for holds. */
  requireProvider(oldest: ProviderVersion): void {
    if (isBefore(this.oldestProvider, oldest)) this.oldestProvider = oldest;
    this.addOverride(
      "terraform.required_providers.aws.version",
      `>= ${this.oldestProvider}, < ${NEXT_MAJOR_PROVIDER}`,
    );
  }
}

function isBefore(one: ProviderVersion, other: ProviderVersion): boolean {
  const [numbers, others] = [one, other].map((version) => version.split(".").map(Number));
  const difference = numbers
    ?.map((number, place) => number - (others?.[place] ?? 0))
    .find((each) => each !== 0);
  return difference !== undefined && difference < 0;
}

/** Sets the boundary of every role of a stack, whichever construct makes it. */
class BoundedRoles implements IAspect {
  constructor(private readonly boundary: string) {}

  visit(construct: IConstruct): void {
    if (construct instanceof IamRole) construct.permissionsBoundary = this.boundary;
  }
}
