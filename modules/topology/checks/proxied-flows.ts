import { isExisting, own, PROXIES, proxyUseOf } from "../derivations";
import type { Path } from "../problem";
import type { FlowInput } from "../schema";
import type { HostReference } from "../values";
import { type Draft, isEntryWritten, type Report } from "./check";

/** A URL is asked of a proxy and of nobody else, at the port that it says itself. */
export function checkProxied(draft: Draft, flow: FlowInput, path: Path, report: Report): void {
  const { to, via, port, protocol } = flow;
  if (to.kind !== "url") {
    if (port === undefined) report([...path, "port"], "this is missing; write the port that is asked");
    if (via !== undefined)
      report(
        [...path, "via"],
        "a proxy is asked for URLs; write `to` as one, like https://example.com/, or leave this out",
      );
    return;
  }
  if (areProxies(draft, flow.from))
    report(
      [...path, "to"],
      "proxies ask by themselves, and URLs are asked of a proxy; write `to` as internet, with its `port`, or as entry/host, and no `via`",
    );
  else if (via === undefined)
    report(
      [...path, "to"],
      "a URL is asked of a proxy; write `via: proxy` as well, or name a host, an endpoint's name or internet",
    );
  else checkHasProxy(draft, flow, [...path, "via"], report);
  if (port !== undefined && port !== to.port)
    report(
      [...path, "port"],
      `the URL says port ${to.port}; leave this out, or write \`:${port}\` in the URL`,
    );
  if (protocol === "udp") report([...path, "protocol"], "a proxy is asked by TCP; leave this out");
}

/** Of a hub whose proxies were refused, too. */
function areProxies(draft: Draft, { entry, host }: HostReference): boolean {
  return host === PROXIES && draft.entriesByName.get(entry)?.section === "proxyHubs";
}

function checkHasProxy(draft: Draft, { from: { entry, host } }: FlowInput, path: Path, report: Report): void {
  const found = draft.entriesByName.get(entry);
  // Who does not exist has been told.
  if (found === undefined) return;
  const written = own(found.entry.hosts, host);
  if (written === undefined) return;
  if (isExisting(written))
    report(
      path,
      `the host ${host} is there already, and whether it uses a proxy is for its owner to set up; ask for the proxies' own name and port 3128 instead`,
    );
  else if (proxyUseOf(found.entry) === undefined && !isEntryWritten(draft, entry, "proxy"))
    report(
      path,
      `the hosts of ${entry} use no proxy; write \`proxy: { hub: ... }\` in ${entry}, or ask otherwise`,
    );
}
