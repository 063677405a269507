import { Unknown } from "../../terraform";
import type { Listing } from "../known";
import { joinListings } from "./attributes";
import type { Belongings } from "./belongings";
import { NETWORK_ACL, SECURITY_GROUP } from "./identities";
import { doubtful } from "./listings";
import type { Origin } from "./origins";

/** The two ways through a filter, as seen from what it guards. */
export type Direction = "ingress" | "egress";

/** What has these types holds what is written in it and nothing else, even where nothing is written. */
const ABSOLUTE_TYPES: readonly string[] = [SECURITY_GROUP.manager.type, NETWORK_ACL.manager.type];

/**
 * All that a thing certainly holds: what is written in it (or what AWS put there), and what resources of their own add.
 * @param attribute in which it would be written: `ingress`, `route`
 */
export function contentsOf<T>(
  { key, statedBy, owner, doubts }: Origin,
  attribute: string,
  written: Listing<T>,
  standalone: Belongings<Listing<T>>,
): Listing<T> {
  const added = standalone.of(key);
  const isAbsolute =
    statedBy !== undefined && (statedBy.stated.includes(attribute) || ABSOLUTE_TYPES.includes(statedBy.type));
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
    doubts.length > 0 ? doubtful(written.doubts) : written,
    ...(isUndone ? added.map((each) => doubtful(each.doubts)) : added),
    doubtful(doubts),
    doubtful(standalone.doubtsAbout(owner)),
    doubtful(conflict),
  ]);
}
