import { IntervalSet } from "../../../modules/addressing";
import type { ProxyClient } from "../../../modules/software";
import { isKnown, type Network, type NetworkInterface } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import type { Url } from "../ends";
import { addressOf } from "../format";
import { hostOf } from "../interface-lookup";
import { NEVER_ROUTED } from "../internet/public-addresses";
import { passing, type Stage } from "../path/stage";

/** How the programs of a host ask for a URL. */
export type Asking =
  | { readonly kind: "proxy"; readonly client: ProxyClient; readonly stage: Stage }
  | { readonly kind: "directly"; readonly stage: Stage }
  | { readonly kind: "not-at-all"; readonly stage: Stage };

/** What the host of an interface is told of proxies. */
export function askingFrom(network: Network, source: NetworkInterface, { host, address }: Url): Asking {
  const { at } = source;
  const owner = hostOf(network, source);
  const software =
    owner?.software ?? new Unknown(addressOf(at), "none of the given stacks says what asks from here", at);
  const component = "proxy settings";
  if (!isKnown(software)) {
    const detail = "name a proxy";
    return {
      kind: "not-at-all",
      stage: { component, at, detail, consulted: [], passes: ANYTHING, doubts: [software] },
    };
  }
  const client = software.kind === "host" ? software.proxyClient : undefined;
  if (client === undefined)
    return {
      kind: "not-at-all",
      stage: {
        component,
        at,
        detail: "name a proxy",
        consulted: [],
        passes: NOTHING,
        doubts: [],
        blocker: { code: "PROXY_NOT_CONFIGURED", sentence: "its user data tells its programs of no proxy" },
      },
    };
  const proxy = `${client.host}:${client.port}`;
  // Asked directly, it is the host's own: no packet leaves the host, and what is left to ask is what the proxy would do.
  if (address !== undefined && IntervalSet.of(address, address).isSubsetOf(NEVER_ROUTED))
    return { kind: "proxy", client, stage: passing(component, at, `${proxy}, as if it were asked`) };
  switch (isBypassed(client, host)) {
    case "yes":
      return {
        kind: "directly",
        stage: passing(component, at, `${host} is asked directly, without the proxy`),
      };
    case "no":
      return { kind: "proxy", client, stage: passing(component, at, proxy) };
    case "as-programs-read-it": {
      const why = "programs differ in whether the list of exceptions means it, too: some ask the proxy";
      const detail = "say whether the proxy is asked";
      return {
        kind: "not-at-all",
        stage: {
          component,
          at,
          detail,
          consulted: [],
          passes: ANYTHING,
          doubts: [new Unknown(host, why, at)],
        },
      };
    }
  }
}

/**
 * Whether a name is asked directly. That `example.com` stands for itself, and `.example.com` for what is below it, is
 * all that programs agree on: to curl, Go and Python the first stands for names below it, too, and to Windows it does
 * not; to curl and Python the second stands for `example.com` itself, too, and to Go and Windows it does not.
 * @see https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config
 * @see https://curl.se/libcurl/c/CURLOPT_NOPROXY.html
 * @see https://learn.microsoft.com/en-us/windows/win32/wininet/enabling-internet-functionality#listing-the-proxy-bypass
 */
function isBypassed({ bypass }: ProxyClient, host: string): "yes" | "no" | "as-programs-read-it" {
  const entries = bypass.map((each) => each.toLowerCase());
  if (entries.some((each) => (each.startsWith(".") ? host.endsWith(each) : host === each))) return "yes";
  const isNear = entries.some((each) => `.${host}`.endsWith(each.startsWith(".") ? each : `.${each}`));
  return isNear ? "as-programs-read-it" : "no";
}
