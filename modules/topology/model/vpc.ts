import type { Ipv4Address, Ipv4Block, SubnetTier } from "../../addressing";
import type { AzId } from "../../identity";

export type Vpc = MadeVpc | ExistingVpc;

export interface MadeVpc {
  readonly kind: "made";
  readonly block: Ipv4Block;
  /** Blocks that are added to it. */
  readonly secondaryBlocks: readonly Ipv4Block[];
  /** All its blocks, {@link block} first. */
  readonly blocks: readonly Ipv4Block[];
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
  /** All its blocks that are stated: {@link block} alone. */
  readonly blocks: readonly Ipv4Block[];
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
