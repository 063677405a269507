import type { VpnDevice } from "../../../modules/software";
import { type Known, type Network, type NetworkInterface, vpnDeviceOn } from "../../network";
import { Unknown } from "../../terraform";
import { addressOf } from "../format";
import { hostOf } from "../interface-lookup";

/** @returns nothing where the interface's host certainly is no VPN device */
export function deviceAt(network: Network, own: NetworkInterface): Known<VpnDevice | undefined> {
  const host = hostOf(network, own);
  return host === undefined
    ? new Unknown(addressOf(own.at), "none of the given stacks says what host has it", own.at)
    : vpnDeviceOn(host);
}
