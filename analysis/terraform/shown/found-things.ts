import type { Resource } from "../deployment";
import { NAMED_OTHERWISE } from "../existing";
import { partsOfAddress } from "../addresses";
import { placeOf, Reference, type ResourceKey, Unknown, type Value } from "../value";
import { formatReference } from "../values";
import type { Identities } from "./identities";
import { JoinedSources } from "./told-resource";

/** What data sources find: each thing once, whichever of them find it. */
export class FoundThings {
  /** What a data source stands for: what a resource makes, or the first data source that finds the same. */
  readonly #meant = new Map<ResourceKey, Reference>();
  /** By the key of the first. */
  readonly #groups = new Map<ResourceKey, Resource[]>();
  readonly #firsts = new Map<string, ResourceKey>();
  /** Data sources that do not tell yet what they find. */
  readonly #seeking = new Set<ResourceKey>();

  /** By the key of the first: why nobody can tell whether no resource makes a thing. */
  readonly #doubts = new Map<ResourceKey, string>();

  /**
   * @param sources in the order of their keys
   * @param doubtOf why it is not sure that no resource makes what data sources find by its ID, as a clause
   */
  constructor(
    sources: readonly Resource[],
    private readonly identities: Identities,
    doubtOf: (sources: readonly Resource[], id: string) => string | undefined,
  ) {
    for (const source of sources) this.#take(source);
    for (const [first, group] of this.#groups) {
      const [id] = group.map(nameOf);
      const doubt = typeof id === "string" ? doubtOf(group, id) : undefined;
      if (doubt !== undefined) this.#doubts.set(first, doubt);
    }
  }

  #take(source: Resource): void {
    const { key, type } = source;
    const named = nameOf(source);
    const made = typeof named === "string" ? this.#madeAs(named) : named;
    if (made !== undefined) {
      this.#meant.set(key, made);
      return;
    }
    if (named === undefined) {
      this.#seeking.add(key);
      return;
    }
    const thing = JSON.stringify([type, named]);
    const first = this.#firsts.get(thing);
    if (first === undefined) {
      this.#firsts.set(thing, key);
      this.#groups.set(key, [source]);
    } else {
      this.#meant.set(key, new Reference(first, "id"));
      this.#groups.get(first)?.push(source);
    }
  }

  #madeAs(text: string): Reference | undefined {
    const found = this.identities.find(text);
    return found !== undefined && isMade(found) ? found : undefined;
  }

  /** What a reference to a data source refers to. */
  meaning(reference: Reference): Reference | Unknown {
    const { resource, attribute } = reference;
    if (this.#seeking.has(resource)) return new Reference(resource, attribute, true);
    const meant = this.#meant.get(resource);
    const doubt = this.#doubts.get(meant?.resource ?? resource);
    if (doubt !== undefined) return new Unknown(formatReference(reference), doubt, resource);
    if (meant === undefined) return reference;
    if (attribute === "id" || attribute === "arn" || attribute === meant.attribute) return meant;
    // What AWS made with a VPC is no resource of which more could be asked.
    return ["id", "arn"].includes(meant.attribute) ? new Reference(meant.resource, attribute) : reference;
  }

  /** The things that no resource makes, by the first data source that finds each, and with what all that find it tell. */
  get existing(): readonly (readonly [first: Resource, joined: Resource])[] {
    return [...this.#groups.values()].flatMap(([first, ...others]) => {
      if (first === undefined || this.#doubts.has(first.key)) return [];
      return [[first, others.length === 0 ? first : new JoinedSources(first, others)] as const];
    });
  }
}

/** What a data source names its thing by. */
function nameOf(source: Resource): string | Reference | undefined {
  for (const name of ["id", NAMED_OTHERWISE.get(source.type), "arn"]) {
    const value: Value | undefined = name === undefined ? undefined : source.attribute(name);
    if (typeof value === "string" && value !== "") return value;
    if (value instanceof Reference && isMade(value)) return value;
  }
  return undefined;
}

function isMade({ resource }: Reference): boolean {
  return partsOfAddress(placeOf(resource).address).mode === "managed";
}
