import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import type { Construct } from "constructs";
import { architectureOf } from "../identity";

export type Platform = "linux" | "windows";

/**
 * The parameter that AWS publishes in every account with the newest image for an instance type: Amazon Linux 2023, or
 * Windows Server 2022.
 * @throws when there is none: Windows does not run on Arm
 * @see https://docs.aws.amazon.com/linux/al2023/ug/ec2.html
 * @see https://docs.aws.amazon.com/ec2/latest/windows-ami-reference/ami-windows-tpm.html
 */
export function machineImageParameter(platform: Platform, instanceType: string): string {
  const architecture = architectureOf(instanceType);
  if (platform === "linux")
    return `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture}`;
  if (architecture === "x86_64")
    return "/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base";
  throw new Error(
    `the instance type ${instanceType} has an Arm processor, for which there is no Windows; take one like t3.medium`,
  );
}

/** The newest image for an instance type when Terraform plans. @throws when there is none */
export function machineImage(scope: Construct, platform: Platform, instanceType: string): string {
  return published(scope, machineImageParameter(platform, instanceType));
}

/**
 * The newest image of Debian 12 when Terraform plans; Debian publishes its name like AWS those of its own images.
 * @see https://wiki.debian.org/Cloud/AmazonEC2Image/Bookworm
 */
export function debianImage(scope: Construct, instanceType: string): string {
  const architecture = architectureOf(instanceType) === "x86_64" ? "amd64" : "arm64";
  return published(scope, `/aws/service/debian/release/12/latest/${architecture}`);
}

function published(scope: Construct, name: string): string {
  const parameter = new DataAwsSsmParameter(scope, "machine-image", { name });
  // The provider calls every parameter's `value` a secret and would hide the image in plans; this one is public.
  return parameter.insecureValue;
}
