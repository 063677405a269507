import type { ElementKey, Listing, Network, SecurityGroup, SecurityGroupRule } from "../../network";
import { isKnown } from "../../network";
import { PacketSet } from "../../packets";
import { type ResourceKey, Unknown } from "../../terraform";
import type { Bounds } from "../bounds";
import { unmodelledAt } from "../unmodelled";

export type Direction = "ingress" | "egress";

/** What security groups admit, and what decided it. */
interface Admitted extends Bounds {
  readonly rules: readonly ResourceKey[];
  readonly doubts: readonly Unknown[];
}

/**
 * What an interface's groups admit of the traffic with another end. Groups are stateful and only admit, so the rules of
 * all of them count, and answers need none.
 * @param other the groups at the other end, which rules may refer to
 * @param asked the packets that matter; what is admitted of others is not told
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function admittedBy(
  network: Network,
  groups: Listing<ElementKey>,
  direction: Direction,
  other: Listing<ElementKey>,
  asked: PacketSet,
): Admitted {
  const doubts = [...groups.doubts];
  const rules: { rule: SecurityGroupRule; bounds: Bounds; doubts: readonly Unknown[] }[] = [];
  let trusted = true;
  for (const key of groups.items) {
    const group = network.securityGroups.get(key);
    const unmodelled = unmodelledAt(network, key);
    // Whatever it is may take rules away as well.
    if (group === undefined || unmodelled.length > 0) trusted = false;
    doubts.push(...unmodelled, ...(group === undefined ? [missing(key)] : group[direction].doubts));
    rules.push(
      ...rulesOf(group, direction).map((rule) => ({
        rule,
        ...admittedByRule(rule, direction, other, asked),
      })),
    );
  }
  const certain = trusted ? unionOf(rules.map(({ bounds }) => bounds.certain)) : PacketSet.none;
  const possible = doubts.length > 0 ? PacketSet.all : unionOf(rules.map(({ bounds }) => bounds.possible));
  return {
    certain,
    possible,
    rules: rules.filter(({ bounds }) => !bounds.possible.isEmpty).map(({ rule }) => rule.at),
    doubts: [...doubts, ...rules.flatMap((each) => each.doubts)],
  };
}

function rulesOf(group: SecurityGroup | undefined, direction: Direction): readonly SecurityGroupRule[] {
  return group?.[direction].items ?? [];
}

function admittedByRule(
  { traffic, peer }: SecurityGroupRule,
  direction: Direction,
  other: Listing<ElementKey>,
  asked: PacketSet,
): { readonly bounds: Bounds; readonly doubts: readonly Unknown[] } {
  const anyone = isKnown(peer)
    ? admittedPeers(peer, direction, other)
    : { certain: PacketSet.none, possible: PacketSet.all };
  // A thousand rules are a thousand boxes; of what is asked each admits little.
  const concerned = isKnown(traffic) ? asked.intersect(traffic) : asked;
  const bounds = {
    certain: isKnown(traffic) ? concerned.intersect(anyone.certain) : PacketSet.none,
    possible: concerned.intersect(anyone.possible),
  };
  const doubts = [traffic, peer].filter((value) => value instanceof Unknown);
  // A peer group may or may not be among groups that are not all known.
  return { bounds, doubts: bounds.possible.isSubsetOf(bounds.certain) ? [] : [...doubts, ...other.doubts] };
}

function admittedPeers(
  peer: Exclude<SecurityGroupRule["peer"], Unknown>,
  direction: Direction,
  other: Listing<ElementKey>,
): Bounds {
  switch (peer.kind) {
    case "none":
      return { certain: PacketSet.none, possible: PacketSet.none };
    case "blocks": {
      const packets = PacketSet.of({
        [direction === "ingress" ? "sources" : "destinations"]: peer.addresses,
      });
      return { certain: packets, possible: packets };
    }
    case "security-group": {
      const isThere = other.items.includes(peer.group);
      const mayBeThere = isThere || other.doubts.length > 0;
      return {
        certain: isThere ? PacketSet.all : PacketSet.none,
        possible: mayBeThere ? PacketSet.all : PacketSet.none,
      };
    }
  }
}

function unionOf(sets: readonly PacketSet[]): PacketSet {
  return sets.reduce((all, set) => all.union(set), PacketSet.none);
}

function missing(key: ElementKey): Unknown {
  return new Unknown(key, "none of the given stacks makes this security group");
}
