import { isDeepStrictEqual } from "node:util";
import type { CloudConfig } from "./cloud-config";
import type { ProxyClient } from "./forward-proxy";
import { type NameServers, parseNameServers, renderNameServers, withoutNameServers } from "./name-servers";
import { parseLinuxProxyClient, renderLinuxProxyClient, withoutLinuxProxyClient } from "./proxy-client";
import { parseWebServer, renderWebServer, type WebServer } from "./web-server";

/** What a host on Amazon Linux 2023 runs. */
export interface HostSetup {
  /** @default no web server */
  readonly web?: WebServer;
  /** @default programs ask directly */
  readonly proxyClient?: ProxyClient;
  /** @default it asks the network's name servers for every name */
  readonly nameServers?: NameServers;
}

export type ParsedHost =
  | { readonly kind: "host"; readonly setup: HostSetup }
  /** It does something that {@link renderHost} does not write. */
  | { readonly kind: "unrecognised"; readonly reason: string };

const NOTHING: CloudConfig = { packages: [], files: [], commands: [] };

/** @throws RangeError when a value is none that a web server, a proxy client or a name server's domain has */
export function renderHost({ web, proxyClient, nameServers }: HostSetup): CloudConfig {
  const parts = [
    web === undefined ? NOTHING : renderWebServer(web),
    proxyClient === undefined ? NOTHING : renderLinuxProxyClient(proxyClient),
    nameServers === undefined ? NOTHING : renderNameServers(nameServers),
  ];
  return {
    packages: parts.flatMap(({ packages }) => packages),
    files: parts.flatMap(({ files }) => files),
    commands: parts.flatMap(({ commands }) => commands),
  };
}

/** Reads back what {@link renderHost} writes. */
export function parseHost(config: CloudConfig): ParsedHost {
  const named = parseNameServers(config);
  if (named.kind === "unrecognised") return named;
  const { nameServers } = named;
  const proxied = parseLinuxProxyClient(config);
  if (proxied.kind === "unrecognised") return proxied;
  const { client } = proxied;
  const unnamed = nameServers === undefined ? config : withoutNameServers(config);
  const web = parseWebServer(client === undefined ? unnamed : withoutLinuxProxyClient(unnamed, client));
  if (web.kind === "unrecognised") return web;
  const setup: HostSetup = {
    ...(web.kind === "web-server" && { web: web.server }),
    ...(client !== undefined && { proxyClient: client }),
    ...(nameServers !== undefined && { nameServers }),
  };
  return isDeepStrictEqual(config, renderHost(setup))
    ? { kind: "host", setup }
    : {
        kind: "unrecognised",
        reason: "it does more than serving a page, using a proxy and asking name servers",
      };
}
