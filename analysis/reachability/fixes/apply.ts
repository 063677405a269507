import { IntervalSet, type Ipv4Block, usableAddresses } from "../../../modules/addressing";
import type { ForwardProxy } from "../../../modules/software";
import {
  type Element,
  type ElementKey,
  elementKey,
  isKnown,
  type Listing,
  type Network,
  type NetworkInterface,
  type Peer,
  type Route,
  type RouteTable,
} from "../../network";
import type { ResourceKey } from "../../terraform";
import type { Fix, FixPeer } from "./fix";
import { WithEntry } from "./with-entry";

/** The network as it would be with the change; the things that the change names must be there. */
export function applyFix(network: Network, fix: Fix): Network {
  switch (fix.kind) {
    case "admit":
      return changed(network, "securityGroups", fix.group, (group) => ({
        [fix.direction]: withItem(group[fix.direction], {
          ...added(group),
          traffic: fix.traffic,
          peer: peerOf(fix.peer),
        }),
      }));
    case "allow-in-acl":
      return changed(network, "networkAcls", fix.acl, (acl) => {
        const { ruleNumber, traffic, addresses } = fix;
        const entry = { ...added(acl), ruleNumber, action: "allow" as const, traffic, addresses };
        return { [fix.direction]: { ...acl[fix.direction], items: [entry, ...acl[fix.direction].items] } };
      });
    case "enable-cross-zone":
      return fix.targetGroup === undefined
        ? changed(network, "loadBalancers", fix.loadBalancer, () => ({ crossZone: true }))
        : changed(network, "targetGroups", fix.targetGroup, () => ({ crossZone: true }));
    case "stop-enforcing":
      return changed(network, "loadBalancers", fix.loadBalancer, () => ({ enforcesOnPrivateLink: false }));
    case "stop-preserving":
      return changed(network, "targetGroups", fix.targetGroup, () => ({ preservesClientAddress: false }));
    case "extend-load-balancer":
      return withNodeIn(network, fix.loadBalancer, fix.subnet);
    case "set-listener-port":
      return changed(network, "loadBalancers", fix.loadBalancer, ({ listeners }) => ({
        listeners: {
          ...listeners,
          items: listeners.items.map((each) =>
            each.key === fix.listener ? { ...each, port: fix.port } : each,
          ),
        },
      }));
    case "allow-principal":
      return changed(network, "endpointServices", fix.service, ({ allowedPrincipals }) => ({
        allowedPrincipals: withItem(allowedPrincipals, fix.principal),
      }));
    case "accept-connection":
      return changed(network, "endpointServices", fix.service, ({ accepted }) => ({
        accepted: withItem(accepted, fix.endpoint),
      }));
    case "enable-dns":
      return changed(network, "vpcs", fix.vpc, () =>
        fix.what === "support" ? { dnsSupport: true } : { dnsHostnames: true },
      );
    case "associate-zone":
      return changed(network, "hostedZones", fix.zone, ({ vpcs }) => ({ vpcs: withItem(vpcs, fix.vpc) }));
    case "remove-route":
      return changed(network, "routeTables", fix.table, ({ routes }) => ({
        routes: { ...routes, items: routes.items.filter(({ key }) => key !== fix.route) },
      }));
    case "add-route":
      return changed(network, "routeTables", fix.table, (table) => ({
        routes: withItem(table.routes, {
          ...added(table),
          destination: { kind: "block" as const, block: fix.block },
          origin: "static" as const,
          target: fix.target,
        }),
      }));
    case "propagate-routes":
      return changed(network, "routeTables", fix.table, (table) => ({
        routes: propagatedTo(network, table, fix.gateway).reduce<Listing<Route>>(withItem, table.routes),
      }));
    case "add-vpn-route":
      return withVpnRoute(network, fix.connection, fix.block);
    case "add-transit-route":
      return changed(network, "transitGatewayRouteTables", fix.table, (table) => ({
        routes: withItem(table.routes, {
          ...added(table),
          destination: { kind: "block" as const, block: fix.block },
          origin: "static" as const,
          target: { kind: "attachment" as const, attachment: fix.attachment },
        }),
      }));
    case "accept-transit-attachment":
      return withAcceptedAttachment(network, fix.attachment);
    case "stop-checking":
      return changed(network, "interfaces", fix.interface, () => ({ sourceDestinationCheck: false }));
    case "accept-peering":
      return changed(network, "peeringConnections", fix.connection, () => ({ isAccepted: true }));
    case "share-with":
      return changed(network, "resourceShares", fix.share, ({ principals }) => ({
        principals: withItem(principals, fix.account),
      }));
    case "accept-share":
      return changed(network, "resourceShares", fix.share, ({ receivedBy }) => ({
        receivedBy: withItem(receivedBy, fix.account),
      }));
    case "open-resource-port":
      return changed(network, "resourceConfigurations", fix.configuration, ({ ports }) => ({
        ports: isKnown(ports) ? ports.union(IntervalSet.of(fix.port, fix.port)) : ports,
      }));
    case "serve-proxy-clients":
      return withProxy(network, fix.proxy, ({ clients }) => ({ clients: [...clients, fix.block] }));
    case "allow-domain":
      return withProxy(network, fix.proxy, ({ domains }) => ({ domains: [...domains, fix.domain] }));
    case "allow-block":
      return withProxy(network, fix.proxy, ({ blocks }) => ({ blocks: [...blocks, fix.block] }));
  }
}

