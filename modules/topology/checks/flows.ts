import { environmentsOf, type NamedEntry, own } from "../derivations";
import type { Path } from "../problem";
import type { HostReference } from "../values";
import { type Check, type Draft, isEntryWritten, type Report, reportUnknown, serviceOf } from "./check";

export const checkFlows: Check = (draft, report) => {
  const endpoints = draft.entries.flatMap(({ entry }) => Object.values(entry.endpoints));
  const resolved = endpoints
    .filter(({ privateDns }) => privateDns)
    .map(({ service }) => serviceOf(draft, service));
  const names = new Set([
    ...endpoints.flatMap(({ name }) => name ?? []),
    ...resolved.flatMap((found) => found?.service.privateDns?.name ?? []),
  ]);
  const hasAllNames = draft.hasAllEndpoints && !resolved.includes(undefined);
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
    } else if (hasAllNames && !names.has(flow.to.name)) {
      reportUnknown(report, ["flows", index, "to"], "endpoint name", names);
    }
    if (flow.answer !== undefined && flow.expect === "blocked") {
      report(["flows", index, "answer"], "a blocked flow has no answer; leave it out, or expect reachable");
    }
    const question = JSON.stringify([flow.from, flow.to, flow.protocol, flow.port]);
    const earlier = seen.get(question);
    if (earlier !== undefined) report(["flows", index], `flows[${earlier}] asks the same; ask once`);
    else seen.set(question, index);
  }
};

/** What may stand at one end of a flow. */
interface End {
  readonly kind: string;
  readonly sections: readonly ("hosts" | "environments")[];
}
const ASKING: End = { kind: "host", sections: ["hosts"] };
/** An environment stands for all of its instances. */
const ANSWERING: End = { kind: "host or environment", sections: ["hosts", "environments"] };

function checkEnd(
  draft: Draft,
  { entry, host }: HostReference,
  { kind, sections }: End,
  path: Path,
  report: Report,
): void {
  const found = draft.entriesByName.get(entry);
  for (const section of sections) {
    if (found && own(namesIn(found, section), host)) return;
    if (isEntryWritten(draft, entry, section, host)) return;
  }
  const known = draft.entries.flatMap((each) =>
    sections.flatMap((section) => Object.keys(namesIn(each, section)).map((name) => `${each.name}/${name}`)),
  );
  reportUnknown(report, path, kind, known);
}

function namesIn({ entry }: NamedEntry, section: End["sections"][number]): Readonly<Record<string, object>> {
  return section === "hosts" ? entry.hosts : environmentsOf(entry);
}
