import { isDeepStrictEqual } from "node:util";
import { type Ipv4Address, parseAddress } from "../../addressing";
import { parseRegion } from "../../identity";
import type { CloudConfig } from "../cloud-config";
import { ADDRESS_FILE, INTERFACE_FILE, TRANSLATIONS_FILE } from "./configuration";
import type { ParsedRelay, Relay } from "./relay";
import { faultOf, renderRelay } from "./render";
import { readTranslations } from "./translations";

/** Reads back what `renderRelay` writes, in the order of what is called. */
export function parseRelay(config: CloudConfig): ParsedRelay {
  if (!concernsNftables(config)) return { kind: "not-a-relay" };
  const contentOf = (wanted: string): string | undefined =>
    config.files.find(({ path }) => path === wanted)?.content;
  const networkInterface = readInterface(contentOf(INTERFACE_FILE));
  if (networkInterface === undefined) {
    return unrecognised(`${INTERFACE_FILE} does not hold a Region and the name of a network interface`);
  }
  const address = readAddress(contentOf(ADDRESS_FILE));
  if (address === undefined) return unrecognised(`${ADDRESS_FILE} does not define one address`);
  const translations = readTranslations(contentOf(TRANSLATIONS_FILE));
  if (translations === undefined) {
    return unrecognised(`${TRANSLATIONS_FILE} does not hold one line for each translation`);
  }
  const relay: Relay = { ...networkInterface, address, translations };
  // Whatever else a host does could change what it passes on, so all of it has to be known.
  return faultOf(relay) === undefined && isDeepStrictEqual(config, renderRelay(relay))
    ? { kind: "relay", relay }
    : unrecognised("besides what it translates, nftables or its host is set up in another way");
}

function concernsNftables({ packages, files, commands }: CloudConfig): boolean {
  return (
    packages.includes("nftables") ||
    files.some(({ path }) => path.startsWith("/etc/relay/") || path.startsWith("/etc/nftables/")) ||
    commands.some((words) =>
      words.some((word) => ["relay", "relay.service", "nft", "nftables", "nftables.service"].includes(word)),
    )
  );
}

function readInterface(text = ""): Pick<Relay, "interfaceName" | "region"> | undefined {
  const [, regionText = "", interfaceName = ""] = /^(.+)\n(.+)\n$/.exec(text) ?? [];
  const region = parseRegion(regionText);
  return region.ok ? { interfaceName, region: region.value } : undefined;
}

function readAddress(text = ""): Ipv4Address | undefined {
  const address = parseAddress(/^define address = (.+)\n$/.exec(text)?.[1] ?? "");
  return address.ok ? address.value : undefined;
}

function unrecognised(reason: string): ParsedRelay {
  return { kind: "unrecognised", reason };
}
