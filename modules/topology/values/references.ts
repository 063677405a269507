import {
  formatAddress,
  type Ipv4Address,
  type Ipv4Block,
  parseAddress,
  parseBlock,
  type Parsed,
  refused,
} from "../../addressing";
import { dnsName } from "../dns-names";
import { NAME } from "../shapes";
import { ADDRESS, BLOCK, leaf } from "./leaf";

/** How a topology names its parts, and places in its networks. */

/** A host of an entry, written entry/host. */
export interface HostReference {
  readonly entry: string;
  readonly host: string;
}

/** A service of an entry, written entry/service. */
export interface ServiceReference {
  readonly entry: string;
  readonly service: string;
}

/** Who may call an endpoint: a host of the same entry, or every address of a block. */
export type Client =
  { readonly kind: "host"; readonly host: string } | { readonly kind: "block"; readonly block: Ipv4Block };

/** A TCP or UDP port of an address, written address:port. */
export interface Socket {
  readonly address: Ipv4Address;
  readonly port: number;
}

/** A port of a host, written entry/host:port. */
export interface HostPort extends HostReference {
  readonly port: number;
}

/** Where a flow leads. */
export type Destination =
  | ({ readonly kind: "host" } & HostReference)
  | { readonly kind: "name"; readonly name: string }
  /** An address of an entry's VPC, written entry@address. */
  | { readonly kind: "address"; readonly entry: string; readonly address: Ipv4Address }
  /** Every public address. */
  | { readonly kind: "internet" }
  /** Asked of a proxy, at the port that the URL says or its scheme has. */
  | { readonly kind: "url"; readonly url: string; readonly port: number };

const WORD = "[a-z][a-z0-9-]*";
const REFERENCE = `^${WORD}/${WORD}$`;

export const serviceReference = leaf((text): Parsed<ServiceReference> => {
  const [entry, service] = halves(text);
  if (entry !== undefined && service !== undefined) return { ok: true, value: { entry, service } };
  return refused("this does not name a service", "write it as entry/service, like web/web");
}, REFERENCE);

export const hostReference = leaf(parseHostReference, REFERENCE);

export const destination = leaf((text): Parsed<Destination> => {
  if (text === "internet") return { ok: true, value: { kind: "internet" } };
  if (text.includes("://")) return parseUrl(text);
  if (text.includes("@")) return parseAddressOfEntry(text);
  if (!text.includes("/")) {
    if (dnsName.safeParse(text).success) return { ok: true, value: { kind: "name", name: text } };
    return refused(
      "this names neither a host nor an endpoint",
      "write it as entry/host, as an endpoint's name, as entry@address, as internet, or as a URL",
    );
  }
  const parsed = parseHostReference(text);
  return parsed.ok ? { ok: true, value: { kind: "host", ...parsed.value } } : parsed;
}, `${REFERENCE}|^${WORD}@${ADDRESS}$|^[a-z0-9.-]+$|^https?://`);

/** What somebody calls: `172.16.0.10:80`. */
export const socket = leaf((text): Parsed<Socket> => {
  const parts = beforePort(text, "write it as address:port, like 172.16.0.10:80");
  if (!parts.ok) return parts;
  const [written, port] = parts.value;
  const parsed = parseAddress(written);
  return parsed.ok ? { ok: true, value: { address: parsed.value, port } } : parsed;
}, `^${ADDRESS}:\\d{1,5}$`);

/** Who answers: `existing/test02:80`. */
export const hostPort = leaf((text): Parsed<HostPort> => {
  const parts = beforePort(text, "write it as entry/host:port, like existing/test02:80");
  if (!parts.ok) return parts;
  const [written, port] = parts.value;
  const parsed = parseHostReference(written);
  return parsed.ok ? { ok: true, value: { ...parsed.value, port } } : parsed;
}, `^${WORD}/${WORD}:\\d{1,5}$`);

export const client = leaf((text): Parsed<Client> => {
  if (NAME.test(text)) return { ok: true, value: { kind: "host", host: text } };
  const parsed = parseBlock(text);
  return parsed.ok ? { ok: true, value: { kind: "block", block: parsed.value } } : parsed;
}, `^(${WORD}|${BLOCK})$`);

/** What proxies are asked for: a scheme, a lower-case name or an IPv4 address, maybe a port, and a path. */
const URL_FORM = /^(https?):\/\/([a-z0-9.-]+)(?::([1-9]\d{0,4}))?(\/[A-Za-z0-9/?&=._~%+-]*)?$/;

function parseUrl(text: string): Parsed<Destination> {
  const [, scheme, host = "", written] = URL_FORM.exec(text) ?? [];
  const port = written === undefined ? (scheme === "https" ? 443 : 80) : Number(written);
  const isHost = dnsName.safeParse(host).success || parseAddress(host).ok;
  if (isHost && port <= 65535) return { ok: true, value: { kind: "url", url: text, port } };
  return refused("this is not a URL that a proxy takes", "write it like https://example.com/");
}

function parseHostReference(text: string): Parsed<HostReference> {
  const [entry, host] = halves(text);
  if (entry !== undefined && host !== undefined) return { ok: true, value: { entry, host } };
  return refused("this does not name a host", "write it as entry/host, like a/ec2-a");
}

function halves(text: string): [string, string] | [] {
  const [first = "", second = "", ...rest] = text.split("/");
  return rest.length === 0 && NAME.test(first) && NAME.test(second) ? [first, second] : [];
}

function parseAddressOfEntry(text: string): Parsed<Destination> {
  const [entry = "", written = "", ...rest] = text.split("@");
  if (rest.length > 0 || !NAME.test(entry))
    return refused(
      "this does not name an address of an entry",
      "write it as entry@address, like web@10.0.0.10",
    );
  const parsed = parseAddress(written);
  return parsed.ok ? { ok: true, value: { kind: "address", entry, address: parsed.value } } : parsed;
}

/** What stands before a port, and the port. @param form how to write both */
function beforePort(text: string, form: string): Parsed<readonly [before: string, port: number]> {
  const [, before, digits] = /^(.*):(0|[1-9]\d*)$/.exec(text) ?? [];
  if (before === undefined) return refused("this names no port", form);
  const port = Number(digits);
  if (port < 1 || port > 65535) return refused(`${digits} is no port`, "write one from 1 to 65535");
  return { ok: true, value: [before, port] };
}

export function formatHost({ entry, host }: HostReference): string {
  return `${entry}/${host}`;
}

export function formatDestination(destination: Destination): string {
  switch (destination.kind) {
    case "host":
      return formatHost(destination);
    case "name":
      return destination.name;
    case "address":
      return `${destination.entry}@${formatAddress(destination.address)}`;
    case "internet":
      return "internet";
    case "url":
      return destination.url;
  }
}
