import { dnsSuffixOf, partitionOf, type Region } from "../identity";

/**
 * What a host without a way out of its own asks a proxy for, so that Systems Manager administers it and Amazon Linux
 * 2023 installs packages. Agents before version 3.3.40.0 still call `ec2messages`: a name on a list costs nothing.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 * @see https://docs.aws.amazon.com/mgn/latest/ug/preparing-environments.html for the bucket of the packages
 */
export function managedHostDomains(region: Region): readonly string[] {
  const suffix = `${region}.${dnsSuffixOf(partitionOf(region))}`;
  return [
    ...["ssm", "ssmmessages", "ec2messages"].map((service) => `${service}.${suffix}`),
    `al2023-repos-${region}-de612dc2.s3.dualstack.${suffix}`,
  ];
}
