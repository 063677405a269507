import type { Resource } from "../deployment";
import { Reference, type ResourceKey, type Value } from "../value";
import { isList, isObject } from "../values";
import { FURTHER, isOfOneThing, isOwnId, TAKING_OVER } from "./identity-table";

/** What makes or finds things, as their identities are looked for. */
export type Identifiable = Pick<Resource, "key" | "mode" | "type" | "attribute">;

/** Which of two resources a text rather is the identity of: the earlier one. */
const RANKS = ["made", "learned", "made with it", "taken over", "found", "found with it"] as const;
type Rank = (typeof RANKS)[number];

interface Entry {
  readonly reference: Reference;
  readonly type: string;
  readonly rank: number;
}

/** Which resources the texts are the identities of that AWS gave to one thing alone. */
export class Identities {
  readonly #entries = new Map<string, Entry>();
  /** Texts that were learned to be the identities of several things. */
  readonly #ambiguous = new Set<string>();

  /** @param madeTwice told of what two resources of a type have as their own */
  constructor(private readonly madeTwice: (one: ResourceKey, other: ResourceKey) => void) {}

  /** Takes in what a resource makes, or a data source finds. */
  add(resource: Identifiable): void {
    const { key, type, mode } = resource;
    const isData = mode === "data";
    const arn = textOf(resource, "arn");
    if (arn?.startsWith("arn:") === true)
      this.#enter(arn, new Reference(key, "arn"), type, ownRank(type, isData));
    const id = textOf(resource, "id");
    // What has no ARN of its own says something of what has it.
    if (id !== undefined && id !== arn && id.startsWith("arn:"))
      this.#enter(id, new Reference(key, "id"), type, isData ? "found" : "taken over");
    else if (id !== undefined && id !== arn && isOwnId(type, id))
      this.#enter(id, new Reference(key, "id"), type, ownRank(type, isData));
    for (const path of Object.hasOwn(FURTHER, type) ? (FURTHER[type] ?? []) : []) {
      for (const [attribute, text] of textsAt(resource, path))
        this.#enter(text, new Reference(key, attribute), type, isData ? "found with it" : "made with it");
    }
  }

  /** Takes in that a text is what a resource will be known by, which only a reader of its stack's outputs tells. */
  learn(text: string, reference: Reference, type: string): void {
    const known = this.#entries.get(inOneSpelling(text));
    if (known?.rank === RANKS.indexOf("learned") && !isSame(known.reference, reference))
      this.#ambiguous.add(inOneSpelling(text));
    this.#enter(text, reference, type, "learned");
  }

  find(text: string): Reference | undefined {
    const spelling = inOneSpelling(text);
    const entry = this.#entries.get(spelling);
    if (entry === undefined) return undefined;
    return entry.rank === RANKS.indexOf("learned") && this.#ambiguous.has(spelling)
      ? undefined
      : entry.reference;
  }

  #enter(text: string, reference: Reference, type: string, named: Rank): void {
    const rank = RANKS.indexOf(named);
    const spelling = inOneSpelling(text);
    const known = this.#entries.get(spelling);
    if (known?.rank === rank && named === "made" && known.type === type)
      this.madeTwice(known.reference.resource, reference.resource);
    if (
      known === undefined ||
      rank < known.rank ||
      (rank === known.rank && isBefore(reference, known.reference))
    )
      this.#entries.set(spelling, { reference, type, rank });
  }
}

function textOf(resource: Identifiable, attribute: string): string | undefined {
  const value = resource.attribute(attribute);
  return typeof value === "string" ? value : undefined;
}

function ownRank(type: string, isData: boolean): Rank {
  if (isData) return "found";
  return TAKING_OVER.has(type) ? "taken over" : "made";
}

/** Of what one resource is known by, the first counts; of several resources, the first by their keys. */
function isBefore(one: Reference, other: Reference): boolean {
  return one.resource < other.resource;
}

function isSame(one: Reference, other: Reference): boolean {
  return one.resource === other.resource && one.attribute === other.attribute;
}

/** Route 53 writes names in small letters, and some write the final dot, or the prefix by which an alias asks for both families. */
function inOneSpelling(text: string): string {
  return text.includes(".") ? text.replace(/^dualstack\.|\.$/g, "").toLowerCase() : text;
}

/** The texts that a path leads to, each with its own path. */
function textsAt(
  resource: Identifiable,
  path: string,
): readonly (readonly [attribute: string, text: string])[] {
  const [first = "", ...steps] = path.split(".");
  const name = first.replace("[]", "");
  let found = membersOf(name, resource.attribute(name), first.endsWith("[]"));
  for (const step of steps) {
    const inner = step.replace("[]", "");
    found = found.flatMap(([written, value]) =>
      isObject(value) && Object.hasOwn(value, inner)
        ? membersOf(`${written}.${inner}`, value[inner], step.endsWith("[]"))
        : [],
    );
  }
  return found.flatMap(([written, value]) =>
    typeof value === "string" && value !== "" ? [[written, value]] : [],
  );
}

type Found = readonly (readonly [written: string, value: Value | undefined])[];

function membersOf(written: string, value: Value | undefined, isEach: boolean): Found {
  if (!isEach) return [[written, value]];
  return value !== undefined && isList(value)
    ? value.map((member, index) => [`${written}[${index}]`, member] as const)
    : [];
}

/** Whether a text stands for the resource that a reference leads to, and not for something that it says of it. */
export function isIdentity(text: string, { attribute }: Reference, type: string): boolean {
  if (isOfOneThing(text)) return true;
  const path = attribute.replace(/\[\d+\]/g, "[]");
  return Object.hasOwn(FURTHER, type) && (FURTHER[type] ?? []).includes(path);
}
