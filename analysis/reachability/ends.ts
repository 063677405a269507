import { type Parsed, parseAddress, refused } from "../../modules/addressing";
import type { Ipv4Address } from "../../modules/addressing";
import type { NetworkInterface } from "../network";
import { partsOfAddress, placeOf, type ResourceKey, type Unknown } from "../terraform";
import type { Traffic } from "./packets-asked";

/** One end of a question. */
export type End = PacketEnd | Service | Url;

/** What packets are sent to. */
export type PacketEnd = Interfaces | Name | Internet;

/** A host, an environment, an endpoint, a load balancer, or an address of a VPC. */
export interface Interfaces {
  readonly kind: "interfaces";
  readonly at: ResourceKey;
  readonly interfaces: readonly NetworkInterface[];
  readonly doubts: readonly Unknown[];
}

/** A name, as the VPC of the one who asks resolves it. */
export interface Name {
  readonly kind: "name";
  readonly name: string;
}

/** Every public address. */
export interface Internet {
  readonly kind: "internet";
}

/** An endpoint service: which of its entrances is asked depends on who asks. */
export interface Service {
  readonly kind: "service";
  readonly at: ResourceKey;
  /** Its endpoints and load balancers. */
  readonly entrances: ReadonlySet<ResourceKey>;
  askedBy(from: Interfaces | Internet): Interfaces;
}

/** What a proxy is asked for. */
export interface Url {
  readonly kind: "url";
  readonly scheme: "http" | "https";
  /** In lower case; or an address, which no domain of a proxy's list ever stands for. */
  readonly host: string;
  readonly address?: Ipv4Address;
  /** The one that is written, or the scheme's. */
  readonly port: number;
}

/** Whether packets get from one end to the other, and the answers back. */
export type PacketQuestion = (Inside | FromInternet) & Traffic;

/** Whether a host's request gets to a URL through the proxy that the host is set up to use. */
export interface ProxyQuestion extends Traffic {
  readonly from: Interfaces;
  readonly to: Url;
  readonly protocol: "tcp";
}

export type Question = PacketQuestion | ProxyQuestion;

interface Inside {
  readonly from: Interfaces;
  readonly to: PacketEnd;
}

interface FromInternet {
  readonly from: Internet;
  readonly to: Interfaces;
}

export function isFromInternet(question: Inside | FromInternet): question is FromInternet {
  return question.from.kind === "internet";
}

export function isViaProxy(question: Question): question is ProxyQuestion {
  return question.to.kind === "url";
}

const SCHEMES = { http: 80, https: 443 } as const;

/** Reads a URL as far as a proxy judges it: `https://example.com/`. */
export function parseUrl(text: string): Parsed<Url> {
  const [, scheme, host = "", written] =
    /^(https?):\/\/((?!-)[a-z0-9_.-]+?)\.?(?::(\d{1,5}))?(?:[/?#].*)?$/i.exec(text) ?? [];
  const lower = scheme?.toLowerCase();
  const port = written === undefined ? SCHEMES[lower === "https" ? "https" : "http"] : Number(written);
  const address = parseAddress(host);
  const isHost = address.ok || /^(?!.*(^|\.)\d+$)[a-z0-9_-]+(\.[a-z0-9_-]+)+$/i.test(host);
  if ((lower !== "http" && lower !== "https") || !isHost || port < 1 || port > 65535)
    return refused("this is not a URL that a proxy takes", "write it like https://example.com/");
  const named = { kind: "url", scheme: lower, host: host.toLowerCase(), port } as const;
  return { ok: true, value: address.ok ? { ...named, address: address.value } : named };
}

/** As the other end, it means any of its instances. */
function isEnvironment(at: ResourceKey): boolean {
  return partsOfAddress(placeOf(at).address).type === "aws_elastic_beanstalk_environment";
}

const STANDS_FOR_SEVERAL = { name: "a name", url: "a URL", service: "a service" } as const;

/** Puts a question together; not every end can be where packets start, and outsiders see no private name. */
export function questionBetween(
  from: End,
  to: End,
  protocol: Traffic["protocol"],
  port: number,
): Parsed<Question> {
  if (from.kind === "name" || from.kind === "url" || from.kind === "service")
    return refused(
      `packets start at a host, and ${STANDS_FOR_SEVERAL[from.kind]} may stand for several`,
      "ask from entry/host, vpc@address, a Terraform address or internet",
    );
  if (from.kind === "interfaces" && isEnvironment(from.at))
    return refused(
      "packets start at a host, and an Elastic Beanstalk environment stands for several",
      "ask from entry/host, vpc@address, a Terraform address or internet",
    );
  if (
    from.kind === "interfaces" &&
    to.kind === "interfaces" &&
    from.at === to.at &&
    from.interfaces.length < 2
  )
    return refused("packets to oneself never leave the host", "ask for another end");
  if (to.kind === "url") return questionOfProxy(from, to, protocol, port);
  if (to.kind === "service") return questionBetween(from, to.askedBy(from), protocol, port);
  if (from.kind === "interfaces") return { ok: true, value: { from, to, protocol, port } };
  return to.kind === "interfaces"
    ? { ok: true, value: { from, to, protocol, port } }
    : refused(
        "from the internet only what is in a VPC can be asked for",
        "ask for entry/host, vpc@address or a Terraform address",
      );
}

function questionOfProxy(
  from: Interfaces | Internet,
  to: Url,
  protocol: Traffic["protocol"],
  port: number,
): Parsed<Question> {
  if (from.kind === "internet")
    return refused("hosts on the internet use no proxy of a VPC", "ask from entry/host or vpc@address");
  if (protocol !== "tcp") return refused("a URL is asked for by TCP", "leave out the protocol");
  if (port !== to.port) return refused(`the URL says port ${to.port}`, "leave out the port");
  return { ok: true, value: { from, to, protocol, port } };
}
