import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { partitionOf, type Region } from "../identity";
import { limitedName } from "../network";

/**
 * What lets Systems Manager administer an instance, and nothing else: no key pair, no SSH, no open port.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
 */
export class ManagedInstanceProfile extends Construct {
  readonly name: string;

  constructor(
    scope: Construct,
    id: string,
    { name, region }: { readonly name: string; readonly region: Region },
  ) {
    super(scope, id);
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
    this.name = new IamInstanceProfile(this, "resource", { name: role.name, role: role.name }).name;
  }
}
