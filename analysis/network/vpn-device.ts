import type { VpnDevice } from "../../modules/software";
import { Unknown } from "../terraform";
import { isKnown, type Known } from "./known";
import type { Host } from "./model";

/** @returns nothing where the host certainly is no VPN device */
export function vpnDeviceOn({ software, at }: Host): Known<VpnDevice | undefined> {
  if (!isKnown(software)) return software;
  if (software.kind === "vpn-device") return software.device;
  // Without user data, its image may make it one.
  return software.kind === "host" && software.platform === undefined
    ? new Unknown("user_data", "nothing says whether the host is a VPN device", at)
    : undefined;
}
