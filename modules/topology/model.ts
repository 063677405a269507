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
  readonly state: State;
  readonly roles: Roles;
  readonly tags: Readonly<Record<string, string>>;
  readonly entries: readonly Entry[];
  readonly peerings: readonly Peering[];
  readonly flows: readonly Flow[];
}

/** Where Terraform keeps the states. */
export type State =
  | { readonly backend: "local" }
  | {
      readonly backend: "s3";
      readonly bucket: string;
      readonly region: Region;
      /** The bucket's owner. */
      readonly account: AccountId;
      /** What the bootstrap makes in every account. */
      readonly roles: BootstrappedRoles;
    };

/** Names of IAM roles and of a policy, of which every account has one each. */
export interface Roles {
  /** Assumed to deploy; without it the credentials at hand are used. */
  readonly deploy?: string;
  /** Assumed to plan; may change nothing. */
  readonly plan?: string;
  /** Assumed to read other accounts' contracts. */
  readonly readContract?: string;
  /** The policy that bounds every role that the stacks make. */
  readonly boundary?: string;
  /** Assumed by the bootstrap alone; without it the credentials at hand are used. */
  readonly bootstrap?: string;
}

/** What the bootstrap makes in every account. */
export type BootstrappedRoles = Required<Omit<Roles, "bootstrap">>;

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
}

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

/** A peering connection between two VPCs. */
export interface Peering {
  readonly name: string;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
}

export interface PeeringSide {
  /** The entry whose VPC this is, and that entry's account. */
  readonly entry: string;
  readonly account: AccountId;
  readonly block: Ipv4Block;
  /** Zones whose private subnets have routes to the other VPC. */
  readonly zones: readonly AzId[];
  /** Blocks of the other VPC that the routes are for. */
  readonly destinations: readonly Ipv4Block[];
  /** Connections that the groups of this side let out. */
  readonly egress: readonly PeeredConnection[];
  /** Connections that the groups of this side let in. */
  readonly ingress: readonly PeeredConnection[];
}

/** A TCP connection between security groups of two peered VPCs, each known by what it belongs to. */
export interface PeeredConnection {
  readonly from: PeeredGroup;
  readonly to: PeeredGroup;
  readonly port: number;
}

/** A host's security group, that of a hub's proxies, or that of their load balancer. */
export type PeeredGroup =
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "proxies" }
  | { readonly kind: "proxies-load-balancer" };

export type Vpc = MadeVpc | ExistingVpc;

export interface MadeVpc {
  readonly kind: "made";
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

/** A VPC that is there already, with what is stated of it. */
export interface ExistingVpc {
  readonly kind: "existing";
  readonly id: string;
  readonly block: Ipv4Block;
  readonly zones: readonly AzId[];
  readonly subnets: readonly ExistingSubnet[];
  readonly securityGroups: readonly StatedSecurityGroup[];
}

export interface ExistingSubnet {
  readonly zone: AzId;
  readonly id: string;
  readonly block: Ipv4Block;
  /** All IPv4 routes but the local ones: the ID of what each block's packets are sent to. */
  readonly routeTable?: { readonly id: string; readonly routes: readonly StatedRoute[] };
  /** `open` lets everything through. */
  readonly networkAcl?: "open";
}

export interface StatedRoute {
  readonly block: Ipv4Block;
  readonly target: string;
}

/** A security group and all its rules. */
export interface StatedSecurityGroup {
  readonly id: string;
  readonly ingress: readonly StatedRule[];
  readonly egress: readonly StatedRule[];
}

export interface StatedRule {
  readonly id: string;
  readonly protocol: "tcp" | "udp" | "all";
  /** Without it, every port. */
  readonly port?: number;
  readonly peer: Ipv4Block;
}

export type Host = MadeHost | ExistingHost;

/** An instance that is there already. */
export interface ExistingHost {
  readonly kind: "existing";
  readonly name: string;
  readonly id: string;
  readonly zone: AzId;
  readonly address: Ipv4Address;
  /** IDs of all its security groups; without them it is not known what they admit. */
  readonly securityGroups?: readonly string[];
}

export interface MadeHost {
  readonly kind: "made";
  readonly name: string;
  readonly zone: AzId;
  readonly address?: Ipv4Address;
  readonly platform: "linux" | "windows";
  readonly instanceType: string;
  /** In GiB. */
  readonly rootVolumeSize: number;
  readonly web?: { readonly page: string; readonly port: number };
}

/** An Elastic Beanstalk environment behind an internal Network Load Balancer. */
export interface Environment {
  readonly name: string;
  /** Zones with instances. */
  readonly zones: readonly AzId[];
  /** Zones with the load balancer: those of the service that the environment answers for, or its own. */
  readonly loadBalancerZones: readonly AzId[];
  /** The TCP port that the load balancer listens on. */
  readonly port: number;
  readonly instanceType: string;
  readonly instances: { readonly min: number; readonly max: number };
  readonly cnamePrefix?: string;
  /** Without it, the newest Docker platform when the environment is made. */
  readonly solutionStack?: string;
  readonly application:
    | { readonly kind: "web"; readonly page: string }
    | { readonly kind: "source-bundle"; readonly bucket: string; readonly key: string };
}

/** Who answers for a service: hosts of its entry, or an environment. */
export type ServiceTargets =
  | { readonly kind: "hosts"; readonly hosts: readonly string[] }
  | { readonly kind: "environment"; readonly environment: string };

export interface Service {
  readonly name: string;
  /** The entry that offers it, and that entry's account. */
  readonly entry: string;
  readonly account: AccountId;
  readonly port: number;
  readonly targetPort: number;
  readonly targets: ServiceTargets;
  /** Without it the health check is a TCP connection. */
  readonly healthCheckPath?: string;
  readonly zones: readonly AzId[];
  readonly crossZone: boolean;
  readonly enforceInboundRulesOnPrivateLinkTraffic: boolean;
  readonly inboundFrom: readonly Ipv4Block[];
  readonly acceptance: "manual" | "automatic";
  readonly allow: readonly AccountId[];
  /** A name that consumers' VPCs may resolve, and the public hosted zone for the record that proves its ownership. */
  readonly privateDns?: { readonly name: string; readonly zone?: string };
}

export interface Endpoint {
  readonly name: string;
  readonly service: Service;
  readonly zones: readonly AzId[];
  readonly addresses: ReadonlyMap<AzId, Ipv4Address>;
  readonly clients: readonly Client[];
  readonly dnsName?: string;
  /** Whether the VPC resolves the service's private DNS name to the endpoint. */
  readonly privateDns: boolean;
}

/** What must be true of the network, once deployed. */
export interface Flow {
  readonly from: HostReference;
  readonly to: Destination;
  /** Asked through the proxy that the host is set up to use. */
  readonly via?: "proxy";
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly expect: "reachable" | "blocked";
  readonly answer?: string;
}
