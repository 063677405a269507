import { freeSpace, type Ipv4Block, largestBlock, smallestPrefixLength } from "../../modules/addressing";
import type { Entry, Topology } from "../../modules/topology";

/** What has a VPC: an entry, or a network outside AWS that is played by one. */
type VpcHolder = Pick<Entry, "name" | "account" | "vpc">;

/** A VPC of the report with one of its blocks, and what no subnet uses of that. */
export interface ReportedVpc {
  /** As `topology/entry`: several where several files give the same existing VPC. */
  readonly names: readonly string[];
  readonly account: string;
  readonly block: Ipv4Block;
  /** The ID of a VPC that is there already. Of its subnets those that are stated are known, and no others. */
  readonly existing?: string;
  readonly subnets: readonly Ipv4Block[];
  readonly free: FreeAddresses;
}

export interface FreeAddresses {
  readonly addresses: number;
  /** The largest block that a further subnet could have; missing where none is left that is large enough. */
  readonly largest?: Ipv4Block;
}

/** The VPCs of topologies, in the order of their names, each once for each of its blocks, the first one first; one that several files give by its ID once. */
export function vpcsOf(topologies: readonly Topology[]): ReportedVpc[] {
  const byKey = new Map<string, ReportedVpc>();
  for (const topology of topologies) {
    const simulated = topology.onPremises.filter((network) => network.kind === "simulated");
    for (const entry of [...topology.entries, ...simulated]) {
      const name = nameOf(topology, entry.name);
      const { vpc } = entry;
      for (const block of vpc.blocks) {
        const key = `${vpc.kind === "existing" ? `${entry.account} ${vpc.id}` : name} ${block.toString()}`;
        const known = byKey.get(key);
        byKey.set(key, known === undefined ? reported(name, entry, block) : joined(known, name, entry));
      }
    }
  }
  return [...byKey.values()].toSorted(({ names: [left = ""] }, { names: [right = ""] }) =>
    left < right ? -1 : Number(left > right),
  );
}

export function nameOf({ name }: Topology, entry: string): string {
  return `${name}/${entry}`;
}

function reported(name: string, { account, vpc }: VpcHolder, block: Ipv4Block): ReportedVpc {
  const subnets = vpc.subnets.map((subnet) => subnet.block).filter((each) => block.contains(each));
  return {
    names: [name],
    account,
    block,
    ...(vpc.kind === "existing" ? { existing: vpc.id } : {}),
    subnets,
    free: freeIn(block, subnets),
  };
}

/** Each file states the subnets that it needs. */
function joined(known: ReportedVpc, name: string, { vpc }: VpcHolder): ReportedVpc {
  const further = vpc.subnets.map(({ block }) => block).filter((each) => known.block.contains(each));
  const subnets = [...known.subnets, ...further];
  return { ...known, names: [...known.names, name].sort(), subnets, free: freeIn(known.block, subnets) };
}

function freeIn(block: Ipv4Block, subnets: readonly Ipv4Block[]): FreeAddresses {
  const free = freeSpace(block, subnets);
  const largest = largestBlock(free);
  return {
    addresses: free.size,
    ...(largest === undefined || largest.prefixLength > smallestPrefixLength ? {} : { largest }),
  };
}
