import type { Deployment, Resource } from "../deployment";
import { ResourceDeployment } from "../resource-deployment";
import { parseSteps } from "../traversal";
import type { Report } from "../problem";
import { placeOf, Reference, type ResourceKey, Unknown, type Value } from "../value";
import { follow, isObject } from "../values";
import { FoundThings } from "./found-things";
import { IdentifiedResource, type Meanings } from "./identified-resource";
import { Identities } from "./identities";
import { Learned } from "./learned";
import { Likeness } from "./likeness";
import { foundPlaceOf, type Place, Places } from "./places";
import type { Assume, Assumption, ShownStack } from "./stack";
import { ToldResource } from "./told-resource";

/** What a shown stack reads. */
export interface Outputs {
  /** The stack whose outputs they are. */
  readonly stack: string;
  readonly names: readonly string[];
  readonly valueOf: (name: string) => Value;
  /** Where no file says that it is this stack. */
  readonly assumption?: Assumption;
}

interface Parts {
  readonly stacks: readonly ShownStack[];
  /** The resources and data sources of the stacks that were synthesized. */
  readonly synthesized: readonly Resource[];
  /** What their data sources name: see `Deployment.existing`. */
  readonly named: readonly Resource[];
  /** The outputs that a `terraform_remote_state` of a shown stack reads, where a given stack has them. */
  readonly outputsRead: (remoteState: ToldResource) => Outputs | undefined;
  readonly assume: Assume;
  readonly report: Report;
}

/** Brings shown stacks together with each other and with synthesized ones, by what their texts are the identities of. */
export function joinShown(parts: Parts): Deployment {
  const told = parts.stacks.flatMap(({ name, resources }) =>
    resources.map((each) => new ToldResource(name, each)),
  );
  const places = new Places();
  const identities = new Identities(refusingTwo(parts));
  for (const each of told) {
    places.add(each);
    identities.add(each);
  }
  for (const each of parts.named) identities.add(each);
  const learned = new Learned(identities);
  const read = outputsReadBy(told, parts);
  for (const [remoteState, outputs] of read) learnFrom(remoteState, outputs, learned, parts);
  const sources = told.filter((each) => each.mode === "data" && !isRemoteState(each));
  const given = new Map([...told, ...parts.synthesized].map((each) => [each.key, each]));
  const doubtOf = doubtsAboutFound(parts, given, { identities, learned, places });
  const things = new FoundThings([...sources, ...parts.named].toSorted(byKey), identities, doubtOf);
  const outputs = new Map([...read].map(([{ key }, each]) => [key, each]));
  const meanings = meaningsOf({ identities, learned, things, outputs });
  const placedAt = (each: Resource): Place =>
    each instanceof ToldResource ? places.of(each, (value) => find(given, value, meanings)) : each;
  const identified = (each: Resource, joined = each): Resource =>
    new IdentifiedResource(
      joined,
      each instanceof ToldResource ? each.shown.secrets : undefined,
      () => placedAt(each),
      meanings,
    );
  const existing = things.existing.map(([first, joined]) => identified(first, joined));
  const byKeys = new Map(existing.map((each) => [each.key, each]));
  const resources = [...given.values()].map((each) => byKeys.get(each.key) ?? identified(each));
  const former = parts.stacks.flatMap(({ name, former: before }) =>
    before.map((each) => identified(new ToldResource(name, each))),
  );
  return new ResourceDeployment(resources, existing, former);
}

/** What two stacks make alike is one stack that was given twice: its plan and its state, or two of its plans. */
function refusingTwo({ stacks, report }: Parts): (one: ResourceKey, other: ResourceKey) => void {
  const files = new Map(stacks.map(({ name, file }) => [name, file]));
  const told = new Set<string>();
  return (one, other) => {
    const [first = "", second = ""] = [one, other].map((key) => files.get(placeOf(key).stack) ?? "").sort();
    if (first === second || told.has(`${first}\n${second}`)) return;
    told.add(`${first}\n${second}`);
    report(
      second,
      `this and ${first} are of one stack, since both make ${[one, other].sort().join(" and ")}; give one of them`,
    );
  };
}

/**
 * Why it is not sure that no resource makes what data sources found. What a synthesized stack names by its ID, people wrote
 * down as what is there.
 */
