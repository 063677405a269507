import { isExisting, type NamedEntry, natGatewaysOf, subnetPlans, vpcBlock } from "../derivations";
import type { Host, Vpc } from "../model";
import type { EntryInput, ExistingHostInput, HostInput } from "../schema";
import { resolveExistingVpc } from "./existing-vpc";
import { present, sorted, sortedBy } from "./lists";

export function resolveVpc(named: NamedEntry<EntryInput>): Vpc {
  const { name, entry } = named;
  const { vpc } = entry;
  if (isExisting(vpc)) return resolveExistingVpc(vpc);
  const subnets = subnetPlans(named, vpc).map(({ tier, zone, block }) => ({
    tier,
    zone,
    block: present(block.ok ? block.value : undefined),
  }));
  return {
    kind: "made",
    block: vpcBlock(name, vpc),
    zones: sorted(vpc.zones),
    subnets: sortedBy(subnets, ({ tier, zone }) => `${tier} ${zone}`),
    natGateways: natGatewaysOf(entry, vpc),
    flowLogs: vpc.flowLogs,
  };
}

const INSTANCE_TYPES = { linux: "t3.micro", windows: "t3.medium" } as const;
/** Those of AWS's images, in GiB. */
const ROOT_VOLUME_SIZES = { linux: 8, windows: 30 } as const;

export function resolveHost(name: string, written: ExistingHostInput | HostInput): Host {
  if (isExisting(written)) {
    const { existing: id, zone, address, securityGroups } = written;
    const groups = securityGroups === undefined ? {} : { securityGroups: sorted(securityGroups) };
    return { kind: "existing", name, id, zone, address, ...groups };
  }
  const { zone, address, platform, web } = written;
  const { instanceType = INSTANCE_TYPES[platform], rootVolumeSize = ROOT_VOLUME_SIZES[platform] } = written;
  return {
    kind: "made",
    name,
    zone,
    platform,
    instanceType,
    rootVolumeSize,
    ...(address === undefined ? {} : { address }),
    ...(web === undefined ? {} : { web }),
  };
}
