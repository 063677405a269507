import type { Ipv4Address, Ipv4Block } from "../modules/addressing";
import type { AzId } from "../modules/identity";
import type { ExistingVpcProps, SubnetProps } from "../modules/network";
import type { NameServers, WebServer } from "../modules/software";

export type VpcSpecification = MadeVpcSpecification | ExistingVpcSpecification;

export interface MadeVpcSpecification {
  readonly kind?: "made";
  readonly block: Ipv4Block;
  /** Blocks that are added to it. @default none */
  readonly secondaryBlocks?: readonly Ipv4Block[];
  /** Private subnets, and public ones where there are NAT gateways; at most one of each tier in a zone. */
  readonly subnets: readonly SubnetProps[];
  /**
   * `one` serves all zones and stands in the zone with the lowest ID.
   * @default "one", and "none" where the hosts use proxies
   */
  readonly natGateways?: "none" | "one" | "per-zone";
  /** @default true */
  readonly flowLogs?: boolean;
}

/** A VPC that is there already: what is stated of it is checked when Terraform plans, and nothing of it is changed. */
export interface ExistingVpcSpecification extends ExistingVpcProps {
  readonly kind: "existing";
}

export type HostSpecification = MadeHostSpecification | ExistingHostSpecification;

/** An instance that is there already, in an existing VPC. */
export interface ExistingHostSpecification {
  readonly kind: "existing";
  /** The instance's ID. */
  readonly id: string;
  readonly zone: AzId;
  readonly address: Ipv4Address;
  /** IDs of all its security groups. @default not known */
  readonly securityGroups?: readonly string[];
}

export interface MadeHostSpecification {
  readonly kind?: "made";
  /** The host stands in this zone's private subnet. */
  readonly zone: AzId;
  /** @default AWS picks a free address of the subnet */
  readonly address?: Ipv4Address;
  /** @default "linux" */
  readonly platform?: "linux" | "windows";
  /** @default "t3.micro", and "t3.medium" on Windows */
  readonly instanceType?: string;
  /** In GiB. @default 8, and 30 on Windows */
  readonly rootVolumeSize?: number;
  /** On Linux only. @default the host runs no web server */
  readonly web?: WebServer;
  /** Which name servers it asks for some domains. On Linux only. @default none but the VPC's */
  readonly nameServers?: NameServers;
}

/** All blocks of a VPC's specification that are stated. */
export function blocksOf(vpc: VpcSpecification): readonly Ipv4Block[] {
  return vpc.kind === "existing" ? [vpc.block] : [vpc.block, ...(vpc.secondaryBlocks ?? [])];
}

/** The private subnets of a VPC's specification. */
export function privateSubnetsOf(
  vpc: VpcSpecification,
): readonly { readonly zone: AzId; readonly block: Ipv4Block }[] {
  return vpc.kind === "existing" ? vpc.subnets : vpc.subnets.filter(({ tier }) => tier === "private");
}
