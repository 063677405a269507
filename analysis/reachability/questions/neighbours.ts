import { IntervalSet } from "../../../modules/addressing";
import {
  type ElementKey,
  isKnown,
  type Known,
  type Network,
  type NetworkInterface,
  type RouteTarget,
} from "../../network";
import { EVERY_ADDRESS } from "../../packets";
import { derivedOnce } from "../derived-once";
import { peersOf } from "../legs/peering";
import { routesOfSubnet } from "../routing/subnet-routes";
import type { Site } from "../sites";
import { subnetOf, vpcOf } from "../subnet-lookup";
import { unmodelledAt } from "../unmodelled";
import { sitesBeyondTunnels, unclearAtGateway } from "../vpn/tunnels";

/**
 * The sites to which something leads from a site: its own, and those that peering connections, VPN connections and
 * Transit Gateways join to it, whether or not they carry anything.
 */
export function sitesAround(network: Network, site: Site): ReadonlySet<ElementKey> {
  return around(network)(site);
}

const around = derivedOnce((network: Network) =>
  derivedOnce((site: Site): ReadonlySet<ElementKey> => {
    const joined = [...peersOf(network, site), ...sitesBeyondTunnels(network, site)];
    return new Set([site.key, ...joined.map(({ key }) => key), ...byTransitGateway(network, site.key)]);
  }),
);

/** Whatever is attached to Transit Gateways that are peered with each other; their routes tell what of it is reached. */
function byTransitGateway(network: Network, site: ElementKey): readonly ElementKey[] {
  return attachedTogether(network)
    .filter((sites) => sites.includes(site))
    .flat();
}

const attachedTogether = derivedOnce((network: Network): readonly (readonly ElementKey[])[] => {
  const sites = [...network.transitGatewayAttachments.values()].flatMap(({ attached }) => {
    if (!isKnown(attached)) return [];
    if (attached.kind === "vpc") return [attached.vpc];
    return attached.kind === "vpn" ? sitesOfConnection(network, attached.connection) : [];
  });
  return sites.length === 0 ? [] : [sites];
});

function sitesOfConnection(network: Network, key: ElementKey): readonly ElementKey[] {
  const connection = network.vpnConnections.get(key);
  const customer =
    connection !== undefined && isKnown(connection.customerGateway)
      ? network.customerGateways.get(connection.customerGateway)
      : undefined;
  if (customer === undefined || !isKnown(customer.device)) return [];
  const { device } = customer;
  if (device.kind === "on-premises") return [device.network];
  const own = network.interfaces.get(device.interface);
  const vpc = own && vpcOf(network, own);
  return vpc === undefined ? [] : [vpc.key];
}

/**
 * Whether what an interface sends to a site that nothing joins to its own is certainly lost: where each of its subnet's
 * routes leads to something that is known and carries no private addresses, or to such a site.
 */
export function isConfined(network: Network, own: NetworkInterface): boolean {
  const subnet = subnetOf(network, own);
  if (subnet === undefined || vpcOf(network, own)?.blocks.doubts.length !== 0) return false;
  const known = confinedTables(network);
  const confined =
    known.get(subnet.routeTable) ??
    (isConfinedAtOnce(network, subnet.routeTable) || isConfinedByRoutes(network, own));
  known.set(subnet.routeTable, confined);
  return confined;
}

/** Hundreds of subnets may have one route table. */
const confinedTables = derivedOnce<Network, Map<Known<ElementKey>, boolean>>(() => new Map());

/** Most tables have no other routes than to gateways to the internet and gateway endpoints, whichever of them is taken. */
function isConfinedAtOnce(
  network: Network,
  key: Known<ElementKey>,
  by: readonly RouteTarget["kind"][] = ["internet-gateway", "nat-gateway"],
): boolean {
  const table = isKnown(key) ? network.routeTables.get(key) : undefined;
  if (table === undefined || unmodelledAt(network, table.key).length > 0) return false;
  const { routes, propagatingGateways } = table;
  if (routes.doubts.length + propagatingGateways.items.length + propagatingGateways.doubts.length > 0)
    return false;
  const blocks = new Set<string>();
  return routes.items.every(({ destination, target }) => {
    if (target.kind === "gateway-endpoint") return true;
    if (!isKnown(destination) || destination.kind !== "block") return false;
    // Two routes to one block are two choices.
    const isOnly = !blocks.has(String(destination.block));
    blocks.add(String(destination.block));
    if (!isOnly) return false;
    if (!by.includes(target.kind)) return false;
    if (target.kind !== "nat-gateway") return true;
    const gateway = network.natGateways.get(target.gateway);
    const subnet = gateway && isKnown(gateway.subnet) ? network.subnets.get(gateway.subnet) : undefined;
    return subnet !== undefined && isConfinedAtOnce(network, subnet.routeTable, ["internet-gateway"]);
  });
}

function isConfinedByRoutes(network: Network, own: NetworkInterface): boolean {
  const [subnet, vpc] = [subnetOf(network, own), vpcOf(network, own)];
  if (subnet === undefined || vpc === undefined) return false;
  const beyond = EVERY_ADDRESS.subtract(IntervalSet.ofAll(vpc.blocks.items));
  const routes = routesOfSubnet(network, subnet, beyond);
  if (routes.kind === "unknown" || routes.doubts.length > 0) return false;
  return routes.choices.every(({ target }) => isConfinedTo(network, target));
}

function isConfinedTo(network: Network, target: RouteTarget): boolean {
  switch (target.kind) {
    case "local":
    case "internet-gateway":
    case "gateway-endpoint":
      return true;
    case "nat-gateway": {
      const gateway = network.natGateways.get(target.gateway);
      const subnet =
        gateway === undefined || !isKnown(gateway.subnet) ? undefined : network.subnets.get(gateway.subnet);
      const routes = subnet && routesOfSubnet(network, subnet, EVERY_ADDRESS);
      return (
        routes?.kind === "known" &&
        routes.doubts.length === 0 &&
        routes.choices.every((choice) =>
          ["local", "internet-gateway", "gateway-endpoint"].includes(choice.target.kind),
        )
      );
    }
    case "peering-connection": {
      const connection = network.peeringConnections.get(target.connection);
      return [connection?.requester, connection?.accepter].every(
        (side) => side !== undefined && isKnown(side) && network.vpcs.get(side)?.blocks.doubts.length === 0,
      );
    }
    case "vpn-gateway": {
      const gateway = network.vpnGateways.get(target.gateway);
      return gateway?.connections.doubts.length === 0 && unclearAtGateway(network, gateway).length === 0;
    }
    default:
      return false;
  }
}
