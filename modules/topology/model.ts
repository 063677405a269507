import type { Ipv4Address, Ipv4Block, SubnetTier } from "../addressing";
import type { AccountId, AzId, Region } from "../identity";
import type { Section } from "./derivations";
import type { Client, Destination, HostReference } from "./values";

/**
 * A topology whose every reference holds and whose every default is filled in. All lists are sorted by name, zone
 * or number, so that the order of the file changes nothing that is made of it.
 */
export interface Topology {
  readonly name: string;
  /** The path of the file it was read from, as given. */
  readonly file: string;
  readonly region: Region;
  /** The IAM role to assume in each account; without it the credentials at hand are used. */
  readonly deployRole?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly entries: readonly Entry[];
  readonly flows: readonly Flow[];
}

/** One VPC in one account. */
export interface Entry {
  readonly section: Section;
  readonly name: string;
  readonly account: AccountId;
  readonly vpc: Vpc;
  readonly hosts: readonly Host[];
  readonly services: readonly Service[];
  readonly endpoints: readonly Endpoint[];
}

export interface Vpc {
  readonly block: Ipv4Block;
  readonly zones: readonly AzId[];
  readonly subnets: readonly Subnet[];
  readonly natGateways: "none" | "one" | "per-zone";
  readonly flowLogs: boolean;
}

export interface Subnet {
  readonly tier: SubnetTier;
  readonly zone: AzId;
  readonly block: Ipv4Block;
}

export interface Host {
  readonly name: string;
  readonly zone: AzId;
  readonly address?: Ipv4Address;
  readonly instanceType: string;
  /** In GiB. */
  readonly rootVolumeSize: number;
  readonly web?: { readonly page: string; readonly port: number };
}

export interface Service {
  readonly name: string;
  /** The entry that offers it, and that entry's account. */
  readonly entry: string;
  readonly account: AccountId;
  readonly port: number;
  readonly targetPort: number;
  readonly targets: readonly string[];
  /** Without it the health check is a TCP connection. */
  readonly healthCheckPath?: string;
  readonly zones: readonly AzId[];
  readonly crossZone: boolean;
  readonly enforceInboundRulesOnPrivateLinkTraffic: boolean;
  readonly inboundFrom: readonly Ipv4Block[];
  readonly acceptance: "manual" | "automatic";
  readonly allow: readonly AccountId[];
}

export interface Endpoint {
  readonly name: string;
  readonly service: Service;
  readonly zones: readonly AzId[];
  readonly addresses: ReadonlyMap<AzId, Ipv4Address>;
  readonly clients: readonly Client[];
  readonly dnsName?: string;
}

/** What must be true of the network, once deployed. */
export interface Flow {
  readonly from: HostReference;
  readonly to: Destination;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly expect: "reachable" | "blocked";
  readonly answer?: string;
}
