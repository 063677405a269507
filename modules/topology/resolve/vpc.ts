import { isExisting, type NamedEntry, subnetPlans, vpcBlock } from "../derivations";
import type { Host, Vpc } from "../model";
import type { EntryInput, ExistingHostInput, HostInput } from "../schema";
import { resolveExistingVpc } from "./existing-vpc";
import { present, sorted, sortedBy } from "./lists";

export function resolveVpc({ name, entry: { vpc } }: NamedEntry<EntryInput>): Vpc {
  if (isExisting(vpc)) return resolveExistingVpc(vpc);
  const subnets = subnetPlans(name, vpc).map(({ tier, zone, block }) => ({
    tier,
    zone,
    block: present(block.ok ? block.value : undefined),
  }));
  return {
    kind: "made",
    block: vpcBlock(name, vpc),
    zones: sorted(vpc.zones),
    subnets: sortedBy(subnets, ({ tier, zone }) => `${tier} ${zone}`),
    natGateways: vpc.natGateways,
    flowLogs: vpc.flowLogs,
  };
}

export function resolveHost(name: string, written: ExistingHostInput | HostInput): Host {
  if (isExisting(written)) {
    const { existing: id, zone, address, securityGroups } = written;
    const groups = securityGroups === undefined ? {} : { securityGroups: sorted(securityGroups) };
    return { kind: "existing", name, id, zone, address, ...groups };
  }
  const { zone, address, instanceType, rootVolumeSize, web } = written;
  return {
    kind: "made",
    name,
    zone,
    instanceType,
    rootVolumeSize,
    ...(address === undefined ? {} : { address }),
    ...(web === undefined ? {} : { web }),
  };
}
