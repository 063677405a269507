import { isExisting, isSimulated, type NamedEntry, own, proxiesOf, proxyUseOf } from "../derivations";
import type { HostInput, ProxyUseInput } from "../schema";
import { type Check, type Draft, type Report, serviceOf } from "./check";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html */
export const LONGEST_USER_DATA_IN_BYTES = 16_384;

/**
 * What a proxy's settings take of a host's user data, in bytes: `rest` is what is the same for every proxy, with a web
 * server where one can be, AWS's own names that are asked directly in the Region of the longest name, and Systems
 * Manager's endpoints. Each character of the proxies' name and of a name that is asked directly counts as often as it
 * stands there, on Linux in base64, four bytes for three; `sed` has the proxies' name once more.
 */
const SETTINGS = {
  linux: { rest: 4_600, proxies: (4 / 3) * 10 + 1, directly: (4 / 3) * 5 },
  windows: { rest: 1_800, proxies: 2, directly: 2 },
} as const;

/** Whether a host's page and its other settings fit into its user data, on the safe side. */
export const checkUserData: Check = (draft, report) => {
  checkProxySettings(draft, report);
  checkNameServers(draft, report);
};

function checkProxySettings(draft: Draft, report: Report): void {
  for (const user of draft.entries) {
    const use = proxyUseOf(user.entry);
    if (use === undefined) continue;
    const names = directNames(draft, user);
    const proxies = proxiesNameOf(draft, use)?.length ?? 0;
    // A comma stands before each.
    const directly = names.reduce((sum, name) => sum + name.length + 1, 0);
    for (const [host, { platform, web }] of hostsSetUp(user, use)) {
      const settings = SETTINGS[platform];
      const page = bytesOfPage(web?.page ?? "");
      const bytes = Math.ceil(
        settings.rest + proxies * settings.proxies + directly * settings.directly + page,
      );
      if (bytes <= LONGEST_USER_DATA_IN_BYTES) continue;
      const path = [user.section, user.name, "hosts", host];
      const says = `may take ${bytes} bytes, and EC2 takes ${LONGEST_USER_DATA_IN_BYTES} of user data`;
      const counted =
        names.length === 1 ? "the name of 1 endpoint" : `the names of ${names.length} endpoints`;
      if (web === undefined)
        report(
          path,
          `its proxy's settings, with ${counted} that it asks directly, ${says}; leave out endpoints or their names, or shorten these`,
          "key",
        );
      else
        report(
          [...path, "web", "page"],
          `with the settings of the host's proxy, and ${counted} that it asks directly, this ${says}; shorten the page, or the names`,
        );
    }
  }
}

/**
 * What asking other name servers takes of a host's user data, in bytes: `rest` with as many servers as a Region can have
 * zones, `web` where it runs a web server, and each character of a domain, with a space and a tilde in front, in base64.
 */
const NAME_SERVERS = { rest: 1_100, web: 1_250, domains: 4 / 3 } as const;

/** Hosts of a network that a VPC plays are told of all domains that it forwards. */
function checkNameServers({ topology }: Draft, report: Report): void {
  for (const [name, network] of Object.entries(topology.onPremises)) {
    const domains = Object.keys(network.forwards);
    if (!isSimulated(network) || domains.length === 0) continue;
    const written = domains.reduce((sum, domain) => sum + domain.length + 2, 0);
    const settings = NAME_SERVERS.rest + Math.ceil(written * NAME_SERVERS.domains);
    const [largest] = Object.entries(network.hosts)
      .map(([host, { web }]) => ({
        host,
        bytes: settings + (web === undefined ? 0 : NAME_SERVERS.web + bytesOfPage(web.page)),
      }))
      .toSorted((left, right) => right.bytes - left.bytes);
    if (largest !== undefined && largest.bytes > LONGEST_USER_DATA_IN_BYTES)
      report(
        ["onPremises", name, "forwards"],
        `with ${domains.length} domains, of which every host of the network is told, the user data of ${largest.host} may take ${largest.bytes} bytes, and EC2 takes ${LONGEST_USER_DATA_IN_BYTES}; forward a domain that others are below, or shorten the page of ${largest.host}`,
        "key",
      );
  }
}

/** In base64. */
function bytesOfPage(page: string): number {
  return Math.ceil(Buffer.byteLength(page) / 3) * 4;
}

/** The hosts that are set up to use proxies. */
function hostsSetUp(
  { entry: { hosts } }: NamedEntry,
  { clients }: ProxyUseInput,
): (readonly [name: string, host: HostInput])[] {
  const names =
    clients?.flatMap((client) => (client.kind === "host" ? [client.host] : [])) ?? Object.keys(hosts);
  return [...new Set(names)].flatMap((name) => {
    const host = own(hosts, name);
    return host === undefined || isExisting(host) ? [] : [[name, host] as const];
  });
}

/** What the VPC resolves to endpoints of its own. */
function directNames(draft: Draft, { entry }: NamedEntry): string[] {
  return Object.values(entry.endpoints).flatMap(({ name, privateDns, service }) => [
    ...(name === undefined ? [] : [name]),
    ...(privateDns ? [serviceOf(draft, service)?.service.privateDns?.name ?? []].flat() : []),
  ]);
}

function proxiesNameOf({ topology }: Draft, { hub }: ProxyUseInput): string | undefined {
  const entry = own(topology.proxyHubs, hub);
  return entry && proxiesOf(entry)?.name;
}
