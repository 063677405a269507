import type { App } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Address, Ipv4Block } from "../modules/addressing";
import { Host } from "../modules/hosts";
import type { AzId } from "../modules/identity";
import { type SubnetProps, Vpc } from "../modules/network";
import { encodeUserData, renderWebServer, type WebServer } from "../modules/software";
import {
  AccountStack,
  type AccountStackProps,
  type ContractOffer,
  networkContract,
  type NetworkFields,
  offerContract,
} from "../modules/wiring";

export type VpcSpecification = MadeVpcSpecification | ExistingVpcSpecification;

export interface MadeVpcSpecification {
  readonly kind?: "made";
  readonly block: Ipv4Block;
  /** Private subnets, and public ones where there are NAT gateways; at most one of each tier in a zone. */
  readonly subnets: readonly SubnetProps[];
  /** `one` serves all zones and stands in the zone with the lowest ID. @default "one" */
  readonly natGateways?: "none" | "one" | "per-zone";
  /** @default true */
  readonly flowLogs?: boolean;
}

/** A VPC that is there already: what is stated of it is checked when Terraform plans, and nothing of it is changed. */
export interface ExistingVpcSpecification {
  readonly kind: "existing";
  /** The VPC's ID. */
  readonly id: string;
  readonly block: Ipv4Block;
  /** Private subnets, at most one in a zone. */
  readonly subnets: readonly ExistingSubnetSpecification[];
  /** Security groups with all their rules. @default what groups admit is not known */
  readonly securityGroups?: readonly StatedSecurityGroup[];
}

export interface ExistingSubnetSpecification {
  readonly zone: AzId;
  /** The subnet's ID. */
  readonly id: string;
  readonly block: Ipv4Block;
  /** All IPv4 routes but the local ones: the ID of what each block's packets are sent to. @default not known */
  readonly routeTable?: {
    readonly id: string;
    readonly routes: readonly { readonly block: Ipv4Block; readonly target: string }[];
  };
  /** `open` lets everything through. @default not known */
  readonly networkAcl?: "open";
}

export interface StatedSecurityGroup {
  /** The group's ID. */
  readonly id: string;
  readonly ingress: readonly StatedRule[];
  readonly egress: readonly StatedRule[];
}

export interface StatedRule {
  /** The rule's ID. */
  readonly id: string;
  readonly protocol: "tcp" | "udp" | "all";
  /** @default every port */
  readonly port?: number;
  readonly peer: Ipv4Block;
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
  /** @default "t3.micro" */
  readonly instanceType?: string;
  /** In GiB. @default 8 */
  readonly rootVolumeSize?: number;
  /** @default the host runs nothing of ours */
  readonly web?: WebServer;
}

export interface VpcStackProps extends AccountStackProps {
  readonly vpc: VpcSpecification;
  /** By name. @default none */
  readonly hosts?: ReadonlyMap<string, HostSpecification>;
}

/** One VPC and its hosts. The stack's id begins the names of everything in it. */
export class VpcStack extends AccountStack {
  readonly vpc: Vpc;
  readonly hosts: ReadonlyMap<string, Host>;

  constructor(scope: App, id: string, props: VpcStackProps) {
    super(scope, id, props);
    const { region, account, vpc, hosts = new Map<string, HostSpecification>() } = props;
    if (vpc.kind === "existing") throw new Error("existing VPCs: not yet");
    this.vpc = new Vpc(this, "vpc", { natGateways: "one", ...vpc, name: id, region, account });
    const scopeOfHosts = new Construct(this, "hosts");
    this.hosts = new Map(
      [...hosts].map(([host, given]) => {
        if (given.kind === "existing") throw new Error("existing hosts: not yet");
        const { zone, web, ...specification } = given;
        const subnet = this.vpc.privateSubnet(zone);
        const props = {
          ...specification,
          name: `${id}.hosts.${host}`,
          region,
          vpcId: this.vpc.id,
          subnetId: subnet.id,
          dependsOn: subnet.routes,
          ...(web === undefined ? {} : { userData: userDataOf(host, web) }),
        };
        return [host, new Host(scopeOfHosts, host, props)];
      }),
    );
  }

  /** A host of this stack. @throws when there is none of this name */
  host(name: string): Host {
    const host = this.hosts.get(name);
    if (host !== undefined) return host;
    throw new Error(`${this.node.id} has no host ${name}; it has ${[...this.hosts.keys()].join(", ")}`);
  }

  /** Offers the VPC's identities to the other stacks of its owner. */
  offerNetwork(): ContractOffer<NetworkFields> {
    return offerContract(this, "vpc", networkContract, {
      vpcId: this.vpc.id,
      privateSubnetIds: Object.fromEntries([...this.vpc.privateSubnets].map(([zone, { id }]) => [zone, id])),
      hostSecurityGroupIds: Object.fromEntries(
        [...this.hosts].map(([name, host]) => [name, host.securityGroup.id]),
      ),
    });
  }
}

function userDataOf(host: string, web: WebServer): string {
  const encoded = encodeUserData(renderWebServer(web));
  if (encoded.ok) return encoded.base64;
  throw new Error(
    `the user data of ${host} has ${encoded.bytes} bytes, and EC2 takes ${encoded.limit}; shorten its page`,
  );
}
