import {
  type CustomerGateway,
  type Element,
  type ElementKey,
  isKnown,
  type Known,
  type Listing,
  type Network,
  type NetworkInterface,
  type VpnConnection,
  type VpnGateway,
} from "../../network";
import { Unknown } from "../../terraform";
import { derivedOnce } from "../derived-once";
import { type Site, siteOfNetwork } from "../sites";
import { vpcOf } from "../subnet-lookup";

/** A Site-to-Site VPN connection of which both ends are known. */
export interface Tunnel {
  readonly connection: VpnConnection;
  readonly gateway: VpnGateway;
  readonly customerGateway: CustomerGateway;
  readonly far: Far;
}

/** What is behind a customer gateway. */
export type Far =
  /** A network of which nothing is known but what a topology declares. */
  | { readonly kind: "declared"; readonly site: Site }
  /** A VPC that plays a network: its VPN device is a host in it. */
  | { readonly kind: "device"; readonly site: Site; readonly interface: NetworkInterface };

/** A connection of which it is not known what it joins. */
interface Unclear {
  readonly connection: VpnConnection;
  readonly doubts: readonly Unknown[];
}

interface Tunnels {
  readonly all: readonly Tunnel[];
  readonly unclear: readonly Unclear[];
}

/** The tunnels whose end on AWS's side is a VPN gateway. */
export function tunnelsOfGateway(network: Network, { key }: VpnGateway): readonly Tunnel[] {
  return tunnelsIn(network).all.filter(({ gateway }) => gateway.key === key);
}

/** Connections that may belong to a VPN gateway, and of which it is not known where they lead. */
export function unclearAtGateway(network: Network, { key }: VpnGateway): readonly Unclear[] {
  return tunnelsIn(network).unclear.filter(
    ({ connection: { gateway } }) => !isKnown(gateway) || gateway === key,
  );
}

/** The tunnels whose other end is in a site. */
export function tunnelsTo(network: Network, { key }: Element): readonly Tunnel[] {
  return tunnelsIn(network).all.filter(({ far }) => far.site.key === key);
}

/** The tunnels whose VPN device has an interface. */
export function tunnelsAtDevice(network: Network, { key }: NetworkInterface): readonly Tunnel[] {
  return tunnelsIn(network).all.filter(({ far }) => far.kind === "device" && far.interface.key === key);
}

/** The tunnels between a VPC and what is outside it, whichever is which; and why there may be some. */
export function tunnelsBetween(network: Network, one: Site, other: Site): Listing<Tunnel> {
  const { all, unclear } = tunnelsIn(network);
  const joins = ({ gateway, far }: Tunnel): boolean =>
    (gateway.vpc === one.key && far.site.key === other.key) ||
    (gateway.vpc === other.key && far.site.key === one.key);
  const mayJoin = ({ connection }: Unclear): boolean => {
    const gateway = isKnown(connection.gateway) ? network.vpnGateways.get(connection.gateway) : undefined;
    return (
      gateway === undefined ||
      !isKnown(gateway.vpc) ||
      [one.key, other.key].some((key) => key === gateway.vpc)
    );
  };
  const notGiven = [one, other].flatMap(
    ({ key }) => network.onPremisesNetworks.get(key)?.customerGateways.doubts ?? [],
  );
  return {
    items: all.filter(joins),
    doubts: [...unclear.filter(mayJoin).flatMap(({ doubts }) => doubts), ...notGiven],
  };
}

/** What is joined to a site by a tunnel. */
export function sitesBeyondTunnels(network: Network, { key }: Element): readonly Site[] {
  const { all } = tunnelsIn(network);
  if (all.length === 0) return [];
  const sites = all.flatMap(({ gateway, far }): readonly Site[] => {
    if (gateway.vpc === key) return [far.site];
    const vpc = far.site.key === key ? vpcAt(network, gateway) : undefined;
    return vpc === undefined ? [] : [vpc];
  });
  return [...new Set(sites)];
}

/** The VPC that a VPN gateway is attached to, where it certainly is to one. */
export function vpcAt(network: Network, { vpc }: VpnGateway): Site | undefined {
  return isKnown(vpc) && vpc !== null ? network.vpcs.get(vpc) : undefined;
}

const tunnelsIn = derivedOnce((network: Network): Tunnels => {
  const all: Tunnel[] = [];
  const unclear: Unclear[] = [];
  for (const connection of network.vpnConnections.values()) {
    // Those of Transit Gateways end in no VPC of their own.
    if (isKnown(connection.gateway) && network.transitGateways.has(connection.gateway)) continue;
    const tunnel = tunnelOf(network, connection);
    if ("doubts" in tunnel) unclear.push(tunnel);
    else all.push(tunnel);
  }
  return { all, unclear };
});

function tunnelOf(network: Network, connection: VpnConnection): Tunnel | Unclear {
  const { at } = connection;
  const gateway = foundIn(network.vpnGateways, connection.gateway, connection);
  const customerGateway = foundIn(network.customerGateways, connection.customerGateway, connection);
  const far = isKnown(customerGateway) ? farOf(network, customerGateway) : undefined;
  if (isKnown(gateway) && isKnown(customerGateway) && far !== undefined && isKnown(far))
    return { connection, gateway, customerGateway, far };
  const doubts = [gateway, customerGateway, far].filter((value) => value instanceof Unknown);
  return { connection, doubts: doubts.map((doubt) => new Unknown(doubt.expression, doubt.reason, at)) };
}

/** What is behind a VPN connection, whatever it belongs to. */
export function behindConnection(
  network: Network,
  connection: VpnConnection,
): Known<Pick<Tunnel, "customerGateway" | "far">> {
  const customerGateway = foundIn(network.customerGateways, connection.customerGateway, connection);
  if (!isKnown(customerGateway)) return customerGateway;
  const far = farOf(network, customerGateway);
  return isKnown(far) ? { customerGateway, far } : far;
}

function farOf(network: Network, { device, at }: CustomerGateway): Known<Far> {
  if (!isKnown(device)) return device;
  if (device.kind === "on-premises") {
    const declared = network.onPremisesNetworks.get(device.network);
    return declared === undefined
      ? new Unknown(device.network, "no topology that is given declares it", at)
      : { kind: "declared", site: siteOfNetwork(declared) };
  }
  const own = network.interfaces.get(device.interface);
  const vpc = own && vpcOf(network, own);
  return own === undefined || vpc === undefined
    ? new Unknown(device.interface, "the VPC of this network interface is not known", at)
    : { kind: "device", site: vpc, interface: own };
}

function foundIn<T>(
  things: ReadonlyMap<ElementKey, T>,
  key: Known<ElementKey>,
  { at }: VpnConnection,
): Known<T> {
  if (!isKnown(key)) return key;
  return things.get(key) ?? new Unknown(key, "none of the given stacks makes it", at);
}
