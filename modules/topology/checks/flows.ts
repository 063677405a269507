import { own } from "../derivations";
import type { Path } from "../problem";
import type { HostReference } from "../values";
import { type Check, type Draft, isEntryWritten, type Report, reportUnknown } from "./check";

export const checkFlows: Check = (draft, report) => {
  const names = new Set(
    draft.entries.flatMap(({ entry }) => Object.values(entry.endpoints).flatMap(({ name }) => name ?? [])),
  );
  const seen = new Map<string, number>();
  for (const [index, flow] of draft.topology.flows.entries()) {
    if (flow === undefined) continue;
    checkHost(draft, flow.from, ["flows", index, "from"], report);
    if (flow.to.kind === "host") {
      checkHost(draft, flow.to, ["flows", index, "to"], report);
      if (flow.to.entry === flow.from.entry && flow.to.host === flow.from.host)
        report(
          ["flows", index, "to"],
          "this is the host that asks, and packets to oneself never leave it; ask for another one",
        );
    } else if (draft.hasAllEndpoints && !names.has(flow.to.name)) {
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

function checkHost(draft: Draft, { entry, host }: HostReference, path: Path, report: Report): void {
  const found = draft.entriesByName.get(entry);
  if ((found && own(found.entry.hosts, host)) ?? isEntryWritten(draft, entry, "hosts", host)) return;
  const known = draft.entries.flatMap((each) =>
    Object.keys(each.entry.hosts).map((name) => `${each.name}/${name}`),
  );
  reportUnknown(report, path, "host", known);
}
