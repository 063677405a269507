import { dnsSuffixOf, partitionOf, type Region } from "../modules/identity";

/**
 * What a host asks without its proxy, whatever else its VPC has: itself, the instance metadata and, where a gateway
 * endpoint leads there, S3. Resolver and time server, whose addresses are of this kind too, are not asked by HTTP. Of
 * other hosts of the VPC it takes their names: the block would be read by some programs, such as curl since 7.86, and
 * passed over by others, among them the AWS CLI.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/configure-proxy-ssm-agent.html
 */
export function directNames(region: Region, hasS3Gateway: boolean): string[] {
  const s3 = hasS3Gateway ? ["s3", "s3.dualstack"].map((service) => regionalName(service, region)) : [];
  return ["localhost", "127.0.0.1", "169.254.169.254", ...s3.flatMap((name) => [name, `.${name}`])];
}

/** What interface endpoints for Systems Manager are called in their VPC. */
export function systemsManagerNames(region: Region): string[] {
  return ["ssm", "ssmmessages"].map((service) => regionalName(service, region));
}

function regionalName(service: string, region: Region): string {
  return `${service}.${region}.${dnsSuffixOf(partitionOf(region))}`;
}
