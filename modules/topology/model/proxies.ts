import type { Ipv4Address, Ipv4Block } from "../../addressing";
import type { AccountId, AzId } from "../../identity";
import type { Client } from "../values";

/** Forward proxies that other VPCs share. */
export interface Proxies {
  /** The entry that offers them, and that entry's account. */
  readonly entry: string;
  readonly account: AccountId;
  /** What every VPC that uses them calls them. */
  readonly dnsName: string;
  readonly through: "resource" | "service" | "peering";
  readonly target: ProxyTarget;
  /** Those of the hub's VPC. */
  readonly zones: readonly AzId[];
  /** Without a leading dot the domain alone, with it all below it too. */
  readonly domains: readonly string[];
  readonly blocks: readonly Ipv4Block[];
  /** Blocks of the VPCs that are peered with the hub's. */
  readonly peeredBlocks: readonly Ipv4Block[];
  /** Where requests really come from, as the proxies see it. */
  readonly clients: readonly Ipv4Block[];
  /** Whether hosts behind them are administered by Systems Manager, and install packages, through them. */
  readonly servesSystemsManager: boolean;
  readonly instanceType: string;
  readonly instances: { readonly min: number; readonly max: number };
  /** Accounts whose VPCs may use them. */
  readonly allow: readonly AccountId[];
  /** Whether AWS RAM shares within the organization without invitations. */
  readonly organizationSharing: boolean;
  /** A name of the resource configuration's own, and the public hosted zone for the record that proves it. */
  readonly customDomainName?: { readonly name: string; readonly zone?: string };
}

/** What a resource gateway leads to. */
export type ProxyTarget =
  | { readonly kind: "load-balancer" }
  /** The only proxy. */
  | { readonly kind: "address"; readonly address: Ipv4Address; readonly zone: AzId }
  /** With `zone`, the ID of a public hosted zone, a record there leads to the load balancer. */
  | { readonly kind: "name"; readonly name: string; readonly zone?: string };

/** How an entry's hosts use a hub's proxies. */
export interface ProxyUse {
  readonly proxies: Proxies;
  /** Zones with a network interface of the endpoint; none where the VPCs are peered. */
  readonly zones: readonly AzId[];
  readonly clients: readonly Client[];
  readonly systemsManager: "proxy" | "endpoints";
}
