import { freeSpace, type Ipv4Block, largestBlock, smallestPrefixLength } from "../../modules/addressing";
import type { Entry, Topology } from "../../modules/topology";

/** A VPC of the report, and what no subnet of it uses. */
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

/** The VPCs of topologies, in the order of their names; one that several files give by its ID once. */
export function vpcsOf(topologies: readonly Topology[]): ReportedVpc[] {
  const byKey = new Map<string, ReportedVpc>();
  for (const topology of topologies) {
    for (const entry of topology.entries) {
      const name = nameOf(topology, entry.name);
      const { vpc } = entry;
      const key = vpc.kind === "existing" ? `${entry.account} ${vpc.id}` : name;
      const known = byKey.get(key);
      byKey.set(key, known === undefined ? reported(name, entry) : joined(known, name, entry));
    }
  }
  return [...byKey.values()].toSorted(({ names: [left = ""] }, { names: [right = ""] }) =>
    left < right ? -1 : Number(left > right),
  );
}

export function nameOf({ name }: Topology, entry: string): string {
  return `${name}/${entry}`;
}

function reported(name: string, { account, vpc }: Entry): ReportedVpc {
  const subnets = vpc.subnets.map(({ block }) => block);
  return {
    names: [name],
    account,
    block: vpc.block,
    ...(vpc.kind === "existing" ? { existing: vpc.id } : {}),
    subnets,
    free: freeIn(vpc.block, subnets),
  };
}

/** Each file states the subnets that it needs. */
function joined(known: ReportedVpc, name: string, { vpc }: Entry): ReportedVpc {
  const subnets = [...known.subnets, ...vpc.subnets.map(({ block }) => block)];
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
