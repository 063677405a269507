import type { DeviceConnection, VpnDevice } from "../../../../modules/software";
import {
  isKnown,
  type Known,
  type Network,
  type NetworkInterface,
  type VpnConnection,
  type VpnDeviceParameter,
} from "../../../network";
import { Unknown } from "../../../terraform";
import { addressOf } from "../../format";
import { vpcOf } from "../../subnet-lookup";
import { down, type State, unclear, UP } from "./state";

/**
 * What a VPN device reads at every boot: its own public address, and where the tunnels of its connections end.
 * @param number of the tunnel
 */
export function toldOfTunnel(
  network: Network,
  own: NetworkInterface,
  device: VpnDevice,
  end: DeviceConnection,
  { key, at }: VpnConnection,
  number: 1 | 2,
): State {
  const parameter = parameterOf(network, own, device);
  if (parameter instanceof Unknown) return unclear(parameter);
  if (parameter === undefined)
    return down(
      `no Systems Manager parameter of the device's account and Region is called ${device.parameter}, which it reads at boot`,
    );
  const { content } = parameter;
  const name = addressOf(parameter.at);
  if (!isKnown(content)) return unclear(content);
  if (content === undefined) return down(`${name} does not say what the device is to read`);
  const { gateway, connections } = content;
  if (!isKnown(gateway)) return unclear(gateway);
  if (gateway !== own.key) return down(`${name} states another address than the device's own`);
  const tunnel = connections.get(end.name)?.[number - 1];
  if (tunnel === undefined) return down(`${name} says nothing of the connection ${end.name}`);
  if (!isKnown(tunnel)) return unclear(tunnel);
  return tunnel.connection === key && tunnel.number === number
    ? UP
    : down(
        `${name} has the address of another tunnel in the place of that of tunnel ${number} of ${addressOf(at)}`,
      );
}

function parameterOf(
  network: Network,
  own: NetworkInterface,
  { parameter: wanted, region }: VpnDevice,
): Known<VpnDeviceParameter | undefined> {
  const account = vpcOf(network, own)?.account;
  const near = [...network.vpnDeviceParameters.values()].filter((each) =>
    [mayBe(each.name, wanted), mayBe(each.region, region), mayBe(each.account, account)].every(Boolean),
  );
  const [found, ...others] = near.filter(({ name }) => name === wanted);
  const unnamed = near.flatMap(({ name }) => (name instanceof Unknown ? [name] : []));
  if (found === undefined) return unnamed[0];
  return others.length === 0 ? found : new Unknown(wanted, "several parameters have this name", found.at);
}

/** Where stacks say nothing of accounts or Regions, all that they make is in one. */
function mayBe<T>(value: Known<T>, wanted: Known<T> | undefined): boolean {
  return !isKnown(value) || wanted === undefined || !isKnown(wanted) || value === wanted;
}
