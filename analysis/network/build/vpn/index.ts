import { type Deployment, Unknown } from "../../../terraform";
import { isKnown } from "../../known";
import type {
  CustomerGateway,
  OnPremisesNetwork,
  VpnConnection,
  VpnDeviceParameter,
  VpnGateway,
} from "../../model";
import { byKey } from "../by-key";
import { transitGatewayAsns } from "../transit";
import { primaryInterfaceOf } from "../interface-identity";
import { type OtherEnds, prefixesOf } from "./announcements";
import { statedConnectionsOf } from "./connections";
import { customerGatewaysOf } from "./customer-gateways";
import { deviceParametersOf } from "./device-parameters";
import { vpnGatewaysOf } from "./gateways";

export { vpnConnectionOf, vpnGatewayOf } from "./identities";
export { onPremisesOf } from "./on-premises";

interface Vpn {
  readonly vpnGateways: readonly VpnGateway[];
  readonly customerGateways: readonly CustomerGateway[];
  readonly vpnConnections: readonly VpnConnection[];
  readonly vpnDeviceParameters: readonly VpnDeviceParameter[];
}

/** Site-to-Site VPN, with what comes over its connections. */
export function vpnOf(
  deployment: Deployment,
  {
    networks,
    ...places
  }: Omit<OtherEnds, "customerGateways" | "networks"> & {
    readonly networks: readonly OnPremisesNetwork[];
  },
): Vpn {
  const customerGateways = customerGatewaysOf(deployment, networks).map((each) => ({
    ...each,
    device: atFirstInterface(each.device, deployment, places),
  }));
  const stated = statedConnectionsOf(deployment);
  const ends = { ...places, networks: byKey(networks), customerGateways: byKey(customerGateways) };
  const elsewhere = networks.flatMap((each) => each.customerGateways.doubts);
  const vpnGateways = vpnGatewaysOf(deployment, stated, elsewhere);
  const gateways = byKey(vpnGateways);
  const asns = transitGatewayAsns(deployment);
  const vpnConnections = stated.map(({ staticPrefixes, ...connection }): VpnConnection => {
    const { gateway, at } = connection;
    const asn = isKnown(gateway)
      ? (gateways.get(gateway)?.asn ??
        asns.get(gateway) ??
        new Unknown(gateway, "none of the given stacks makes it", at))
      : gateway;
    return { ...connection, prefixes: prefixesOf({ staticPrefixes, ...connection }, asn, ends) };
  });
  const vpnDeviceParameters = deviceParametersOf(deployment);
  return { vpnGateways, customerGateways, vpnConnections, vpnDeviceParameters };
}

/**
 * What a host sends leaves by its first interface, whichever of them has the address that it is known by.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
 */
function atFirstInterface(
  device: CustomerGateway["device"],
  deployment: Deployment,
  { interfaces, hosts }: Pick<OtherEnds, "interfaces" | "hosts">,
): CustomerGateway["device"] {
  if (!isKnown(device) || device.kind !== "interface") return device;
  const owner = interfaces.get(device.interface)?.owner;
  const host = owner?.kind === "host" ? hosts.get(owner.host) : undefined;
  const instance = host?.kind === "instance" ? deployment.find(host.at) : undefined;
  const first = instance === undefined ? device.interface : primaryInterfaceOf(instance);
  if (!isKnown(first) || first === device.interface) return isKnown(first) ? device : first;
  return new Unknown(
    device.interface,
    "this is not the first interface of its host, by which the host sends",
    host?.at,
  );
}
