import type { App } from "cdktf";
import { Construct } from "constructs";
import { formatAddress, type Ipv4Address, type Ipv4Block } from "../modules/addressing";
import { ExistingHost, Host } from "../modules/hosts";
import type { AzId } from "../modules/identity";
import { ExistingVpc, type ExistingVpcProps, type IVpc, type SubnetProps, Vpc } from "../modules/network";
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
  readonly vpc: Vpc | ExistingVpc;
  readonly hosts: ReadonlyMap<string, Host | ExistingHost>;

  constructor(scope: App, id: string, props: VpcStackProps) {
    super(scope, id, props);
    const { region, account, vpc, hosts = new Map<string, HostSpecification>() } = props;
    this.vpc =
      vpc.kind === "existing"
        ? new ExistingVpc(this, "vpc", vpc)
        : new Vpc(this, "vpc", { natGateways: "one", ...vpc, name: id, region, account });
    const scopeOfHosts = new Construct(this, "hosts");
    this.hosts = new Map(
      [...hosts].map(([host, specification]) => [
        host,
        specification.kind === "existing"
          ? new ExistingHost(scopeOfHosts, host, {
              ...specification,
              subnetId: existingSubnetId(vpc, specification.zone, host),
            })
          : this.makeHost(scopeOfHosts, host, specification),
      ]),
    );
  }

  /** A host of this stack. @throws when there is none of this name */
  host(name: string): Host | ExistingHost {
    const host = this.hosts.get(name);
    if (host !== undefined) return host;
    throw new Error(`${this.node.id} has no host ${name}; it has ${[...this.hosts.keys()].join(", ")}`);
  }

  /** Offers the VPC's identities to the other stacks of its owner. */
  offerNetwork(): ContractOffer<NetworkFields> {
    const vpc: IVpc = this.vpc;
    const made = [...this.hosts].flatMap(([name, host]): [string, string][] =>
      host.kind === "made" ? [[name, host.securityGroup.id]] : [],
    );
    const existing = [...this.hosts].flatMap(([name, host]): [string, string][] =>
      host.kind === "existing" ? [[name, formatAddress(host.address)]] : [],
    );
    return offerContract(this, "vpc", networkContract, {
      vpcId: vpc.id,
      privateSubnetIds: Object.fromEntries([...vpc.privateSubnets].map(([zone, { id }]) => [zone, id])),
      hostSecurityGroupIds: Object.fromEntries(made),
      existingHostAddresses: Object.fromEntries(existing),
    });
  }

  private makeHost(scope: Construct, host: string, given: MadeHostSpecification): Host {
    const { zone, web, ...specification } = given;
    const subnet = this.vpc.privateSubnet(zone);
    return new Host(scope, host, {
      ...specification,
      name: `${this.node.id}.hosts.${host}`,
      region: this.region,
      vpcId: this.vpc.id,
      subnetId: subnet.id,
      dependsOn: subnet.routes,
      ...(web === undefined ? {} : { userData: userDataOf(host, web) }),
    });
  }
}

/** The ID of the stated subnet in a zone. */
function existingSubnetId(vpc: VpcSpecification, zone: AzId, host: string): string {
  if (vpc.kind !== "existing")
    throw new Error(`the host ${host} is there already, and its VPC is only made; give its VPC by its ID`);
  const subnet = vpc.subnets.find((each) => each.zone === zone);
  if (subnet !== undefined) return subnet.id;
  throw new Error(
    `the VPC of the host ${host} has no stated subnet in ${zone}; it has them in ${vpc.subnets.map((each) => each.zone).join(", ")}`,
  );
}

function userDataOf(host: string, web: WebServer): string {
  const encoded = encodeUserData(renderWebServer(web));
  if (encoded.ok) return encoded.base64;
  throw new Error(
    `the user data of ${host} has ${encoded.bytes} bytes, and EC2 takes ${encoded.limit}; shorten its page`,
  );
}
