import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import type { Construct } from "constructs";

export type Architecture = "x86_64" | "arm64";

/**
 * The processor of an EC2 instance type: AWS marks Graviton by a `g` after the generation's number.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture {
  return /^(a1|[a-z]+\d+g[a-z]*)\./.test(instanceType) ? "arm64" : "x86_64";
}

/**
 * The newest Amazon Linux 2023 image, from the parameter that AWS publishes in every account.
 * @see https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
 */
export function amazonLinux2023(scope: Construct, architecture: Architecture): string {
  const parameter = new DataAwsSsmParameter(scope, "machine-image", {
    name: `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`,
  });
  // The provider calls every parameter's `value` a secret and would hide the image in plans; this one is public.
  return parameter.insecureValue;
}
