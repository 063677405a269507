import type { ProxyClient } from "../../../modules/software";
import { type Host, isKnown, type Network, type NetworkInterface } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import type { Url } from "../ends";
import { addressOf } from "../format";
import { passing, type Stage } from "../path/stage";

/** How the programs of a host ask for a URL. */
export type Asking =
  | { readonly kind: "proxy"; readonly client: ProxyClient; readonly stage: Stage }
  | { readonly kind: "directly"; readonly stage: Stage }
  | { readonly kind: "not-at-all"; readonly stage: Stage };

/** What the host of an interface is told of proxies. */
export function askingFrom(network: Network, source: NetworkInterface, { host }: Url): Asking {
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
  if (isBypassed(client, host))
    return {
      kind: "directly",
      stage: passing(component, at, `${host} is asked directly, without the proxy`),
    };
  return { kind: "proxy", client, stage: passing(component, at, `${client.host}:${client.port}`) };
}

/** The host that has an interface. */
export function hostOf(network: Network, { owner }: NetworkInterface): Host | undefined {
  return owner.kind === "host" ? network.hosts.get(owner.host) : undefined;
}

function isBypassed({ bypass }: ProxyClient, host: string): boolean {
  return bypass.some((each) =>
    each.startsWith(".") ? host.endsWith(each.toLowerCase()) : host === each.toLowerCase(),
  );
}
