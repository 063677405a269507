import { isDeepStrictEqual } from "node:util";
import type { CloudConfig } from "./cloud-config";
import type { ProxyClient } from "./forward-proxy";
import { parseLinuxProxyClient, renderLinuxProxyClient, withoutLinuxProxyClient } from "./proxy-client";
import { parseWebServer, renderWebServer, type WebServer } from "./web-server";

/** What a host on Amazon Linux 2023 runs. */
export interface HostSetup {
  /** @default no web server */
  readonly web?: WebServer;
  /** @default programs ask directly */
  readonly proxyClient?: ProxyClient;
}

export type ParsedHost =
  | { readonly kind: "host"; readonly setup: HostSetup }
  /** It does something that {@link renderHost} does not write. */
  | { readonly kind: "unrecognised"; readonly reason: string };

const NOTHING: CloudConfig = { packages: [], files: [], commands: [] };

/** @throws RangeError when a value is none that a web server or a proxy client has */
export function renderHost({ web, proxyClient }: HostSetup): CloudConfig {
  const parts = [
    web === undefined ? NOTHING : renderWebServer(web),
    proxyClient === undefined ? NOTHING : renderLinuxProxyClient(proxyClient),
  ];
  return {
    packages: parts.flatMap(({ packages }) => packages),
    files: parts.flatMap(({ files }) => files),
    commands: parts.flatMap(({ commands }) => commands),
  };
}

/** Reads back what {@link renderHost} writes. */
export function parseHost(config: CloudConfig): ParsedHost {
  const proxied = parseLinuxProxyClient(config);
  if (proxied.kind === "unrecognised") return proxied;
  const { client } = proxied;
  const web = parseWebServer(client === undefined ? config : withoutLinuxProxyClient(config, client));
  if (web.kind === "unrecognised") return web;
  const setup: HostSetup = {
    ...(web.kind === "web-server" && { web: web.server }),
    ...(client !== undefined && { proxyClient: client }),
  };
  return isDeepStrictEqual(config, renderHost(setup))
    ? { kind: "host", setup }
    : { kind: "unrecognised", reason: "it does more than serving a page and using a proxy" };
}
