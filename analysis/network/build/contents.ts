import { type Resource, Unknown } from "../../terraform";
import type { Listing } from "../known";
import { joinListings } from "./attributes";
import type { Belongings } from "./belongings";
import { NETWORK_ACL, SECURITY_GROUP } from "./identities";
import { doubtful } from "./listings";
import type { Origin } from "./origins";

/** The two ways through a filter, as seen from what it guards. */
export type Direction = "ingress" | "egress";

/** What resources of their own add to things: rules to groups, routes to tables. */
export interface Additions<T> {
  readonly now: Belongings<Listing<T>>;
  /** What plans change or take away of it, as it is before. */
  readonly before: Belongings<Listing<T>>;
  /** Whether AWS has but one of the two. */
  readonly isSame: (one: T, other: T) => boolean;
  /** One that may be there or not. */
  readonly maybe: (one: T, why: Unknown) => T;
}

/** What has these types holds what is written in it and nothing else, even where nothing is written. */
const ABSOLUTE_TYPES: readonly string[] = [SECURITY_GROUP.manager.type, NETWORK_ACL.manager.type];

/**
 * All that a thing certainly holds: what is written in it (or what AWS put there), and what resources of their own add.
 * @param attribute in which it would be written: `ingress`, `route`
 */
export function contentsOf<T>(
  origin: Origin,
  attribute: string,
  written: Listing<T>,
  additions: Additions<T>,
): Listing<T> {
  const { key, statedBy, owner, doubts } = origin;
  const added = additions.now.of(key);
  const observation = statedBy?.observes(attribute);
  const rest = observation === undefined ? written : notAdded(written, key, additions);
  const own =
    statedBy !== undefined && observation === "last seen" && added.length > 0
      ? { ...rest, items: rest.items.map((each) => additions.maybe(each, unstated(attribute, statedBy))) }
      : rest;
  const isAbsolute =
    observation === undefined &&
    statedBy !== undefined &&
    (statedBy.stated.includes(attribute) || ABSOLUTE_TYPES.includes(statedBy.type));
  // Each provider page says so, like
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/route_table
  const conflict =
    isAbsolute && added.length > 0
      ? [
          new Unknown(
            attribute,
            "what is written here and what other resources add undo each other in every run",
            statedBy.key,
          ),
        ]
      : [];
  const isUndone = doubts.length > 0 || conflict.length > 0;
  return joinListings([
    // What may have been taken away is not certain, however it got there.
    doubts.length > 0 ? doubtful(own.doubts) : own,
    ...(isUndone ? added.map((each) => doubtful(each.doubts)) : added),
    doubtful(doubts),
    doubtful(additions.now.doubtsAbout(owner)),
    doubtful(conflict),
  ]);
}

/**
 * What AWS has, but for what other resources have added: they tell of it themselves, unless a plan changes it or takes
 * it away.
 */
function notAdded<T>(
  { items, doubts }: Listing<T>,
  key: Origin["key"],
  { now, before, isSame }: Additions<T>,
): Listing<T> {
  const added = [...now.of(key), ...before.of(key)].flatMap((each) => each.items);
  return { items: items.filter((item) => !added.some((other) => isSame(item, other))), doubts };
}

/**
 * Where other resources state what a thing holds, what it shows beside is what one of them had added until an apply took
 * it away, or somebody's who is not asked: a state does not tell which.
 */
export function unstated(attribute: string, { key }: Resource): Unknown {
  return new Unknown(
    attribute,
    "the state shows something there that none of the resources which state the others does: it was made elsewhere, or an apply has taken it away since; a new plan tells, and so does the state after terraform apply -refresh-only",
    key,
  );
}
