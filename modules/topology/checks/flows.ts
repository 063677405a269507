import { environmentsOf, type NamedEntry, own, PROXIES, proxiesOf } from "../derivations";
import type { Path } from "../problem";
import { formatHost, type HostReference } from "../values";
import { checkAnswer } from "./answers";
import { type Check, type Draft, isEntryWritten, type Report, reportUnknown, serviceOf } from "./check";
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
  const known = draft.entries.flatMap((each) =>
    [
      ...sections.flatMap((section) => Object.keys(membersOf(each, section))),
      ...(proxiesOf(each.entry) === undefined ? [] : [PROXIES]),
    ].map((name) => formatHost({ entry: each.name, host: name })),
  );
  reportUnknown(report, path, kind, known);
}

function membersOf(
  { entry }: NamedEntry,
  section: End["sections"][number],
): Readonly<Record<string, object>> {
  return section === "hosts" ? entry.hosts : environmentsOf(entry);
}
