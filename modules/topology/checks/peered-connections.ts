import { own, PROXIES, proxiesOf } from "../derivations";
import type { Path } from "../problem";
import type { PeeringInput } from "../schema";
import type { HostReference } from "../values";
import { type Draft, isEntryWritten, type Report, reportUnknown } from "./check";

/** The connections that a peering admits: each from a host, or a hub's proxies, of one VPC to a host of the other. */
export function checkAdmitted(
  draft: Draft,
  { requester, accepter, admit }: PeeringInput,
  path: Path,
  report: Report,
): void {
  const sides = [requester.entry, accepter.entry];
  const seen = new Map<string, number>();
  for (const [index, { from, to, port }] of admit.entries()) {
    const at = [...path, "admit", index];
    checkEnd(draft, from, sides, [...at, "from"], report);
    if (isProxies(draft, to))
      report(
        [...at, "to"],
        `hosts come to proxies through their load balancer, which lets in who uses them; write \`proxy: { hub: ${to.entry} }\` in ${from.entry} instead`,
      );
    else checkEnd(draft, to, sides, [...at, "to"], report);
    if (from.entry === to.entry && sides.includes(to.entry))
      report(
        [...at, "to"],
        `both ends are in ${to.entry}, and no peering is between them; name a host of the other VPC`,
      );
    const connection = JSON.stringify([from, to, port]);
    const earlier = seen.get(connection);
    if (earlier === undefined) seen.set(connection, index);
    else report(at, `admit[${earlier}] says the same; write it once`);
  }
}

function checkEnd(
  draft: Draft,
  { entry, host }: HostReference,
  sides: readonly string[],
  path: Path,
  report: Report,
): void {
  if (!sides.includes(entry)) {
    report(
      path,
      `this is in neither VPC of the peering, which carries packets of these two only; its entries are ${sides.join(" and ")}`,
    );
    return;
  }
  const found = draft.entriesByName.get(entry);
  if (found === undefined || isProxies(draft, { entry, host })) return;
  if (own(found.entry.hosts, host) !== undefined || isEntryWritten(draft, entry, "hosts", host)) return;
  const known = [
    ...Object.keys(found.entry.hosts),
    ...(proxiesOf(found.entry) === undefined ? [] : [PROXIES]),
  ];
  reportUnknown(report, path, `host of ${entry}`, known);
}

/** Whether this is how a hub's proxies are called, even of a hub whose proxies were refused. */
function isProxies(draft: Draft, { entry, host }: HostReference): boolean {
  return host === PROXIES && draft.entriesByName.get(entry)?.section === "proxyHubs";
}
