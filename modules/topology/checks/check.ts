import { checkVpcBlock, type Ipv4Block } from "../../addressing";
import type { AccountId, AzId } from "../../identity";
import type { Path } from "../problem";
import type { ExistingVpcInput, ServiceInput, TopologyDraft, VpcInput } from "../schema";
import { type NamedEntry, own, SECTIONS, servicesOf, vpcBlocks, vpnOf, zonesOf } from "../derivations";
import type { Client, ServiceReference } from "../values";

/** Tells of a mistake in a value, or in a key: where it stands, what is wrong and what would be right. */
export type Report = (path: Path, sentence: string, about?: "key") => void;

/** What the checks look at: everything of a file that is well-formed by itself. */
export interface Draft {
  readonly topology: TopologyDraft;
  readonly entries: readonly NamedEntry[];
  readonly entriesByName: ReadonlyMap<string, NamedEntry>;
  /**
   * Whether something stands at a path of the file, or may have been meant to by what was refused: a reference to
   * what exists but is wrong is not a mistake of its own.
   */
  readonly isWritten: (path: Path) => boolean;
  /** Whether no endpoint was refused, whose name would be missing. */
  readonly hasAllEndpoints: boolean;
  /** Whether nothing was refused of what stands under a key at the top, nor a key that may be a misspelling of it. */
  readonly isWhole: (key: string) => boolean;
}

export type Check = (draft: Draft, report: Report) => void;

export interface FoundService {
  readonly provider: NamedEntry;
  readonly service: ServiceInput;
}

/** The service that a reference names; nothing where there is none, or it was refused. */
export function serviceOf(draft: Draft, { entry, service }: ServiceReference): FoundService | undefined {
  const provider = draft.entriesByName.get(entry);
  const offered = provider && own(servicesOf(provider.entry), service);
  return provider && offered && { provider, service: offered };
}

export function formatService({ entry, service }: ServiceReference): string {
  return `${entry}/${service}`;
}

/** Whether an entry, or a part of it, is written in any section. */
export function isEntryWritten(draft: Draft, name: string, ...rest: Path): boolean {
  return SECTIONS.some((section) => draft.isWritten([section, name, ...rest]));
}

/** The number behind an account's name; nothing where either is missing or wrong. */
export function accountOf(draft: Draft, name: string | undefined): AccountId | undefined {
  return name === undefined ? undefined : own(draft.topology.accounts, name);
}

export function checkAccount(draft: Draft, name: string, path: Path, report: Report): void {
  if (accountOf(draft, name) === undefined && !draft.isWritten(["accounts", name]))
    reportUnknown(report, path, "account", Object.keys(draft.topology.accounts));
}

/**
 * The name and number of an entry's account where an `allow` of another account leaves it out; nothing where it may
 * stand for what is missing or wrong.
 */
export function disallowedAccount(
  draft: Draft,
  user: NamedEntry,
  owner: NamedEntry,
  allow: readonly string[],
): { readonly name: string; readonly account: AccountId } | undefined {
  const name = user.entry.account;
  const account = accountOf(draft, name);
  const holder = accountOf(draft, owner.entry.account);
  if (name === undefined || account === undefined || holder === undefined || account === holder)
    return undefined;
  if (allow.includes(name)) return undefined;
  // A name without a number is a mistake already told, and may be meant to stand for this account.
  if (allow.some((allowed) => (accountOf(draft, allowed) ?? account) === account)) return undefined;
  return { name, account };
}

/** Names among clients are hosts' of the same entry, or of networks outside AWS that are connected to its VPC. */
export function checkClients(
  draft: Draft,
  { section, name, entry }: NamedEntry,
  clients: readonly Client[],
  path: Path,
  report: Report,
): void {
  clients.forEach((client, index) => {
    if (
      client.kind !== "host" ||
      own(entry.hosts, client.host) ||
      draft.isWritten([section, name, "hosts", client.host])
    )
      return;
    if (own(draft.topology.onPremises, client.host) || draft.isWritten(["onPremises", client.host])) {
      if (!draft.isWritten([section, name, "vpn", "connections", client.host]))
        report(
          [...path, index],
          `no VPN connection joins ${client.host} and this VPC, so that nothing of it would call; add ${client.host} to the \`vpn.connections\` of ${name}`,
        );
      return;
    }
    const networks = Object.keys(vpnOf(entry)?.connections ?? {});
    const kind = `host of ${name}${networks.length === 0 ? "" : ", or network connected to it"}`;
    reportUnknown(report, [...path, index], kind, [...Object.keys(entry.hosts), ...networks]);
  });
  const written = clients.map((client) => (client.kind === "host" ? client.host : client.block.toString()));
  reportRepeated(report, path, written);
}

/** All blocks of an entry's VPC, added ones as well; none where it was refused, or no VPC can have its block. */
export function blocksOf(named: NamedEntry | undefined): readonly Ipv4Block[] {
  const vpc = named?.entry.vpc;
  if (named === undefined || vpc === undefined) return [];
  const blocks = vpcBlocks(named.name, vpc);
  return checkVpcBlock(blocks[0]).length === 0 ? blocks : [];
}

/** A zone is of use where the VPC has subnets; where the VPC was refused, nothing is known of that. */
export function checkHasSubnets(
  vpc: VpcInput | ExistingVpcInput | undefined,
  zone: AzId,
  path: Path,
  report: Report,
): void {
  const zones = vpc && zonesOf(vpc);
  // One without any is a mistake of its own.
  if (zones !== undefined && zones.length > 0 && !zones.includes(zone))
    report(path, `the VPC has no subnets there; its zones are ${listed(zones)}`);
}

/** Reports a name that is not among those declared, with those that are. */
export function reportUnknown(report: Report, path: Path, kind: string, known: Iterable<string>): void {
  const names = [...new Set(known)].sort();
  report(
    path,
    `there is no such ${kind}; ${names.length === 0 ? "none is declared" : `declared are ${listed(names)}`}`,
  );
}

/** Reports every value that stands in a list a second time. */
export function reportRepeated(report: Report, path: Path, values: readonly string[]): void {
  const seen = new Set<string>();
  values.forEach((value, index) => {
    if (seen.has(value)) report([...path, index], "this stands in the list already; write it once");
    seen.add(value);
  });
}

/** The first few of many names. */
export function listed(names: readonly string[]): string {
  const most = 12;
  return names.length > most
    ? `${names.slice(0, most).join(", ")} and ${names.length - most} more`
    : names.join(", ");
}
