import { type Ipv4Block, overlappingBlocks, rangeWithoutHosts } from "../../addressing";
import { coveringDomain } from "../../domains";
import { type NamedEntry, peersOf, proxiesOf, proxyUseOf } from "../derivations";
import type { Path } from "../problem";
import type { ProxiesInput } from "../schema";
import { blocksOf, type Check, type Draft, type Report, reportRepeated } from "./check";

/** The lists of where a hub's clients may go, and whether its proxies can load them. */
export const checkProxyDestinations: Check = (draft, report) => {
  for (const hub of draft.entries) {
    const proxies = proxiesOf(hub.entry);
    if (proxies === undefined) continue;
    const path = [hub.section, hub.name, "proxies"];
    const { domains, blocks } = proxies;
    if (domains.length + blocks.length === 0)
      report(
        path,
        "it lists neither `domains` nor `blocks`, so that the proxies would refuse everything; write where clients may go",
        "key",
      );
    // Comparing so many with each other would take long, and some must go anyway.
    if (reportTooLong(draft, hub, proxies, path, report)) continue;
    reportRepeated(report, [...path, "domains"], domains);
    reportOwnName(proxies, [...path, "domains"], report);
    const broad = domains.filter((domain) => domain.startsWith("."));
    domains.forEach((domain, index) => {
      const covering = coveringDomain(
        domain,
        broad.filter((other) => other !== domain),
      );
      if (covering !== undefined)
        report(
          [...path, "domains", index],
          `${covering} covers this already, which Squid takes for a mistake; leave one of the two out`,
        );
    });
    reportRepeated(report, [...path, "blocks"], blocks.map(String));
    blocks.forEach((block, index) => {
      const barred = rangeWithoutHosts(block);
      if (barred !== undefined)
        report(
          [...path, "blocks", index],
          `this lies in ${barred.range.toString()}, ${barred.reason}, so that no network is there; leave it out`,
        );
    });
  }
};

/** At ports 80 and 443, where clients may go, nobody listens there. */
function reportOwnName({ name, domains }: ProxiesInput, path: Path, report: Report): void {
  domains.forEach((domain, index) => {
    if (domain.replace(/^\./, "") === name)
      report(
        [...path, index],
        "this is what VPCs call the proxies themselves, which serve nothing but requests to others; leave it out, or name the proxies otherwise",
      );
  });
}

/** Harmless, though hardly meant. */
export const warnOfProxyDestinations: Check = (draft, report) => {
  for (const { section, name, entry } of draft.entries) {
    const blocks = proxiesOf(entry)?.blocks ?? [];
    const path = [section, name, "proxies", "blocks"];
    const named = blocks.map((block, index) => [String(index), block] as const);
    const told = new Set<string>();
    for (const [[, outer], [inner]] of overlappingBlocks(named)) {
      if (told.has(inner)) continue;
      told.add(inner);
      report([...path, Number(inner)], `${outer.toString()} holds all of this already; leave it out`);
    }
    blocks.forEach((block, index) => {
      if (block.prefixLength < LARGEST_NETWORK)
        report(
          [...path, index],
          "this lets clients go to nearly everything that the proxies reach; list the blocks that they need, or `domains`",
        );
    });
  }
};

/** No network of one owner has a shorter prefix: 10.0.0.0/8 is the largest private one, and IANA gave nobody more. */
const LARGEST_NETWORK = 8;

/**
 * What the lists may have in all, a line each. EC2 takes 16,384 bytes of user data; the lists stand there in base64,
 * four bytes for three, so that 6,144 are left for what is much the same in every hub.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
 */
const LONGEST_LISTS_IN_BYTES = 7680;

/** Beside the blocks stands what lies between them: from one address to another, and the line's end. */
const GAP_IN_BYTES = 32;

/** @returns whether they are too long */
function reportTooLong(
  draft: Draft,
  hub: NamedEntry,
  proxies: ProxiesInput,
  path: Path,
  report: Report,
): boolean {
  const { domains, blocks, through } = proxies;
  const clients = through === "peering" ? blocksOfUsers(draft, hub) : [];
  const others = [...clients, ...blocksOfPeers(draft, hub)];
  const lines = [...domains, ...[...blocks, ...others].map(String)];
  const bytes = lines.reduce((sum, line) => sum + line.length + 1, blocks.length * GAP_IN_BYTES);
  if (bytes <= LONGEST_LISTS_IN_BYTES) return false;
  const what =
    others.length === 0 ? "`domains` and `blocks`" : "`domains`, `blocks` and the VPCs peered with it";
  report(
    path,
    `${what} take ${bytes} bytes, and ${LONGEST_LISTS_IN_BYTES} fit into the user data of its proxies; write .example.com for many names below it, or divide the hub`,
    "key",
  );
  return true;
}

function blocksOfPeers({ topology, entries }: Draft, hub: NamedEntry): readonly Ipv4Block[] {
  const peers = new Set(peersOf(hub.name, topology.peerings));
  return entries.filter(({ name }) => peers.has(name)).flatMap(blocksOf);
}

function blocksOfUsers({ entries }: Draft, hub: NamedEntry): readonly Ipv4Block[] {
  return entries.filter(({ entry }) => proxyUseOf(entry)?.hub === hub.name).flatMap(blocksOf);
}
