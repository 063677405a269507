import type { Ipv4Address, Ipv4Block } from "../../../modules/addressing";
import type { AccountId, Region } from "../../../modules/identity";
import { resourceKey, type ResourceKey } from "../../terraform";
import type { Known, Listing } from "../known";
import type { Element, ElementKey } from "./element";

/**
 * AWS's side of Site-to-Site VPN connections.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
 */
export interface VpnGateway extends Element {
  /** `null` where it is attached to none. */
  readonly vpc: Known<ElementKey | null>;
  /** Its own BGP ASN. */
  readonly asn: Known<number>;
  /**
   * Its VPN connections, over which it reaches what they say; a doubt stands for others, such as Direct Connect's, that
   * may reach anything.
   */
  readonly connections: Listing<ElementKey>;
}

/** What AWS knows of the device at the other end. */
export interface CustomerGateway extends Element {
  /** The BGP ASN that the device is to have. */
  readonly asn: Known<number>;
  /** Where no topology declares what has its address, and no elastic IP address is that, it is not known. */
  readonly device: Known<CustomerGatewayDevice>;
  /** How the device is to prove who it is. */
  readonly authentication: Known<"pre-shared-key" | "certificate">;
}

export type CustomerGatewayDevice =
  /** A network outside AWS, as its topology declares it. */
  | { readonly kind: "on-premises"; readonly network: ElementKey }
  /** The interface that has the address as its elastic IP address; whether its host is a VPN device is another matter. */
  | { readonly kind: "interface"; readonly interface: ElementKey };

export interface VpnConnection extends Element {
  /** A VPN gateway, or the Transit Gateway to which an attachment of its own attaches it. */
  readonly gateway: Known<ElementKey>;
  readonly customerGateway: Known<ElementKey>;
  readonly routing: Known<"static" | "bgp">;
  /**
   * Where the gateway sends packets over this connection, and what it propagates: the static routes, or what the other
   * side announces by BGP.
   */
  readonly prefixes: Listing<Ipv4Block>;
  /**
   * What its tunnels take: from addresses behind the customer gateway (`local`) and of AWS's side (`remote`), in AWS's
   * words. 0.0.0.0/0 unless stated.
   */
  readonly localBlock: Known<Ipv4Block>;
  readonly remoteBlock: Known<Ipv4Block>;
  /** The blocks inside tunnel 1 and tunnel 2; `undefined` where AWS picks one. */
  readonly insideBlocks: readonly [Known<Ipv4Block | undefined>, Known<Ipv4Block | undefined>];
  /** What AWS takes for tunnel 1 and tunnel 2: as stated, or all that it offers. */
  readonly tunnelOptions: readonly [TunnelOptions, TunnelOptions];
  /** Where AWS keeps the pre-shared keys; from its own secret, Terraform is told none. */
  readonly presharedKeyStorage: Known<"Standard" | "SecretsManager">;
}

/** In AWS's words: `ikev2`, `AES256-GCM-16`, `SHA2-256`, 19. @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html */
export interface TunnelOptions {
  readonly ikeVersions: Known<ReadonlySet<string>>;
  readonly phase1: PhaseOptions;
  readonly phase2: PhaseOptions;
}

export interface PhaseOptions {
  readonly encryptionAlgorithms: Known<ReadonlySet<string>>;
  readonly integrityAlgorithms: Known<ReadonlySet<string>>;
  readonly dhGroupNumbers: Known<ReadonlySet<number>>;
}

/**
 * A Systems Manager parameter, which VPN devices read by its name in their account and Region: what it says of
 * connections, where it is a `VpnDeviceParameter` as JSON.
 */
export interface VpnDeviceParameter extends Element {
  readonly account: Known<AccountId>;
  readonly region: Known<Region>;
  readonly name: Known<string>;
  /** `undefined`: its text is known, and no `VpnDeviceParameter`. */
  readonly content: Known<VpnDeviceParameterContent | undefined>;
}

export interface VpnDeviceParameterContent {
  /** The interface that has the stated public address as its elastic IP address. */
  readonly gateway: Known<ElementKey>;
  /** By the name of the device's connection: which tunnels have the stated addresses. */
  readonly connections: ReadonlyMap<string, readonly [Known<VpnTunnel>, Known<VpnTunnel>]>;
}

export interface VpnTunnel {
  readonly connection: ElementKey;
  readonly number: 1 | 2;
}

/**
 * A network outside AWS that Terraform says nothing of, as `topology.json` declares it: its `at` is where the topology
 * declares it, like `shop:onPremises.office`, which is no resource. (One that a VPC plays is that VPC.)
 */
export interface OnPremisesNetwork extends Element {
  readonly name: string;
  readonly blocks: readonly Ipv4Block[];
  /** The public address of its VPN device. */
  readonly gateway: Ipv4Address;
  /** The BGP ASN of its VPN device. */
  readonly asn: number;
  /** What stands for its VPN device; a doubt stands for one of a stack that is not given. */
  readonly customerGateways: Listing<ElementKey>;
  /** The interface of each host, by its name; each has a known address, is in no subnet and filters nothing. */
  readonly hosts: ReadonlyMap<string, ElementKey>;
  /** What its DNS asks others for. */
  readonly forwards: readonly DnsForward[];
}

/** Names in a domain are asked for at these servers. */
export interface DnsForward {
  /** In lower case, without a dot at either end. */
  readonly domain: string;
  readonly servers: readonly Ipv4Address[];
}

/** Where a topology declares a network outside AWS, or a host of it: the resource key of what is no resource. */
export function onPremisesKey(topology: string, network: string, host?: string): ResourceKey {
  const declared = `onPremises.${network}`;
  return resourceKey(topology, host === undefined ? declared : `${declared}.hosts.${host}`);
}
