import type { AccountId } from "../../identity";
import type { Section } from "../derivations";
import type { Resolver, Vpn } from "./on-premises";
import type { Proxies, ProxyUse } from "./proxies";
import type { Relay } from "./relays";
import type { Endpoint, Environment, Service } from "./services";
import type { Host, Vpc } from "./vpc";

/** One VPC in one account. */
export interface Entry {
  readonly section: Section;
  readonly name: string;
  readonly account: AccountId;
  readonly vpc: Vpc;
  readonly hosts: readonly Host[];
  readonly environments: readonly Environment[];
  readonly services: readonly Service[];
  readonly endpoints: readonly Endpoint[];
  /** What a proxy hub offers; no other entry has it. */
  readonly proxies?: Proxies;
  /** The proxies that the hosts use. */
  readonly proxyUse?: ProxyUse;
  /** Its VPN gateway, and what is connected to it. */
  readonly vpn?: Vpn;
  /** What networks outside AWS resolve the VPC's names by. */
  readonly resolver?: Resolver;
  /** What makes the entry a relay; no entry of another section has it. */
  readonly relay?: Relay;
}
