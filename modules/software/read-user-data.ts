import { parseCloudConfig } from "./cloud-config";
import type { ProxyClient } from "./forward-proxy";
import { parseHost } from "./host";
import type { NameServers } from "./name-servers";
import { isForWindows, parseWindowsHost } from "./proxy-client";
import { parseProxyServer, type ProxyServer } from "./proxy-server";
import { parseRelay, type Relay } from "./relay";
import { decodeUserDataText } from "./user-data";
import { parseVpnDevice, type VpnDevice } from "./vpn-device";
import type { WebServer } from "./web-server";

/** Which operating system user data is for: cloud-init runs it on Linux, EC2Launch on Windows. */
export type Platform = "linux" | "windows";

/** What user data makes of a host. */
export type ReadUserData =
  | {
      readonly kind: "host";
      readonly platform: Platform;
      readonly web?: WebServer;
      readonly proxyClient?: ProxyClient;
      readonly nameServers?: NameServers;
    }
  | { readonly kind: "proxy-server"; readonly server: ProxyServer }
  | { readonly kind: "relay"; readonly relay: Relay }
  | { readonly kind: "vpn-device"; readonly device: VpnDevice }
  /** Something else; `reason` says what, as the end of a sentence that begins "The user data is not understood:". */
  | { readonly kind: "unrecognised"; readonly reason: string };

/** Reads a value of `user_data_base64`, for Linux or Windows; anything that no renderer here writes is `unrecognised`. */
export function readUserData(base64: string): ReadUserData {
  const decoded = decodeUserDataText(base64);
  if (decoded.kind === "unrecognised") return decoded;
  return isForWindows(decoded.text) ? readWindows(decoded.text) : readLinux(decoded.text);
}

function readWindows(text: string): ReadUserData {
  const parsed = parseWindowsHost(text);
  return parsed.kind === "unrecognised" ? parsed : { kind: "host", platform: "windows", ...parsed.setup };
}

function readLinux(text: string): ReadUserData {
  const parsed = parseCloudConfig(text);
  if (parsed.kind === "unrecognised") return parsed;
  const proxy = parseProxyServer(parsed.config);
  if (proxy.kind !== "not-a-proxy-server") return proxy;
  // A VPN device has nftables, too.
  const device = parseVpnDevice(parsed.config);
  if (device.kind !== "not-a-vpn-device") return device;
  const relay = parseRelay(parsed.config);
  if (relay.kind !== "not-a-relay") return relay;
  const host = parseHost(parsed.config);
  return host.kind === "unrecognised" ? host : { kind: "host", platform: "linux", ...host.setup };
}
