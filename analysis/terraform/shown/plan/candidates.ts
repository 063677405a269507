import { Reference } from "../../value";
import { attributeFor, type Wanted } from "./arguments";
import type { ModuleInstance, Planned } from "./modules";
import { type Guess, type Origin, originsOf } from "./origins";

/** What an unknown value may be the identity of. */
export interface Candidate {
  readonly resource: Planned;
  readonly attribute: string;
  readonly guess?: Guess;
}

/** What an address begins with. */
const MODULES = /^(?:module\.[^.[]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)+/;

/** What a reader can take in of a list of names. */
const MOST_NAMES = 5;

export interface Asked {
  readonly argument: string;
  readonly wanted: Wanted | undefined;
  readonly isList: boolean;
}

/** Each once; those that the argument takes, where it is told what it takes. */
export function candidatesIn(origins: readonly Origin[], asked: Asked): readonly Candidate[] {
  const named = origins.flatMap((origin) => candidatesOf(origin, asked));
  const distinct = [...new Map(named.map((each) => [nameOf(each), each])).values()];
  const { wanted } = asked;
  return wanted === undefined ? distinct : distinct.filter((each) => fits(each, wanted));
}

/** Those that the argument takes, and where there are none, whatever is named. */
export function namedIn(origins: readonly Origin[], asked: Asked): readonly Candidate[] {
  const fitting = candidatesIn(origins, asked);
  if (fitting.length > 0 || origins.some(({ kind }) => kind === "untold")) return fitting;
  return candidatesIn(origins, { ...asked, wanted: undefined });
}

function candidatesOf(origin: Origin, asked: Asked): readonly Candidate[] {
  if (origin.kind === "attribute") return [origin];
  if (origin.kind !== "block") return [];
  const { all } = origin.resources;
  const guess = origin.guess ?? (asked.isList && all.length > 1 ? "all" : undefined);
  return all.map((resource) => ({
    ...standsFor(resource, asked),
    ...(guess === undefined ? {} : { guess }),
  }));
}

/** A resource as a whole stands for its identity; one of another type, for what it says of the argument itself. */
function standsFor(resource: Planned, { argument, wanted }: Asked): Candidate {
  if (wanted !== undefined && !wanted.has(resource.type) && resource.has(argument)) {
    const [same, ...others] = originsOf(resource, [argument]);
    if (same?.kind === "attribute" && others.length === 0) return same;
  }
  return { resource, attribute: attributeFor(argument, resource.type, wanted) };
}

function fits({ resource, attribute }: Candidate, wanted: Wanted): boolean {
  return wanted.get(resource.type)?.includes(attribute) === true;
}

export function referenceTo({ resource, attribute }: Candidate): Reference {
  return new Reference(resource.resourceKey, attribute);
}

export function nameOf({ resource, attribute }: Candidate): string {
  return `${resource.address}.${attribute}`;
}

/** @param module those of this module are named as they are named in it */
export function listed(candidates: readonly Candidate[], module?: ModuleInstance): string {
  const names = candidates.slice(0, MOST_NAMES).map((each) => {
    const isOwn = module?.within !== undefined && each.resource.module === module;
    return isOwn ? nameWithin(nameOf(each)) : nameOf(each);
  });
  const more = candidates.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(" and ");
}

function nameWithin(name: string): string {
  return `its module's ${name.replace(MODULES, "")}`;
}
