import { isKnown, type NetworkAcl, type NetworkAclEntry } from "../../network";
import { PacketSet } from "../../packets";
import { type ResourceKey, Unknown } from "../../terraform";
import type { Bounds } from "../bounds";
import type { Direction } from "./security-groups";

/** What a network ACL lets through in one direction, and which entries let it. */
interface Allowed extends Bounds {
  readonly entries: readonly ResourceKey[];
  readonly doubts: readonly Unknown[];
}

/**
 * Entries are tried by number, lowest first, and the first that matches decides; what none matches is denied.
 * @param asked the packets that matter; of others nothing is told
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
 */
export function allowedBy(acl: NetworkAcl, direction: Direction, asked: PacketSet): Allowed {
  const { items, doubts } = acl[direction];
  let allowed: Bounds = { certain: PacketSet.none, possible: PacketSet.none };
  // Packets that no earlier entry decided: certainly, and possibly.
  let left: Bounds = { certain: asked, possible: asked };
  const found: Unknown[] = [...doubts];
  for (const entry of items.filter(({ ruleNumber }) => isKnown(ruleNumber))) {
    const matched = matchedBy(entry, direction, asked);
    found.push(...matched.doubts);
    if (entry.action !== "deny") {
      allowed = {
        certain:
          entry.action === "allow"
            ? allowed.certain.union(left.certain.intersect(matched.certain))
            : allowed.certain,
        possible: allowed.possible.union(left.possible.intersect(matched.possible)),
      };
    }
    left = {
      certain: left.certain.subtract(matched.possible),
      possible: isKnown(entry.action) ? left.possible.subtract(matched.certain) : left.possible,
    };
  }
  // An entry of unknown number may come before all others.
  const somewhere = items.filter(({ ruleNumber }) => !isKnown(ruleNumber));
  for (const entry of somewhere) {
    const { possible, doubts: ofEntry } = matchedBy(entry, direction, asked);
    found.push(...ofEntry);
    allowed = { certain: allowed.certain.subtract(possible), possible: allowed.possible.union(possible) };
  }
  if (doubts.length > 0) allowed = { certain: PacketSet.none, possible: PacketSet.all };
  return { ...allowed, entries: items.map(({ at }) => at), doubts: found };
}

/** Thousands of entries are thousands of boxes; of what is asked each matches little. */
function matchedBy(
  { ruleNumber, action, traffic, addresses }: NetworkAclEntry,
  direction: Direction,
  asked: PacketSet,
): Allowed {
  const ends = isKnown(addresses)
    ? PacketSet.of({ [direction === "ingress" ? "sources" : "destinations"]: addresses })
    : PacketSet.all;
  const concerned = asked.intersect(ends);
  const possible = isKnown(traffic) ? concerned.intersect(traffic) : concerned;
  const doubts = [ruleNumber, action, traffic, addresses].filter((value) => value instanceof Unknown);
  const isSettled = isKnown(traffic) && isKnown(addresses);
  return {
    certain: isSettled ? possible : PacketSet.none,
    possible,
    entries: [],
    doubts: possible.isEmpty ? [] : doubts,
  };
}
