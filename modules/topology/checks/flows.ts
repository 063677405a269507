import {
  environmentsOf,
  type NamedEntry,
  onPremisesBlocks,
  own,
  PROXIES,
  proxiesOf,
  RELAY,
} from "../derivations";
import type { Path } from "../problem";
import { type Destination, formatHost, type HostReference } from "../values";
import { checkAnswer } from "./answers";
import {
  blocksOf,
  type Check,
  type Draft,
  isEntryWritten,
  listed,
  type Report,
  reportUnknown,
  serviceOf,
} from "./check";
import { checkProxied } from "./proxied-flows";

export const checkFlows: Check = (draft, report) => {
  const { names, hasAllNames } = namesIn(draft);
  const seen = new Map<string, number>();
  for (const [index, flow] of draft.topology.flows.entries()) {
    if (flow === undefined) continue;
    checkEnd(draft, flow.from, ASKING, ["flows", index, "from"], report);
    if (flow.to.kind === "host") {
      checkEnd(draft, flow.to, ANSWERING, ["flows", index, "to"], report);
      if (flow.to.entry === flow.from.entry && flow.to.host === flow.from.host)
        report(
          ["flows", index, "to"],
          "this is the host that asks, and packets to oneself never leave it; ask for another one",
        );
    } else if (flow.to.kind === "address") {
      checkAddressOfEntry(draft, flow.to, ["flows", index, "to"], report);
    } else if (flow.to.kind === "name" && hasAllNames && !names.has(flow.to.name)) {
      reportUnknown(report, ["flows", index, "to"], "name", names);
    }
    checkProxied(draft, flow, ["flows", index], report);
    checkAnswer(draft, flow, ["flows", index, "answer"], report);
    const port = flow.to.kind === "url" ? flow.to.port : flow.port;
    const question = JSON.stringify([flow.from, flow.to, flow.protocol, port]);
    const earlier = seen.get(question);
    if (earlier !== undefined) report(["flows", index], `flows[${earlier}] asks the same; ask once`);
    else seen.set(question, index);
  }
};

/** What some VPC resolves by itself: the names of endpoints and of proxies. */
function namesIn(draft: Draft): { readonly names: ReadonlySet<string>; readonly hasAllNames: boolean } {
  const endpoints = draft.entries.flatMap(({ entry }) => Object.values(entry.endpoints));
  const resolved = endpoints
    .filter(({ privateDns }) => privateDns)
    .map(({ service }) => serviceOf(draft, service));
  const proxies = Object.values(draft.topology.proxyHubs).map(proxiesOf);
  const names = [
    ...endpoints.flatMap(({ name }) => name ?? []),
    ...resolved.flatMap((found) => found?.service.privateDns?.name ?? []),
    ...proxies.flatMap((each) => each?.name ?? []),
    ...proxies.flatMap((each) => each?.customDomainName?.name ?? []),
  ];
  const hasAllNames = draft.hasAllEndpoints && !resolved.includes(undefined) && draft.isWhole("proxyHubs");
  return { names: new Set(names), hasAllNames };
}

/** What may stand at one end of a flow. A hub's proxies all stand together for `entry/proxies`. */
interface End {
  readonly kind: string;
  readonly sections: readonly ("hosts" | "environments")[];
}
const ASKING: End = { kind: "host", sections: ["hosts"] };
/** An environment stands for all of its instances. */
const ANSWERING: End = { kind: "host or environment", sections: ["hosts", "environments"] };

function checkEnd(
  draft: Draft,
  reference: HostReference,
  { kind, sections }: End,
  path: Path,
  report: Report,
): void {
  const { entry, host } = reference;
  const found = draft.entriesByName.get(entry);
  for (const section of sections) {
    if (found && own(membersOf(found, section), host)) return;
    if (isEntryWritten(draft, entry, section, host)) return;
  }
  if (host === PROXIES && draft.isWritten(["proxyHubs", entry, "proxies"])) return;
  if (host === RELAY && draft.isWritten(["relays", entry])) return;
  const network = own(draft.topology.onPremises, entry);
  if (network && own<object>(network.hosts, host)) return;
  if (draft.isWritten(["onPremises", entry, "hosts", host])) return;
  const known = draft.entries.flatMap((each) =>
    [
      ...sections.flatMap((section) => Object.keys(membersOf(each, section))),
      ...(proxiesOf(each.entry) === undefined ? [] : [PROXIES]),
      ...("mode" in each.entry && each.entry.mode === "host" ? [RELAY] : []),
    ].map((name) => formatHost({ entry: each.name, host: name })),
  );
  const outside = Object.entries(draft.topology.onPremises).flatMap(([name, { hosts }]) =>
    Object.keys(hosts).map((each) => formatHost({ entry: name, host: each })),
  );
  reportUnknown(report, path, kind, [...known, ...outside]);
}

/** An address of an entry's VPC, or of a network outside AWS. */
function checkAddressOfEntry(
  draft: Draft,
  { entry, address }: Extract<Destination, { kind: "address" }>,
  path: Path,
  report: Report,
): void {
  const network = own(draft.topology.onPremises, entry);
  const named = draft.entriesByName.get(entry);
  if (network === undefined && named === undefined) {
    if (isEntryWritten(draft, entry) || draft.isWritten(["onPremises", entry])) return;
    const known = [...draft.entriesByName.keys(), ...Object.keys(draft.topology.onPremises)];
    reportUnknown(report, path, "entry or network", known);
    return;
  }
  const blocks = network === undefined ? blocksOf(named) : onPremisesBlocks(entry, network);
  if (blocks.length > 0 && !blocks.some((block) => block.contains(address)))
    report(path, `${entry} has no such address; its blocks are ${listed(blocks.map(String))}`);
}

function membersOf(
  { entry }: NamedEntry,
  section: End["sections"][number],
): Readonly<Record<string, object>> {
  return section === "hosts" ? entry.hosts : environmentsOf(entry);
}
