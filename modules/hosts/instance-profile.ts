import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { partitionOf, type Region } from "../identity";
import { limitedName } from "../network";

export interface ManagedInstanceProfileProps {
  readonly name: string;
  readonly region: Region;
  /** What the instance may do besides: texts of IAM policies, by name. @default nothing */
  readonly policies?: ReadonlyMap<string, string>;
}

/**
 * What lets Systems Manager administer an instance: no key pair, no SSH, no open port.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
 */
export class ManagedInstanceProfile extends Construct {
  readonly name: string;
  /** What the instance may do besides, for those who want it in place before the first boot. */
  readonly policies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ManagedInstanceProfileProps) {
    super(scope, id);
    const { name, region, policies = new Map<string, string>() } = props;
    const partition = partitionOf(region);
    const role = new IamRole(this, "role", {
      name: limitedName(name, 64),
      assumeRolePolicy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: partition === "aws-cn" ? "ec2.amazonaws.com.cn" : "ec2.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    });
    new IamRolePolicyAttachment(this, "managed-instance", {
      role: role.name,
      policyArn: `arn:${partition}:iam::aws:policy/AmazonSSMManagedInstanceCore`,
    });
    this.policies = [...policies].map(
      ([policyName, policy]) =>
        new IamRolePolicy(this, `policy-${policyName}`, { name: policyName, role: role.id, policy }),
    );
    this.name = new IamInstanceProfile(this, "resource", { name: role.name, role: role.name }).name;
  }
}
