import type { Deployment, Resource } from "../../terraform";
import type { Known, Listing } from "../known";
import { type ElementKey, elementKey } from "../model";
import { joinListings, mapListing } from "./attributes";
import { type Belonging, Belongings } from "./belongings";
import { doubtful } from "./listings";

/**
 * What resources say of others: an attachment of its target group, an accepter of its endpoint service. Each may say
 * something that is not known, of something that is not known.
 */
export class Associations<T> {
  readonly #belongings: Belongings<Known<T>>;

  constructor(said: readonly Belonging<Known<T>>[]) {
    this.#belongings = new Belongings(said);
  }

  /** @param owner the resource that the thing is, or that brings it about */
  of(owner: Resource, key: ElementKey = elementKey(owner.key)): Listing<T> {
    const said = { items: this.#belongings.of(key), doubts: [] };
    return joinListings([mapListing(said, (each) => each), doubtful(this.#belongings.doubtsAbout(owner))]);
  }

  /** The same of what accounts say of things of others, like those who accept what another account offers. */
  acrossAccounts(key: ElementKey): Listing<T> {
    const said = { items: this.#belongings.of(key), doubts: this.#belongings.doubts };
    return mapListing(said, (each) => each);
  }
}

/** One association for each of these resources. */
export function associationsOf<T>(
  resources: readonly Resource[],
  owner: (resource: Resource) => Known<ElementKey>,
  what: (resource: Resource) => Known<T>,
): Associations<T> {
  return new Associations(
    resources.map((resource) => ({ owner: owner(resource), resource, what: what(resource) })),
  );
}

/** The resources of several types. */
export function ofTypes(deployment: Deployment, types: readonly string[]): Resource[] {
  return types.flatMap((type) => deployment.ofType(type));
}
