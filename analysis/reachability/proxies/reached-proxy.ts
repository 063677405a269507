import { addressFromInteger, IntervalSet, Ipv4Block } from "../../../modules/addressing";
import type { ForwardProxy } from "../../../modules/software";
import { type ElementKey, type Host, isKnown, type Network } from "../../network";
import { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, exactly, NOTHING, whether } from "../bounds";
import type { Url } from "../ends";
import type { Fix } from "../fixes";
import { addressOf, formatAddresses, formatPorts } from "../format";
import { hostOf } from "../interface-lookup";
import { PUBLIC_ADDRESSES } from "../internet/public-addresses";
import type { Arrival } from "../path/arrival";
import { passing, type Stage } from "../path/stage";

/** A host that is a proxy. */
export interface Proxy {
  readonly host: Host;
  readonly server: ForwardProxy;
}

/** What packets came to. */
export type Reached =
  | { readonly kind: "proxy"; readonly proxy: Proxy; readonly stages: readonly Stage[] }
  /** No proxy, or it is not known what. */
  | { readonly kind: "none"; readonly stages: readonly Stage[] };

/** Whether what was reached is a proxy that listens on the port, and whether it serves those who ask. */
export function reachedProxy(network: Network, { interface: own, asked }: Arrival, url: Url): Reached {
  const { at } = own;
  const host = hostOf(network, own);
  const software =
    host?.software ?? new Unknown(addressOf(at), "none of the given stacks says what it serves", at);
  if (!isKnown(software)) return { kind: "none", stages: [listeningStage(at, software)] };
  if (host === undefined || software.kind !== "proxy-server")
    return { kind: "none", stages: [notThere(at, "its user data makes it no proxy")] };
  const { server } = software;
  const ports = asked.valuesOf("destinationPorts");
  if (!ports.contains(server.port))
    return { kind: "none", stages: [notThere(at, `its proxy listens on TCP ${server.port}`)] };
  if (ports.size > 1) {
    const why = new Unknown(
      `TCP ${formatPorts(ports)}`,
      "which of these ports it is asked on is not known",
      at,
    );
    return { kind: "none", stages: [listeningStage(at, why)] };
  }
  const proxy = { host, server };
  const stages = [
    passing("proxy", at, `listens on TCP ${server.port}`),
    clientStage(proxy, asked),
    portStage(at, url),
  ];
  return { kind: "proxy", proxy, stages };
}

const LISTENING = { component: "proxy", detail: "listens on the port", consulted: [] } as const;

/** Where it is not known whether there is a proxy. */
export function listeningStage(at: Stage["at"], why: Unknown): Stage {
  return { ...LISTENING, at, passes: ANYTHING, doubts: [why] };
}

function notThere(at: Stage["at"], sentence: string): Stage {
  const blocker = { code: "PROXY_NOT_THERE", sentence } as const;
  return { ...LISTENING, at, passes: NOTHING, doubts: [], blocker };
}

/** Clients are judged by the address that the proxy sees, which behind PrivateLink is not their own. */
function clientStage({ server: { clients }, host: { key, at } }: Proxy, asked: PacketSet): Stage {
  const admitted = IntervalSet.ofAll(clients);
  const sources = asked.valuesOf("sources");
  const lost = sources.subtract(admitted);
  return {
    component: "proxy, clients",
    at,
    detail: `from ${formatAddresses(sources)}`,
    consulted: [],
    passes: exactly(PacketSet.of({ sources: admitted })),
    doubts: [],
    blocker: {
      code: "PROXY_CLIENT_NOT_ADMITTED",
      sentence: `it serves ${formatAddresses(admitted)}, and sees the request come from ${formatAddresses(lost)}`,
      ...servingClients(key, lost),
    },
  };
}

/** Nobody is ever told to serve the internet. */
function servingClients(proxy: ElementKey, lost: IntervalSet): { readonly fix?: Fix } {
  const first = lost.intervals.at(0);
  const last = lost.intervals.at(-1);
  if (first === undefined || last === undefined || !lost.intersect(PUBLIC_ADDRESSES).isEmpty) return {};
  return { fix: { kind: "serve-proxy-clients", proxy, block: blockAround(first.first, last.last) } };
}

/** The smallest block that holds two addresses. */
function blockAround(first: number, last: number): Ipv4Block {
  const differing = 32 - Math.clz32((first ^ last) >>> 0);
  return Ipv4Block.containing(addressFromInteger(first), 32 - differing);
}

const PORTS = { http: 80, https: 443 } as const;

/** Plain requests go to port 80, and CONNECT to port 443. */
function portStage(at: Stage["at"], { scheme, port }: Url): Stage {
  return {
    component: "proxy, ports",
    at,
    detail: scheme === "https" ? `CONNECT, to port ${port}` : `GET, to port ${port}`,
    consulted: [],
    passes: whether(port === PORTS[scheme]),
    doubts: [],
    blocker: {
      code: "PROXY_PORT_NOT_ALLOWED",
      sentence: `for ${scheme} it goes to port ${PORTS[scheme]} only, and the URL says port ${port}`,
    },
  };
}
