import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { dnsSuffixOf, partitionOf, type Region } from "../identity";
import { limitedName } from "../network";

export interface InstanceProfileProps {
  /** Of the role; limited to the 64 characters that IAM takes, it is the profile's as well. */
  readonly name: string;
  readonly region: Region;
  /** What the instance may do: texts of IAM policies, by name. @default nothing of its own */
  readonly policies?: ReadonlyMap<string, string>;
}

/** What an instance may do in AWS: its own role, and nothing that it is not told. */
export class InstanceProfile extends Construct {
  readonly name: string;
  /** What the instance may do, for those who want it in place before the first boot. */
  readonly policies: readonly ITerraformDependable[];
  protected readonly role: IamRole;

  constructor(scope: Construct, id: string, props: InstanceProfileProps) {
    super(scope, id);
    const { name, region, policies = new Map<string, string>() } = props;
    this.role = new IamRole(this, "role", {
      name: limitedName(name, 64),
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: `ec2.${dnsSuffixOf(partitionOf(region))}` },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    });
    this.policies = [...policies].map(
      ([policyName, policy]) =>
        new IamRolePolicy(this, `policy-${policyName}`, { name: policyName, role: this.role.id, policy }),
    );
    this.name = new IamInstanceProfile(this, "resource", { name: this.role.name, role: this.role.name }).name;
  }
}

/**
 * What lets Systems Manager administer an instance: no key pair, no SSH, no open port.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
 */
export class ManagedInstanceProfile extends InstanceProfile {
  constructor(scope: Construct, id: string, props: InstanceProfileProps) {
    super(scope, id, props);
    new IamRolePolicyAttachment(this, "managed-instance", {
      role: this.role.name,
      policyArn: `arn:${partitionOf(props.region)}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    });
  }
}
