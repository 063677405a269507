import type { IntervalSet } from "../../../modules/addressing";
import type { ElementKey, Listing, Network, SecurityGroupRule } from "../../network";
import { isKnown } from "../../network";
import { EVERY_PORT, PacketSet } from "../../packets";
import { type ResourceKey, Unknown } from "../../terraform";
import type { Bounds } from "../bounds";
import { derivedOnce } from "../derived-once";
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
      ...rulesAbout(asked, group?.[direction].items ?? []).map((rule) => ({
        rule,
        ...admittedByRule(rule, direction, other, asked),
      })),
    );
  }
  const certain = trusted ? PacketSet.unionOf(rules.map(({ bounds }) => bounds.certain)) : PacketSet.none;
  const possible =
    doubts.length > 0 ? PacketSet.all : PacketSet.unionOf(rules.map(({ bounds }) => bounds.possible));
  return {
    certain,
    possible,
    rules: rules.filter(({ bounds }) => !bounds.possible.isEmpty).map(({ rule }) => rule.at),
    doubts: [...doubts, ...rules.flatMap((each) => each.doubts)],
  };
}

/** How many ports have one list of rules. */
const PAGE = 256;

/** The rules that may admit something of what is asked: of thousands, few are about one port. */
function rulesAbout(asked: PacketSet, rules: readonly SecurityGroupRule[]): readonly SecurityGroupRule[] {
  const { intervals } = asked.valuesOf("destinationPorts");
  const [first, last] = [intervals[0]?.first ?? 0, intervals.at(-1)?.last ?? 0];
  const page = Math.floor(first / PAGE);
  if (rules.length < FEW || last >= (page + 1) * PAGE) return rules;
  const found = (rulesByPage(rules)[page] ?? []).filter((each) => each.first <= last && first <= each.last);
  return [...new Set(found.map(({ rule }) => rule))];
}

/** So many rules are looked at one by one. */
const FEW = 16;

interface RuleOfPorts {
  readonly rule: SecurityGroupRule;
  readonly first: number;
  readonly last: number;
}

const rulesByPage = derivedOnce(
  (rules: readonly SecurityGroupRule[]): readonly (readonly RuleOfPorts[])[] => {
    const pages = Array.from({ length: EVERY_PORT.size / PAGE }, (): RuleOfPorts[] => []);
    for (const rule of rules) {
      const boxes = isKnown(rule.traffic) ? rule.traffic.boxes : PacketSet.all.boxes;
      for (const { first, last } of boxes.flatMap(({ destinationPorts }) => destinationPorts.intervals))
        for (let page = Math.floor(first / PAGE); page * PAGE <= last; page += 1)
          pages[page]?.push({ rule, first, last });
    }
    return pages;
  },
);

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
  const doubts = [traffic, isKnown(peer) && peer.kind === "some" ? peer.why : peer].filter(
    (value) => value instanceof Unknown,
  );
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
      const packets = packetsOf(peer.addresses, direction);
      return { certain: packets, possible: packets };
    }
    case "some":
      return { certain: PacketSet.none, possible: packetsOf(peer.within, direction) };
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

function packetsOf(addresses: IntervalSet, direction: Direction): PacketSet {
  return PacketSet.of({ [direction === "ingress" ? "sources" : "destinations"]: addresses });
}

function missing(key: ElementKey): Unknown {
  return new Unknown(key, "none of the given stacks makes this security group");
}
