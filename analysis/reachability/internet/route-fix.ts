import { parseBlock, valueOf } from "../../../modules/addressing";
import {
  isKnown,
  type Known,
  type NatGateway,
  type Network,
  type RouteTable,
  type Subnet,
  type Vpc,
} from "../../network";
import type { Fix } from "../fixes";

const ANYWHERE = valueOf(parseBlock("0.0.0.0/0"));

/**
 * The route that a subnet without one needs to reach the internet: to the internet gateway for what has a public
 * address, to a public NAT gateway for what has none. Nothing where the VPC has no such gateway.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html
 */
export function routeToInternet(
  network: Network,
  vpc: Vpc,
  table: RouteTable,
  { zone }: Subnet,
  hasPublicAddress: Known<boolean>,
): { readonly fix?: Fix } {
  const add = { kind: "add-route", table: table.key, block: ANYWHERE } as const;
  if (hasPublicAddress === true) {
    const gateway = [...network.internetGateways.values()].find(({ vpc: attached }) => attached === vpc.key);
    return gateway === undefined
      ? {}
      : { fix: { ...add, target: { kind: "internet-gateway", gateway: gateway.key } } };
  }
  const usable = natGatewaysFor(network, vpc, table);
  // Another zone's would do, but it costs, and it fails when that zone does.
  const best = usable.find(({ subnet }) => isKnown(zone) && subnet.zone === zone) ?? usable[0];
  return best === undefined
    ? {}
    : { fix: { ...add, target: { kind: "nat-gateway", gateway: best.gateway.key } } };
}

/** Those of which the table does not lead packets in circles: a NAT gateway sends by its own subnet's routes. */
function natGatewaysFor(
  network: Network,
  vpc: Vpc,
  table: RouteTable,
): { readonly gateway: NatGateway; readonly subnet: Subnet }[] {
  return [...network.natGateways.values()].flatMap((gateway) => {
    const subnet = isKnown(gateway.subnet) ? network.subnets.get(gateway.subnet) : undefined;
    if (subnet === undefined || gateway.connectivity !== "public") return [];
    return subnet.vpc === vpc.key && subnet.routeTable !== table.key ? [{ gateway, subnet }] : [];
  });
}
