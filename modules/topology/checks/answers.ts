import { formatAddress } from "../../addressing";
import { isExisting, proxyUseOf } from "../derivations";
import type { Path } from "../problem";
import type { FlowInput, HostInput } from "../schema";
import { formatHost } from "../values";
import type { Draft, Report } from "./check";

/** What a flow says that is answered, where the file itself says what is: by the pages of its hosts' web servers. */
export function checkAnswer(draft: Draft, flow: FlowInput, path: Path, report: Report): void {
  const { answer, expect } = flow;
  if (answer === undefined) return;
  if (expect === "blocked") {
    report(path, "a blocked flow has no answer; leave it out, or expect reachable");
    return;
  }
  const [asked, ...others] = serversOf(draft, flow);
  // Of several nobody knows here which one answers. A shell leaves out the line's end of what is compared.
  if (asked === undefined || others.length > 0 || asked.page.trimEnd() === answer.trimEnd()) return;
  report(path, `the \`page\` of ${asked.host}, which is asked, says otherwise; write the same in both`);
}

interface Server {
  readonly host: string;
  readonly page: string;
}

/** The host that is asked, or those with the fixed address in a URL in VPCs to which the proxies come. */
function serversOf(draft: Draft, { from, to, port }: FlowInput): Server[] {
  if (to.kind === "host") return hostsIn(draft, [to.entry], port, (name) => name === to.host);
  const address = to.kind === "url" ? addressIn(to.url) : undefined;
  const user = draft.entriesByName.get(from.entry);
  const hub = user && proxyUseOf(user.entry)?.hub;
  if (to.kind !== "url" || address === undefined || hub === undefined) return [];
  const entries = [...draft.entriesByName.keys()].filter(
    (name) => name === hub || arePeered(draft, name, hub),
  );
  return hostsIn(
    draft,
    entries,
    to.port,
    (_, host) => host.address !== undefined && formatAddress(host.address) === address,
  );
}

function hostsIn(
  draft: Draft,
  entries: readonly string[],
  port: number | undefined,
  isMeant: (name: string, host: HostInput) => boolean,
): Server[] {
  return entries.flatMap((entry) =>
    Object.entries(draft.entriesByName.get(entry)?.entry.hosts ?? {}).flatMap(([name, host]) =>
      // What is there already has a page of its own.
      isExisting(host) || host.web?.port !== port || host.web === undefined || !isMeant(name, host)
        ? []
        : [{ host: formatHost({ entry, host: name }), page: host.web.page }],
    ),
  );
}

/** The address that a URL asks for its page, which has these two paths. */
function addressIn(url: string): string | undefined {
  return /^http:\/\/([\d.]+)(?::\d+)?(?:\/(?:index\.html)?)?$/.exec(url)?.[1];
}

function arePeered({ topology }: Draft, ...names: readonly string[]): boolean {
  return Object.values(topology.peerings).some(({ requester, accepter }) => {
    const ends = [requester.entry, accepter.entry];
    return names.every((name) => ends.includes(name));
  });
}
