export type Architecture = "x86_64" | "arm64";

/**
 * The processor of an EC2 instance type: AWS marks Graviton by a `g` after the generation's number.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture {
  return /^(a1|[a-z]+\d+g[a-z]*)\./.test(instanceType) ? "arm64" : "x86_64";
}
