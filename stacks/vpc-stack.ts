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

export interface VpcSpecification {
  readonly block: Ipv4Block;
  /** Private subnets, and public ones where there are NAT gateways; at most one of each tier in a zone. */
  readonly subnets: readonly SubnetProps[];
  /** `one` serves all zones and stands in the zone with the lowest ID. @default "one" */
  readonly natGateways?: "none" | "one" | "per-zone";
  /** @default true */
  readonly flowLogs?: boolean;
}

export interface HostSpecification {
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
    this.vpc = new Vpc(this, "vpc", { natGateways: "one", ...vpc, name: id, region, account });
    const scopeOfHosts = new Construct(this, "hosts");
    this.hosts = new Map(
      [...hosts].map(([host, { zone, web, ...specification }]) => {
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
