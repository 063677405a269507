import { DataAwsRouteTable } from "@cdktf/provider-aws/lib/data-aws-route-table";
import { DataAwsRouteTables } from "@cdktf/provider-aws/lib/data-aws-route-tables";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Block } from "../addressing";
import { equals, expectOf } from "../wiring";

/** A route table that is there already, with all its IPv4 routes but the local ones. */
export interface StatedRouteTable {
  /** The table's ID. */
  readonly id: string;
  readonly routes: readonly StatedRoute[];
}

export interface StatedRoute {
  readonly block: Ipv4Block;
  /** ID of what the block's packets are sent to. */
  readonly target: string;
}

/** What a route may name as its target; a route to an instance names its interface as well. */
const TARGETS = [
  "gateway_id",
  "nat_gateway_id",
  "network_interface_id",
  "transit_gateway_id",
  "vpc_peering_connection_id",
  "vpc_endpoint_id",
  "egress_only_gateway_id",
  "carrier_gateway_id",
  "local_gateway_id",
  "core_network_arn",
];

/**
 * Every route but those to IPv6 blocks, like `0.0.0.0/0 nat-0123456789abcdef0`. The provider leaves out local and
 * propagated routes, gateway endpoints', and those to network interfaces that are attached to another account's instances
 * (as AWS's services make them). Of no route does it tell the state.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/route_table
 */
const ROUTES = `join(",", sort([for route in self.routes : join(" ", [coalesce(route.cidr_block, route.destination_prefix_list_id), coalesce(${TARGETS.map((target) => `route.${target}`).join(", ")}, "elsewhere")]) if route.ipv6_cidr_block == ""]))`;

/** A route table of an existing VPC. */
export class ExistingRouteTable extends Construct {
  /** What shows that it is as stated. */
  readonly checks: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: StatedRouteTable & { readonly vpcId: string }) {
    super(scope, id);
    const { id: routeTableId, vpcId, routes } = props;
    const table = new DataAwsRouteTable(this, "resource", { routeTableId });
    const stated = routes.map(({ block, target }) => `${block.toString()} ${target}`).sort();
    expectOf(table, [
      {
        condition: equals("vpc_id", vpcId),
        sentence: `The route table ${routeTableId} is stated to be in ${vpcId}, and it is in \${self.vpc_id}. State each table with its own VPC.`,
      },
      {
        condition: `${ROUTES} == "${stated.join(",")}"`,
        sentence: `The route table ${routeTableId} is stated to have ${told(stated)}, and it has \${coalesce(replace(${ROUTES}, ",", ", "), "none")}. State all its routes as they are; one with a route to a prefix list cannot be stated.`,
      },
    ]);
    const propagated = new DataAwsRouteTables(this, "propagated", {
      filter: [
        { name: "route-table-id", values: [routeTableId] },
        { name: "route.origin", values: ["EnableVgwRoutePropagation"] },
      ],
    });
    expectOf(propagated, [
      {
        condition: equals("ids", []),
        sentence: `The route table ${routeTableId} is stated to have ${told(stated)}, and VPN gateways propagate further routes to it, which change by themselves. Leave routeTable out, and where its subnets send packets is not known.`,
      },
    ]);
    const blackholes = new DataAwsRouteTables(this, "blackholes", {
      filter: [
        { name: "route-table-id", values: [routeTableId] },
        // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
        { name: "route.state", values: ["blackhole"] },
      ],
    });
    expectOf(blackholes, [
      {
        condition: equals("ids", []),
        sentence: `The route table ${routeTableId} is stated to have ${told(stated)}, and a route of it is a blackhole: what it leads to has gone, or is attached no longer. Delete that route, or give it another target, and state it so.`,
      },
    ]);
    this.checks = [table, propagated, blackholes];
  }
}

function told(routes: readonly string[]): string {
  return routes.length === 0 ? "no routes but local ones" : `the routes ${routes.join(", ")}`;
}
