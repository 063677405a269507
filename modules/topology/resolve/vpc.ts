import { isExisting, type NamedEntry, natGatewaysOf, plannedSubnets, vpcBlock } from "../derivations";
import type { Host, MadeHost, MadeVpc, Vpc } from "../model";
import type { EntryInput, ExistingHostInput, HostInput, VpcInput } from "../schema";
import { resolveExistingVpc } from "./existing-vpc";
import { present, sorted, sortedBy } from "./lists";

export function resolveVpc(named: NamedEntry<EntryInput>): Vpc {
  const { name, entry } = named;
  const { vpc } = entry;
  return isExisting(vpc) ? resolveExistingVpc(vpc) : resolveMadeVpc(name, vpc, natGatewaysOf(entry, vpc));
}

export function resolveMadeVpc(name: string, vpc: VpcInput, natGateways: MadeVpc["natGateways"]): MadeVpc {
  const subnets = plannedSubnets(name, vpc, natGateways).map(({ tier, zone, block }) => ({
    tier,
    zone,
    block: present(block.ok ? block.value : undefined),
  }));
  const block = vpcBlock(name, vpc);
  const secondaryBlocks = sortedBy(vpc.secondaryCidrs, String);
  return {
    kind: "made",
    block,
    secondaryBlocks,
    blocks: [block, ...secondaryBlocks],
    zones: sorted(vpc.zones),
    subnets: sortedBy(subnets, ({ tier, zone }) => `${tier} ${zone}`),
    natGateways,
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
  return resolveMadeHost(name, written);
}

export function resolveMadeHost(name: string, written: HostInput): MadeHost {
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
