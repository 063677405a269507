import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { App } from "cdktf";
import { Construct } from "constructs";
import {
  type AccountUse,
  type BootstrappedNames,
  boundaryStatements,
  type BoundedUse,
  deployPermissions,
  planPermissions,
  policyText,
  type Purpose,
  roleStateStatements,
  type SharedStates,
  type Statement,
  trustStatements,
} from "../../modules/access";
import { type AccountId, partitionOf } from "../../modules/identity";
import { AccountStack, type AccountStackProps } from "../../modules/wiring";
import { literalPolicy } from "./literal-policy";

export interface AccountRolesStackProps extends AccountStackProps {
  readonly states: SharedStates;
  /** The account that owns the bucket. */
  readonly stateAccount: AccountId;
  /** Name of the policy that bounds every role that the account's stacks make. */
  readonly boundary: string;
  /** What the account's stacks hold. */
  readonly use: AccountUse;
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const LARGEST_MANAGED_POLICY = 6144;

const DESCRIPTIONS: Readonly<Record<Purpose, string>> = {
  deploy: "Deploys the stacks of this account.",
  plan: "Plans the stacks of this account and changes nothing.",
  readContract: "Reads the contracts of other accounts that the stacks of this account use.",
};

/**
 * The roles that Terraform assumes in an account, and the policy that bounds every role it makes there. Their
 * permissions are managed policies, one for each topic: all of them together are more than a role takes inline.
 * @throws PolicySizeError when the account holds too much for one role
 */
export class AccountRolesStack extends AccountStack {
  private readonly props: AccountRolesStackProps;

  constructor(scope: App, id: string, props: AccountRolesStackProps) {
    super(scope, id, props);
    this.props = props;
    const { states, boundary, use } = props;
    const names: BootstrappedNames = { ...states.roles, boundary };
    const bounded: BoundedUse = { ...use, partition: partitionOf(this.region), names };
    this.addPolicy(
      this,
      "boundary",
      boundary,
      "Bounds every role that network stacks make.",
      boundaryStatements(bounded, states.bucket),
    );
    this.addRole("deploy", "deploy", deployPermissions(bounded));
    this.addRole("plan", "plan", planPermissions(bounded));
    this.addRole("read-contract", "readContract", {});
  }

  private addRole(
    id: string,
    purpose: Purpose,
    permissions: Readonly<Record<string, readonly Statement[]>>,
  ): void {
    const { states, stateAccount } = this.props;
    const name = states.roles[purpose];
    const scope = new Construct(this, id);
    const role = new IamRole(scope, "resource", {
      name,
      description: DESCRIPTIONS[purpose],
      assumeRolePolicy: policyText(
        { statements: trustStatements(this.account, stateAccount) },
        partitionOf(this.region),
      ),
    });
    const topics = { states: roleStateStatements(states, this.account, purpose), ...permissions };
    for (const [topic, statements] of Object.entries(topics)) {
      // A role without business there gets no policy: IAM takes none without statements.
      if (statements.length === 0) continue;
      const description = `What ${name} may do: ${topic}.`;
      const policy = this.addPolicy(scope, topic, `${name}-${topic}`, description, statements);
      new IamRolePolicyAttachment(scope, `${topic}-attachment`, { role: role.name, policyArn: policy.arn });
    }
  }

  private addPolicy(
    scope: Construct,
    id: string,
    name: string,
    description: string,
    statements: readonly Statement[],
  ): IamPolicy {
    return new IamPolicy(scope, id, {
      name,
      description,
      policy: literalPolicy(statements, this.region, {
        subject: `the policy ${name} of account ${this.account}`,
        bytes: LARGEST_MANAGED_POLICY,
        remedy:
          "let some of the account's topologies keep their states in another bucket, with roles of other names",
      }),
    });
  }
}
