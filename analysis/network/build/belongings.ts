import type { Resource, Unknown } from "../../terraform";
import { isKnown, type Known, sameKnown } from "../known";
import type { ElementKey } from "../model";

/** Something that a resource adds to a thing: a rule to its group, a route to its table. */
export interface Belonging<T> {
  readonly owner: Known<ElementKey>;
  readonly resource: Resource;
  readonly what: T;
}

/** What belongs to which thing; what belongs to an unknown thing may belong to any that it could reach. */
export class Belongings<T> {
  readonly #byOwner = new Map<ElementKey, T[]>();
  readonly #strays: { readonly resource: Resource; readonly why: Unknown }[] = [];
  readonly #doubts = new Map<string, readonly Unknown[]>();

  constructor(belongings: readonly Belonging<T>[]) {
    for (const { owner, resource, what } of belongings) {
      if (!isKnown(owner)) {
        this.#strays.push({ resource, why: owner });
        continue;
      }
      const others = this.#byOwner.get(owner);
      if (others === undefined) this.#byOwner.set(owner, [what]);
      else others.push(what);
    }
  }

  /** What certainly belongs to it. */
  of(owner: ElementKey): readonly T[] {
    return this.#byOwner.get(owner) ?? [];
  }

  /** Why more may belong to any thing, whoever's it is: what accounts do with things of others. */
  get doubts(): readonly Unknown[] {
    return this.#strays.map(({ why }) => why);
  }

  /**
   * Why more may belong to it.
   * @param owner the resource that it is, or that brings it about: only its own account adds to it, in its own Region
   */
  doubtsAbout(owner: Resource): readonly Unknown[] {
    if (this.#strays.length === 0) return [];
    const place = [owner.account, owner.region].map((half) => (isKnown(half) ? half : "unknown")).join("/");
    const found =
      this.#doubts.get(place) ??
      this.#strays
        .filter(
          ({ resource }) =>
            sameKnown(resource.account, owner.account) !== false &&
            sameKnown(resource.region, owner.region) !== false,
        )
        .map(({ why }) => why);
    this.#doubts.set(place, found);
    return found;
  }
}
