import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { dnsSuffixOf, partitionOf, type Region } from "../identity";
import { limitedName } from "../network";
import type { BundlePlace } from "./application";

/** IAM takes no longer name of a role. */
const LONGEST_NAME = 64;

interface RoleProps {
  readonly name: string;
  readonly region: Region;
}

/**
 * What the instances may do: fetch their application, and send logs and health to Elastic Beanstalk. Nobody logs in.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/concepts-roles-instance.html
 */
export class EnvironmentInstanceProfile extends Construct {
  readonly name: string;
  /** What the first boot needs. */
  readonly permissions: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    { name, region, bundle }: RoleProps & { readonly bundle: BundlePlace },
  ) {
    super(scope, id);
    const partition = partitionOf(region);
    const role = new IamRole(this, "role", {
      name: limitedName(name, LONGEST_NAME),
      assumeRolePolicy: policy({
        Effect: "Allow",
        Principal: { Service: serviceOf("ec2", region) },
        Action: "sts:AssumeRole",
      }),
    });
    const webTier = new IamRolePolicyAttachment(this, "web-tier", {
      role: role.name,
      policyArn: `arn:${partition}:iam::aws:policy/AWSElasticBeanstalkWebTier`,
    });
    // The managed policy reads the buckets that Elastic Beanstalk makes, and no others. Instances of the old version start
    // until Elastic Beanstalk has put the new one everywhere, which is after Terraform has changed this policy.
    const sourceBundle = new IamRolePolicy(this, "source-bundle", {
      name: "read-source-bundle",
      role: role.name,
      policy: policy({
        Effect: "Allow",
        Action: "s3:GetObject",
        Resource: `arn:${partition}:s3:::${bundle.bucket}/${folderOf(bundle.key)}*`,
      }),
    });
    this.permissions = [webTier, sourceBundle];
    this.name = new IamInstanceProfile(this, "resource", { name: role.name, role: role.name }).name;
  }
}

/**
 * What Elastic Beanstalk itself may do on an environment's behalf: watch its health.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/iam-servicerole.html
 */
export class EnvironmentServiceRole extends Construct {
  readonly arn: string;
  readonly permissions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { name, region }: RoleProps) {
    super(scope, id);
    const role = new IamRole(this, "resource", {
      name: limitedName(name, LONGEST_NAME),
      assumeRolePolicy: policy({
        Effect: "Allow",
        Principal: { Service: serviceOf("elasticbeanstalk", region) },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": "elasticbeanstalk" } },
      }),
    });
    this.arn = role.arn;
    const enhancedHealth = new IamRolePolicyAttachment(this, "enhanced-health", {
      role: role.name,
      policyArn: `arn:${partitionOf(region)}:iam::aws:policy/service-role/AWSElasticBeanstalkEnhancedHealth`,
    });
    this.permissions = [enhancedHealth];
  }
}

/** What comes before the last part of a key: `a/b/` of `a/b/c.zip`. */
function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/") + 1);
}

function policy(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}

function serviceOf(service: string, region: Region): string {
  return `${service}.${dnsSuffixOf(partitionOf(region))}`;
}
