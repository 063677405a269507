import { DataAwsNetworkAcls } from "@cdktf/provider-aws/lib/data-aws-network-acls";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import type { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Block } from "../addressing";
import type { AzId } from "../identity";
import { equals, expectAttributes, expectOf } from "../wiring";
import type { StatedRouteTable } from "./existing-route-table";
import type { PrivateSubnet } from "./private-subnet";

/** A subnet that is there already, with what is stated of it. */
export interface StatedSubnet {
  /** The subnet's ID. */
  readonly id: string;
  readonly zone: AzId;
  readonly block: Ipv4Block;
  /** The table that it uses. @default where its packets are sent is not known */
  readonly routeTable?: StatedRouteTable;
  /** `open` lets everything through. @default not known */
  readonly networkAcl?: "open";
}

export interface ExistingSubnetProps extends StatedSubnet {
  readonly vpc: { readonly id: string; readonly source: DataAwsVpc };
  /** What shows that a table is as stated. */
  readonly routesOf: (routeTable: string) => readonly ITerraformDependable[];
}

/** ICMP, TCP and UDP, as a filter may spell them: AWS shows numbers, and its guide says names. */
const PROTOCOLS = ["1", "6", "17", "icmp", "tcp", "udp"];

/** A subnet of an existing VPC. */
export class ExistingSubnet extends Construct implements PrivateSubnet {
  readonly id: string;
  readonly routes: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ExistingSubnetProps) {
    super(scope, id);
    const { id: subnetId, zone, block, vpc, routeTable, networkAcl, routesOf } = props;
    const subnet = new DataAwsSubnet(this, "resource", { id: subnetId });
    const stated = `The subnet ${subnetId} is stated to`;
    expectAttributes(subnet, [
      {
        attribute: "vpc_id",
        value: vpc.id,
        sentence: `${stated} be in ${vpc.id}, and it is in \${self.vpc_id}. State each subnet with its own VPC.`,
      },
      {
        attribute: "cidr_block",
        value: block.toString(),
        sentence: `${stated} have the block ${block.toString()}, and it has \${self.cidr_block}. State its block as it is.`,
      },
      {
        attribute: "availability_zone_id",
        value: zone,
        sentence: `${stated} be in ${zone}, and it is in \${self.availability_zone_id}. State it under the ID of its own zone.`,
      },
    ]);
    this.id = subnet.id;
    const table =
      routeTable === undefined
        ? []
        : [this.tableOf(subnetId, routeTable.id, vpc.source), ...routesOf(routeTable.id)];
    const acls = networkAcl === undefined ? [] : this.openAcl(subnetId);
    this.routes = [subnet, ...table, ...acls];
  }

  /**
   * A subnet that is associated with no table uses its VPC's main one.
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
   */
  private tableOf(subnetId: string, routeTable: string, vpc: DataAwsVpc): DataAwsRouteTables {
    const tables = new DataAwsRouteTables(this, "route-table", {
      filter: [{ name: "association.subnet-id", values: [subnetId] }],
    });
    const used = `coalesce(one(self.ids), ${vpc.fqn}.main_route_table_id)`;
    expectOf(tables, [
      {
        condition: `${used} == "${routeTable}"`,
        sentence: `The subnet ${subnetId} is stated to use the route table ${routeTable}, and it uses \${${used}}. State the table that it uses, with its routes.`,
      },
    ]);
    return tables;
  }

  /**
   * AWS finds network ACLs by their entries, each filter by whichever entry meets it, and tells of no entry which one
   * that is; each ACL ends with entries that deny every protocol and address both ways. So what can be found is an ACL
   * that allows nothing at all, and one with an entry for a protocol, which an open one has no use for. That nobody's
   * addresses are denied, and everybody's allowed, both ways, stays the user's word.
   * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html
   */
  private openAcl(subnetId: string): DataAwsNetworkAcls[] {
    const ofSubnet = { name: "association.subnet-id", values: [subnetId] };
    const stated = `The network ACL of the subnet ${subnetId} is stated to be open`;
    const otherwise = "Leave networkAcl out, and what it lets through is not known.";
    const allowing = new DataAwsNetworkAcls(this, "network-acl", {
      filter: [ofSubnet, { name: "entry.rule-action", values: ["allow"] }],
    });
    expectOf(allowing, [
      { condition: "length(self.ids) == 1", sentence: `${stated}, and it allows nothing. ${otherwise}` },
    ]);
    const choosing = new DataAwsNetworkAcls(this, "network-acl-protocols", {
      filter: [ofSubnet, { name: "entry.protocol", values: PROTOCOLS }],
    });
    expectOf(choosing, [
      {
        condition: equals("ids", []),
        sentence: `${stated}, and it has entries for TCP, UDP or ICMP alone, which allow or deny some packets only. ${otherwise}`,
      },
    ]);
    return [allowing, choosing];
  }
}
