import type { Ipv4Address, Ipv4Block } from "../../addressing";
import type { AccountId, AzId } from "../../identity";
import type { MadeHost, MadeVpc } from "./vpc";

/** A network outside AWS: described only, or played by a VPC. */
export type OnPremises = ExternalNetwork | SimulatedNetwork;

interface OnPremisesNetwork {
  readonly name: string;
  /** 1 to 4294967294. */
  readonly asn: number;
  readonly blocks: readonly Ipv4Block[];
  readonly forwards: readonly Forward[];
}

export interface ExternalNetwork extends OnPremisesNetwork {
  readonly kind: "external";
  /** The public address of its VPN device. */
  readonly gateway: Ipv4Address;
  readonly hosts: readonly ExternalHost[];
}

export interface ExternalHost {
  readonly name: string;
  readonly address: Ipv4Address;
}

export interface SimulatedNetwork extends OnPremisesNetwork {
  readonly kind: "simulated";
  readonly account: AccountId;
  readonly vpc: MadeVpc;
  /** Where its VPN device stands, in the public subnet. */
  readonly deviceZone: AzId;
  readonly hosts: readonly MadeHost[];
  /** What its hosts ask a VPC for; without it, they ask nobody but their own. */
  readonly nameServers?: { readonly servers: readonly Ipv4Address[]; readonly domains: readonly string[] };
}

/** A domain for which a network's DNS asks a VPC. */
export interface Forward {
  readonly domain: string;
  /** The addresses of the resolver in that VPC. */
  readonly servers: readonly Ipv4Address[];
}

/** A VPC's VPN gateway and its connections. */
export interface Vpn {
  /** Of Amazon's side. */
  readonly asn: number;
  readonly connections: readonly VpnConnection[];
}

export interface VpnConnection {
  /** The name of the network at the other end. */
  readonly onPremises: string;
  readonly routing:
    | { readonly kind: "static"; readonly prefixes: readonly Ipv4Block[] }
    /** The VPN device announces the network's blocks. */
    | { readonly kind: "bgp" };
  /** The /30 blocks inside tunnel 1 and tunnel 2. */
  readonly insideBlocks: readonly [Ipv4Block, Ipv4Block];
}

/** A Route 53 Resolver inbound endpoint. */
export interface Resolver {
  readonly zones: readonly AzId[];
  /** One for each zone. */
  readonly addresses: ReadonlyMap<AzId, Ipv4Address>;
  /** Blocks that may ask. */
  readonly clients: readonly Ipv4Block[];
}