function doubtsAboutFound(
  { stacks }: Parts,
  given: ReadonlyMap<ResourceKey, Resource>,
  { identities, learned, places }: Pick<Known, "identities" | "learned"> & { readonly places: Places },
): (sources: readonly Resource[], id: string) => string | undefined {
  const placed = (each: Resource): Place => (each instanceof ToldResource ? places.of(each) : each);
  const likeness = new Likeness({
    given,
    find: (text) => identities.find(text),
    fact: (resource, attribute) => learned.fact(resource, attribute),
    placeOf: placed,
    foundAt: (source) => foundPlaceOf(source, placed(source)),
  });
  const gone = new Map(
    stacks.flatMap(({ name, former }) => former.map((each) => [each.attribute("id"), name] as const)),
  );
  return (sources, id) => {
    if (!sources.every((each) => each instanceof ToldResource)) return undefined;
    const stack = gone.get(id);
    if (stack !== undefined) return `the plan ${stack} takes away or replaces what it found`;
    const maker = likeness.makerOf(sources);
    return maker === undefined
      ? undefined
      : `it found what may be ${maker.key}, whose ID was not known when that was planned`;
  };
}

/** The resource that a value is the identity of. */
function find(
  given: ReadonlyMap<ResourceKey, Resource>,
  value: Value,
  meanings: Meanings,
): Resource | undefined {
  const meant =
    value instanceof Reference
      ? meanings.ofReference(value)
      : typeof value === "string"
        ? meanings.ofText(value)
        : undefined;
  return meant instanceof Reference ? given.get(meant.resource) : undefined;
}

function outputsReadBy(told: readonly ToldResource[], { outputsRead }: Parts): Map<ToldResource, Outputs> {
  const read = new Map<ToldResource, Outputs>();
  for (const each of told) {
    const outputs = isRemoteState(each) ? outputsRead(each) : undefined;
    if (outputs !== undefined) read.set(each, outputs);
  }
  return read;
}

function learnFrom(
  remoteState: ToldResource,
  { stack, names, valueOf, assumption }: Outputs,
  learned: Learned,
  { assume }: Parts,
): void {
  const read = remoteState.attribute("outputs");
  const values = isObject(read) ? read : {};
  const lessons = names
    .filter((name) => Object.hasOwn(values, name))
    .map((name) => ({ name, lesson: learned.pair(valueOf(name), values[name] ?? null) }));
  // What is not read yet is what it is taken for, too.
  if (assumption !== undefined && (!isObject(read) || lessons.some(({ lesson }) => lesson !== "nothing")))
    assume(assumption);
  for (const { name, lesson } of lessons) {
    if (lesson !== "by place") continue;
    const sentence = `its members are taken to stand in the order in which ${stack} states them`;
    assume({ at: remoteState.key, attribute: `outputs.${name}`, sentence });
  }
}

interface Known {
  readonly identities: Identities;
  readonly learned: Learned;
  readonly things: FoundThings;
  /** By the data source that reads them. */
  readonly outputs: ReadonlyMap<ResourceKey, Outputs>;
}

/** Outputs may pass on those of other stacks; more often than this, they do in circles. */
const MOST_STACKS = 50;

function meaningsOf({ identities, learned, things, outputs }: Known): Meanings {
  const ofReference = (reference: Reference, passed = 0): Value => {
    const output = outputIn(reference, outputs);
    if (output === undefined) return things.meaning(reference);
    if (!(output instanceof Reference)) return output;
    return passed < MOST_STACKS
      ? ofReference(output, passed + 1)
      : new Unknown(reference.attribute, "outputs pass it on in a circle", reference.resource);
  };
  return {
    ofText: (text) => {
      const found = identities.find(text);
      return found === undefined ? undefined : things.meaning(found);
    },
    ofReference: (reference) => ofReference(reference),
    fact: (resource, attribute) => learned.fact(resource, attribute),
  };
}

/** What a reference leads to that goes into the outputs of another stack. */
function outputIn(
  { resource, attribute }: Reference,
  outputs: ReadonlyMap<ResourceKey, Outputs>,
): Value | undefined {
  const read = outputs.get(resource);
  const parsed = read === undefined ? undefined : parseSteps(attribute, 0);
  if (read === undefined || parsed?.traversal.root !== "outputs") return undefined;
  const [name, ...steps] = parsed.traversal.steps;
  if (typeof name !== "string" || !read.names.includes(name))
    return new Unknown(attribute, `${read.stack} has no such output`, resource);
  return follow(
    read.valueOf(name),
    steps,
    () => new Unknown(attribute, `${read.stack} has no such output`, resource),
  );
}

function byKey(one: Resource, other: Resource): number {
  return one.key < other.key ? -1 : 1;
}

function isRemoteState({ mode, type }: Resource): boolean {
  return mode === "data" && type === "terraform_remote_state";
}
