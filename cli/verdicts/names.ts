import type { Destination, Party } from "../../analysis/reachability";
import { placeOf, resourceKey, type TopologyIndex } from "../../analysis/terraform";

/** What people call the hosts of topologies: `entry/host`; other resources by stack and Terraform address. */
export class Names {
  private readonly hosts: ReadonlyMap<string, string>;

  /** @param only the only stack there is, which need not be told @default every stack is told */
  constructor(
    index: TopologyIndex | undefined,
    private readonly only?: string,
  ) {
    this.hosts = new Map(
      Object.values(index?.topologies ?? {}).flatMap(({ hosts }) =>
        Object.entries(hosts).map(([name, { stack, address }]) => [resourceKey(stack, address), name]),
      ),
    );
  }

  of(party: Party): string {
    if (party === "internet") return party;
    const { stack, address } = placeOf(party);
    // A host of a network outside AWS, where the topology declares it.
    const [, network, host] = /^onPremises\.([^.]+)\.hosts\.(.+)$/.exec(address) ?? [];
    if (network !== undefined && host !== undefined) return `${network}/${host}`;
    return this.hosts.get(party) ?? (stack === this.only ? address : party);
  }

  /** What packets go through: `aws_lb.web (shop.front)`; a name of a service as it is. */
  ofPlace(at: string): string {
    const colon = at.indexOf(":");
    const [stack, address] = [at.slice(0, Math.max(colon, 0)), at.slice(colon + 1)];
    return colon < 0 || stack === this.only ? address : `${address} (${stack})`;
  }

  ofDestination(to: Destination): string {
    return to.kind === "party" ? this.of(to.party) : `what is behind ${this.of(to.behind)}`;
  }
}
