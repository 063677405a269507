/** A security group that the rules of a peered VPC refer to, by what it belongs to. */
export type PeeredGroup =
  | { readonly kind: "host"; readonly host: string }
  /** A hub's proxies. */
  | { readonly kind: "proxies" }
  /** The load balancer of a hub's proxies. */
  | { readonly kind: "proxies-load-balancer" };

/** A TCP connection between two such groups, one of each VPC. */
export interface PeeredConnection {
  readonly from: PeeredGroup;
  readonly to: PeeredGroup;
  readonly port: number;
}

/** A group's key in a contract. No host has a dot in its name, so that none is taken for another group. */
export function groupKey(group: PeeredGroup): string {
  return group.kind === "host" ? `host.${group.host}` : group.kind;
}

/** A group's name in construct ids. */
export function groupId(group: PeeredGroup): string {
  return groupKey(group).replace(".", "-");
}
