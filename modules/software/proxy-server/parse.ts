import { isDeepStrictEqual } from "node:util";
import type { CloudConfig } from "../cloud-config";
import { AGENT_FILE, readLogDestination } from "./access-log";
import {
  BLOCKS_FILE,
  CLIENTS_FILE,
  DOMAINS_FILE,
  HEALTH_CHECKERS_FILE,
  OWN_BLOCKS_FILE,
} from "./configuration";
import { readBlocks, readDomains } from "./lists";
import { type ParsedProxyServer, PROXY_PORT, type ProxyServer } from "./proxy-server";
import { renderProxyServer } from "./render";

/** Reads back what `renderProxyServer` writes: the lists without what others of them cover. */
export function parseProxyServer(config: CloudConfig): ParsedProxyServer {
  if (!concernsSquid(config)) return { kind: "not-a-proxy-server" };
  const contentOf = (wanted: string): string | undefined =>
    config.files.find(({ path }) => path === wanted)?.content;
  const clients = readBlocks(contentOf(CLIENTS_FILE));
  if (clients === undefined) return noList(CLIENTS_FILE, "blocks");
  const healthCheckers = readBlocks(contentOf(HEALTH_CHECKERS_FILE));
  if (healthCheckers === undefined) return noList(HEALTH_CHECKERS_FILE, "blocks");
  const domains = readDomains(contentOf(DOMAINS_FILE));
  if (domains === undefined) return noList(DOMAINS_FILE, "domains");
  const blocks = readBlocks(contentOf(BLOCKS_FILE));
  if (blocks === undefined) return noList(BLOCKS_FILE, "blocks");
  const ownBlocks = readBlocks(contentOf(OWN_BLOCKS_FILE));
  if (ownBlocks === undefined) return noList(OWN_BLOCKS_FILE, "blocks");
  const destination = readLogDestination(contentOf(AGENT_FILE));
  if (destination === undefined) return unrecognised(`${AGENT_FILE} does not ship one file to a log group`);
  const lists = { clients, healthCheckers, domains, blocks, ownBlocks };
  const server: ProxyServer = { port: PROXY_PORT, ...lists, ...destination };
  // Whatever else a host does could change whom it serves, so all of it has to be known.
  return isDeepStrictEqual(config, renderProxyServer(server))
    ? { kind: "proxy-server", server }
    : unrecognised("besides its lists, Squid or its host is set up in another way");
}

function concernsSquid({ packages, files, commands }: CloudConfig): boolean {
  return (
    packages.includes("squid") ||
    files.some(({ path }) => path.startsWith("/etc/squid/")) ||
    commands.some((words) => words.some((word) => word === "squid" || word === "squid.service"))
  );
}

function noList(path: string, items: string): ParsedProxyServer {
  return unrecognised(`${path} does not hold one line for each of its ${items}`);
}

function unrecognised(reason: string): ParsedProxyServer {
  return { kind: "unrecognised", reason };
}