/** The kinds of things that a network holds by key. */
type Kind = Exclude<keyof Network, "unmodelled" | "refusals">;
type Thing<K extends Kind> = Network[K] extends ReadonlyMap<ElementKey, infer T> ? T : never;

function changed<K extends Kind>(
  network: Network,
  kind: K,
  key: ElementKey,
  change: (thing: Thing<K>) => Partial<Thing<K>>,
): Network {
  // Each kind's map holds that kind's things, which TypeScript cannot tell of an indexed access.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  const things = network[kind] as ReadonlyMap<ElementKey, Thing<K>>;
  const thing = things.get(key);
  if (thing === undefined) throw new Error(`the network has no ${key} among its ${kind}`);
  return { ...network, [kind]: new WithEntry(things, key, { ...thing, ...change(thing) }) };
}

/** What other things a proxy lets through; of a host that certainly is one. */
function withProxy(
  network: Network,
  key: ElementKey,
  change: (server: ForwardProxy) => Partial<ForwardProxy>,
): Network {
  return changed(network, "hosts", key, ({ software }) =>
    isKnown(software) && software.kind === "proxy-server"
      ? { software: { ...software, server: { ...software.server, ...change(software.server) } } }
      : {},
  );
}

/** One more of what is there; what was not known stays so. */
function withItem<T>(list: Listing<T>, item: T): Listing<T> {
  return { ...list, items: [...list.items, item] };
}

/** What a table learns from a VPN gateway, as far as that is known. */
function propagatedTo(network: Network, table: RouteTable, gateway: ElementKey): Route[] {
  const connections = [...network.vpnConnections.values()].filter((each) => each.gateway === gateway);
  return connections.flatMap(({ at, prefixes }) =>
    prefixes.items.map((block) => propagated(table, block, gateway, at)),
  );
}

function propagated(table: RouteTable, block: Ipv4Block, gateway: ElementKey, at: ResourceKey): Route {
  return {
    key: elementKey(table.at, `${block.toString()} propagated to ${table.key}`),
    at,
    destination: { kind: "block", block },
    origin: "propagated",
    target: { kind: "vpn-gateway", gateway },
  };
}

/** Tables that learn from the gateway learn the route as well. */
function withVpnRoute(network: Network, key: ElementKey, block: Ipv4Block): Network {
  const extended = changed(network, "vpnConnections", key, ({ prefixes }) => ({
    prefixes: withItem(prefixes, block),
  }));
  const { gateway, at } = extended.vpnConnections.get(key) ?? {};
  if (gateway === undefined || at === undefined || !isKnown(gateway)) return extended;
  return [...network.routeTables.values()]
    .filter(({ routes }) => routes.items.some((route) => learnsFrom(route, gateway)))
    .reduce(
      (rest, { key: table }) =>
        changed(rest, "routeTables", table, (own) => ({
          routes: withItem(own.routes, propagated(own, block, gateway, at)),
        })),
      extended,
    );
}

function learnsFrom({ origin, target }: Route, gateway: ElementKey): boolean {
  return origin === "propagated" && target.kind === "vpn-gateway" && target.gateway === gateway;
}

/** Of a peering the attachments at both gateways are accepted at once. */
function withAcceptedAttachment(network: Network, key: ElementKey): Network {
  const at = network.transitGatewayAttachments.get(key)?.at;
  return [...network.transitGatewayAttachments.values()]
    .filter((each) => each.at === at)
    .reduce(
      (rest, each) => changed(rest, "transitGatewayAttachments", each.key, () => ({ isAccepted: true })),
      network,
    );
}

/** Something that a thing does not have yet. */
function added({ key, at }: Element): Element {
  return { key: elementKey(at, `added to ${key}`), at };
}

function peerOf(peer: FixPeer): Peer {
  return peer.kind === "blocks" ? { kind: "blocks", addresses: peer.addresses } : peer;
}

function withNodeIn(network: Network, loadBalancer: ElementKey, subnet: ElementKey): Network {
  const [model] = (network.loadBalancers.get(loadBalancer)?.interfaces.items ?? []).flatMap(
    (key) => network.interfaces.get(key) ?? [],
  );
  const block = network.subnets.get(subnet)?.block;
  if (model === undefined || block === undefined)
    throw new Error(`${loadBalancer} has no interface to go by`);
  const node: NetworkInterface = {
    ...model,
    key: elementKey(model.at, `node in ${subnet}`),
    subnet,
    addresses: isKnown(block) ? usableAddresses(block) : block,
  };
  const extended = changed(network, "loadBalancers", loadBalancer, ({ interfaces }) => ({
    interfaces: withItem(interfaces, node.key),
  }));
  return { ...extended, interfaces: new WithEntry(extended.interfaces, node.key, node) };
}
