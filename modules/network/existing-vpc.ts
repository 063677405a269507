import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Construct } from "constructs";
import type { Ipv4Block } from "../addressing";
import type { AzId } from "../identity";
import { equals, type Expectation, expectOf } from "../wiring";
import { ExistingRouteTable } from "./existing-route-table";
import { ExistingSecurityGroup, type StatedSecurityGroup } from "./existing-security-group";
import { ExistingSubnet, type StatedSubnet } from "./existing-subnet";
import { type IVpc, type PrivateSubnet, subnetIn } from "./private-subnet";

export interface ExistingVpcProps {
  /** The VPC's ID. */
  readonly id: string;
  /** Its only IPv4 block. */
  readonly block: Ipv4Block;
  /** Private subnets, at most one in a zone. */
  readonly subnets: readonly StatedSubnet[];
  /** Security groups with all their rules. @default what groups admit is not known */
  readonly securityGroups?: readonly StatedSecurityGroup[];
  /** Whether private names must resolve there, which its DNS attributes decide. @default false */
  readonly privateNames?: boolean;
}

/**
 * All that the VPC has: by the others its hosts would reach more than is stated. AWS tells for a while of those that it
 * had.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcCidrBlockState.html
 */
const BLOCKS =
  'join(",", sort([for association in self.cidr_block_associations : association.cidr_block if association.state == "associated"]))';

/**
 * A VPC that is there already. Nothing of it is made, changed or destroyed: Terraform looks at it when it plans, and
 * goes no further where it is not as stated.
 */
export class ExistingVpc extends Construct implements IVpc {
  readonly id: string;
  readonly privateSubnets: ReadonlyMap<AzId, PrivateSubnet>;
  readonly subnets: ReadonlyMap<AzId, ExistingSubnet>;
  /** By the zone of the first subnet that states the table. */
  readonly routeTables: ReadonlyMap<AzId, ExistingRouteTable>;
  /** By the group's ID. */
  readonly securityGroups: ReadonlyMap<string, ExistingSecurityGroup>;

  constructor(scope: Construct, id: string, props: ExistingVpcProps) {
    super(scope, id);
    const vpc = new DataAwsVpc(this, "resource", { id: props.id });
    expectOf(vpc, expectations(props));
    this.id = vpc.id;
    const tables = this.lookAtRouteTables(props);
    this.routeTables = new Map([...tables.values()].map(({ zone, table }) => [zone, table]));
    const scopeOfSubnets = new Construct(this, "private");
    this.subnets = new Map(
      props.subnets.map((subnet) => [
        subnet.zone,
        new ExistingSubnet(scopeOfSubnets, subnet.zone, {
          ...subnet,
          vpc: { id: props.id, source: vpc },
          routesOf: (table) => tables.get(table)?.table.checks ?? [],
        }),
      ]),
    );
    this.privateSubnets = this.subnets;
    const scopeOfGroups = new Construct(this, "security-groups");
    this.securityGroups = new Map(
      (props.securityGroups ?? []).map((group) => [
        group.id,
        new ExistingSecurityGroup(scopeOfGroups, group.id, { ...group, vpcId: props.id }),
      ]),
    );
  }

  /** The private subnet in a zone. @throws when none is stated there */
  privateSubnet(zone: AzId): PrivateSubnet {
    return subnetIn(this, zone);
  }

  /** Several subnets may use one table. */
  private lookAtRouteTables({ id: vpcId, subnets }: ExistingVpcProps): Map<string, StatedFor> {
    const scope = new Construct(this, "route-tables");
    const tables = new Map<string, StatedFor>();
    for (const { zone, routeTable } of subnets) {
      if (routeTable === undefined || tables.has(routeTable.id)) continue;
      const table = new ExistingRouteTable(scope, routeTable.id, { ...routeTable, vpcId });
      tables.set(routeTable.id, { zone, table });
    }
    return tables;
  }
}

/** A table and the zone of the first subnet that states it. */
interface StatedFor {
  readonly zone: AzId;
  readonly table: ExistingRouteTable;
}

function expectations({ id, block, privateNames = false }: ExistingVpcProps): Expectation[] {
  const blocks = {
    condition: `${BLOCKS} == "${block.toString()}"`,
    sentence: `The VPC ${id} is stated to have the block ${block.toString()}, and it has \${replace(${BLOCKS}, ",", ", ")}. State its block as it is; a VPC of several blocks cannot be given.`,
  };
  const attributes = [
    ["enable_dns_support", "enableDnsSupport"],
    ["enable_dns_hostnames", "enableDnsHostnames"],
  ] as const;
  // https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-private-hosted-zones
  const names = attributes.map(([attribute, name]) => ({
    condition: equals(attribute, true),
    sentence: `The VPC ${id} has ${name} off, and an endpoint's private name resolves only where it is on. Turn it on, or take the name out of the endpoint.`,
  }));
  return [blocks, ...(privateNames ? names : [])];
}
