import type { AccountId } from "../../identity";
import type { Path } from "../problem";
import type { FlowInput, ServiceInput, TopologyInput } from "../schema";
import { type NamedEntry, own } from "../derivations";

/** Tells of a mistake: where it stands, what is wrong and what would be right. */
export type Report = (path: Path, sentence: string) => void;

/** What the checks look at: everything of a file that is well-formed by itself. */
export interface Draft {
  readonly topology: TopologyInput;
  readonly entries: readonly NamedEntry[];
  readonly entriesByName: ReadonlyMap<string, NamedEntry>;
  /** The well-formed flows and their places in the list. */
  readonly flows: readonly (readonly [index: number, flow: FlowInput])[];
  /**
   * Whether something stands at a path of the file, well-formed or not: a reference to what exists but is wrong
   * is not a mistake of its own.
   */
  readonly isWritten: (path: Path) => boolean;
  /** Whether nothing of the file was refused. */
  readonly isWhole: boolean;
}

export type Check = (draft: Draft, report: Report) => void;

export interface FoundService {
  readonly provider: NamedEntry;
  readonly service: ServiceInput;
}

/** Whether an entry, or a part of it, is written in any section. */
export function isEntryWritten(draft: Draft, name: string, ...rest: Path): boolean {
  return ["providers", "consumers"].some((section) => draft.isWritten([section, name, ...rest]));
}

export function accountOf(draft: Draft, name: string): AccountId | undefined {
  return own(draft.topology.accounts, name);
}

/** Reports a name that is not among those declared, with those that are. */
export function reportUnknown(report: Report, path: Path, kind: string, known: Iterable<string>): void {
  const names = [...known].sort();
  report(
    path,
    `there is no such ${kind}; ${names.length === 0 ? "none is declared" : `declared are ${listed(names)}`}`,
  );
}

/** Reports every value that stands in a list a second time. */
export function reportRepeated(report: Report, path: Path, values: readonly string[]): void {
  values.forEach((value, index) => {
    if (values.indexOf(value) < index)
      report([...path, index], "this stands in the list already; write it once");
  });
}

/** The first few of many names. */
export function listed(names: readonly string[]): string {
  const most = 12;
  return names.length > most
    ? `${names.slice(0, most).join(", ")} and ${names.length - most} more`
    : names.join(", ");
}
