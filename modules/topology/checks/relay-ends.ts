import { formatAddress, type Ipv4Address, Ipv4Block, isPrivate } from "../../addressing";
import { type NamedEntry, own, privateSubnets, subnetWith, vpnOf } from "../derivations";
import type { Path } from "../problem";
import type { MappingInput, RelayDraft } from "../schema";
import { formatHost } from "../values";
import { blocksOf, type Draft, isEntryWritten, listed, type Report, reportUnknown } from "./check";

/** The networks outside AWS are connected to the relay: told once of each, at the first mapping that needs it. */
export function checkConnections(
  draft: Draft,
  relay: NamedEntry,
  mappings: readonly MappingInput[],
  path: Path,
  report: Report,
): void {
  const connections = vpnOf(relay.entry)?.connections;
  if (connections === undefined && draft.isWritten(["relays", relay.name, "vpn"])) return;
  const seen = new Set(Object.keys(connections ?? {}));
  mappings.forEach(({ from, to }, index) => {
    const [network, key] = isOutside(draft, from) ? [from, "from"] : [to.entry, "to"];
    if (seen.has(network) || !isOutside(draft, network)) return;
    seen.add(network);
    report(
      [...path, index, key],
      `no VPN connection joins ${network} and this relay; add ${network} to the relay's \`vpn.connections\``,
    );
  });
}

/** One end of a mapping is outside AWS, the other an entry that offers and uses services. */
export function checkEnds(
  draft: Draft,
  relay: NamedEntry,
  mode: RelayDraft["mode"],
  mapping: MappingInput,
  path: Path,
  report: Report,
): void {
  if (isOutside(draft, mapping.from)) {
    checkInward(draft, relay, mapping, path, report);
    return;
  }
  const caller = callerOf(draft, mapping.from, [...path, "from"], report);
  if (caller !== undefined) checkOutward(draft, mode, caller, mapping, path, report);
}

function isOutside(draft: Draft, name: string): boolean {
  return own(draft.topology.onPremises, name) !== undefined || draft.isWritten(["onPremises", name]);
}

function checkInward(
  draft: Draft,
  relay: NamedEntry,
  { to, call }: MappingInput,
  path: Path,
  report: Report,
): void {
  if (isOutside(draft, to.entry))
    report([...path, "to"], "both ends are outside AWS; one end of a mapping is a host of `providers`");
  else checkCallee(draft, to, [...path, "to"], report);
  checkCalled(relay, call, [...path, "call"], report);
}

function checkOutward(
  draft: Draft,
  mode: RelayDraft["mode"],
  caller: NamedEntry,
  { from, to, call }: MappingInput,
  path: Path,
  report: Report,
): void {
  if (!isOutside(draft, to.entry)) {
    report(
      [...path, "to"],
      "both ends are in AWS, which an endpoint to a service joins without a relay; one end of a mapping is a network of `onPremises`",
    );
    return;
  }
  checkOutsideCallee(draft, mode, to, [...path, "to"], report);
  checkCalled(caller, call, [...path, "call"], report);
  if (Object.keys(caller.entry.hosts).length === 0 && !draft.isWritten(["providers", from, "hosts"]))
    report([...path, "from"], `${from} has no host that would call; add one to its \`hosts\``);
}

/** The entry that calls; nothing where it cannot, or was refused. */
function callerOf(draft: Draft, name: string, path: Path, report: Report): NamedEntry | undefined {
  const caller = draft.entriesByName.get(name);
  if (caller?.section === "providers") return caller;
  if (draft.isWritten(["providers", name])) return undefined;
  if (caller !== undefined) reportSection(caller, path, report);
  else
    reportUnknown(report, path, "network of `onPremises` or entry of `providers`", [
      ...Object.keys(draft.topology.onPremises),
      ...Object.keys(draft.topology.providers),
    ]);
  return undefined;
}

function reportSection({ name, section }: NamedEntry, path: Path, report: Report): void {
  report(
    path,
    `${name} stands in ${section}, and the entries that a relay serves offer and use services; write it in \`providers\``,
  );
}

function checkCallee(draft: Draft, to: MappingInput["to"], path: Path, report: Report): void {
  const named = draft.entriesByName.get(to.entry);
  if (named?.section === "providers") {
    if (own(named.entry.hosts, to.host) !== undefined) return;
    if (draft.isWritten(["providers", to.entry, "hosts", to.host])) return;
  } else if (isEntryWritten(draft, to.entry)) {
    if (named !== undefined) reportSection(named, path, report);
    return;
  }
  const known = Object.entries(draft.topology.providers).flatMap(([entry, { hosts }]) =>
    Object.keys(hosts).map((host) => formatHost({ entry, host })),
  );
  reportUnknown(report, path, "host of `providers`", known);
}

function checkOutsideCallee(
  draft: Draft,
  mode: RelayDraft["mode"],
  to: MappingInput["to"],
  path: Path,
  report: Report,
): void {
  const network = own(draft.topology.onPremises, to.entry);
  if (network === undefined) return;
  const hosts: Readonly<Record<string, { readonly address?: Ipv4Address | undefined }>> = network.hosts;
  const host = own(hosts, to.host);
  if (host === undefined) {
    if (!draft.isWritten(["onPremises", to.entry, "hosts", to.host]))
      reportUnknown(report, path, `host of ${to.entry}`, Object.keys(hosts));
  } else if (host.address === undefined)
    report(
      path,
      `a relay calls ${formatHost(to)} by its address, and none is stated; give it an \`address\``,
    );
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-type
  else if (mode === "managed" && !isPrivate(Ipv4Block.ofOne(host.address)))
    report(
      path,
      `load balancers take targets outside their VPC with addresses of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 and 100.64.0.0/10 only, and ${formatHost(to)} has ${formatAddress(host.address)}; use a relay by a host`,
    );
}

/**
 * What is called is an address of the caller's own network, or, from outside AWS, of the relay's VPC. A route cannot make
 * up for another: an endpoint takes packets to its own address only.
 * @see https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html
 */
function checkCalled(owner: NamedEntry, { address }: MappingInput["call"], path: Path, report: Report): void {
  const subnets = privateSubnets(owner);
  if (subnets.length === 0 || subnetWith(owner, address) !== undefined) return;
  const blocks = listed(subnets.map(({ block }) => block.toString()));
  const isInVpc = blocksOf(owner).some((block) => block.contains(address));
  report(
    path,
    isInVpc
      ? `this is in no private subnet of ${owner.name}; call an address of ${blocks}`
      : `this is not in the VPC of ${owner.name}, and a route to the endpoint's network interface carries nothing there: that takes packets to its own address only; call an address of ${blocks}`,
  );
}
