import {
  isKnown,
  type Network,
  networkOf,
  type TransitGatewayAttachment,
  type TransitGatewayRoute,
} from "../../../../../analysis/network";
import { deploymentOf } from "../../../../support/deployments";
import { get, type Resources, stackOf } from "../stacks";

export const HUB = "${aws_ec2_transit_gateway.hub.id}";
export const LEFT = "${aws_ec2_transit_gateway_vpc_attachment.left.id}";
export const RIGHT = "${aws_ec2_transit_gateway_vpc_attachment.right.id}";
export const TABLE = "${aws_ec2_transit_gateway_route_table.own.id}";

export const DEFAULT_TABLE = "s:aws_ec2_transit_gateway.hub/default-route-table";

/** A VPC of this name with a subnet in each of these zones. */
function vpc(name: string, block: string, zones: readonly string[] = ["a"]): Resources {
  const prefix = block.split(".").slice(0, 2).join(".");
  return {
    aws_vpc: { [name]: { cidr_block: block } },
    aws_subnet: Object.fromEntries(
      zones.map((zone, index) => [
        `${name}_${zone}`,
        {
          vpc_id: `\${aws_vpc.${name}.id}`,
          cidr_block: `${prefix}.${index}.0/24`,
          availability_zone_id: `apne1-az${index + 1}`,
        },
      ]),
    ),
  };
}

interface Hub {
  readonly gateway?: object;
  readonly left?: object;
  readonly right?: object;
  readonly blocks?: readonly [string, string];
  readonly more?: Resources;
}

/** Resources of a gateway `hub` to which the VPCs `left` and `right` are attached. */
export function hubResources({
  gateway = {},
  left = {},
  right = {},
  blocks = ["10.0.0.0/16", "10.1.0.0/16"],
  more = {},
}: Hub): readonly Resources[] {
  return [
    vpc("left", blocks[0], ["a", "b"]),
    vpc("right", blocks[1]),
    {
      aws_ec2_transit_gateway: { hub: gateway },
      aws_ec2_transit_gateway_vpc_attachment: {
        left: {
          transit_gateway_id: HUB,
          vpc_id: "${aws_vpc.left.id}",
          subnet_ids: ["${aws_subnet.left_a.id}", "${aws_subnet.left_b.id}"],
          ...left,
        },
        right: {
          transit_gateway_id: HUB,
          vpc_id: "${aws_vpc.right.id}",
          subnet_ids: ["${aws_subnet.right_a.id}"],
          ...right,
        },
      },
      aws_ec2_transit_gateway_route_table: { own: { transit_gateway_id: HUB } },
    },
    more,
  ];
}

export function hub({ data = {}, ...given }: Hub & { readonly data?: Resources } = {}): Network {
  const all: Record<string, Record<string, object>> = {};
  for (const each of hubResources(given))
    for (const [type, named] of Object.entries(each)) all[type] = { ...all[type], ...named };
  return networkOf(deploymentOf({ s: { ...stackOf(all), data } }));
}

export function leftOf(network: Network): TransitGatewayAttachment {
  return get(network.transitGatewayAttachments, "aws_ec2_transit_gateway_vpc_attachment.left");
}

/** The routes of a table as sentences, and how many doubts there are. */
export function routesIn(network: Network, address: string, part?: string): (string | number)[] {
  const { routes } = get(network.transitGatewayRouteTables, address, part);
  return [...routes.items.map((each) => sentence(each)), ...routes.doubts.map(({ reason }) => reason)];
}

function sentence({ destination, origin, target }: TransitGatewayRoute): string {
  const to =
    "kind" in destination
      ? destination.kind === "block"
        ? String(destination.block)
        : `list of ${isKnown(destination.blocks) ? String(destination.blocks) : "unknown"}`
      : "unknown";
  const through = target.kind === "attachment" ? target.attachment.replace("s:", "") : target.kind;
  return `${origin} ${to} to ${through.replace(/aws_ec2_transit_gateway_/, "")}`;
}

export const defaultRoutes = (network: Network): (string | number)[] =>
  routesIn(network, "aws_ec2_transit_gateway.hub", "default-route-table");
export const ownRoutes = (network: Network): (string | number)[] =>
  routesIn(network, "aws_ec2_transit_gateway_route_table.own");
