import { isKnown, type Known, type LoadBalancer, type Network, type TargetGroup } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { addressOf } from "../format";
import { subnetOf } from "../legs/leg";
import type { Arrival, Onward } from "../path/arrival";
import type { Stage } from "../path/stage";
import { unmodelledAt } from "../unmodelled";
import { targetLegs } from "./target-legs";
import { type FoundTarget, findTargets } from "./targets";

/** The targets that a node may choose: a path for each. */
export function throughTargetGroup(
  network: Network,
  loadBalancer: LoadBalancer,
  arrival: Arrival,
  group: TargetGroup,
): Onward[] {
  const { asked } = arrival;
  const { found, doubts: ofTargets } = findTargets(network, group);
  const doubts = [...ofTargets, ...unmodelledAt(network, group.key)];
  const others: Onward[] = doubts.length === 0 ? [] : [endingAt(group, asked, ANYTHING, doubts)];
  if (found.length === 0) return others.length > 0 ? others : [endingAt(group, asked, NOTHING, [])];
  const zone = subnetOf(network, arrival.interface)?.zone;
  const crossZone = group.crossZone === "load-balancer" ? loadBalancer.crossZone : group.crossZone;
  const { candidates, stages } = candidatesIn(loadBalancer, group, found, zone, crossZone);
  return [...targetLegs(network, arrival, group, candidates, stages), ...others];
}

interface Candidates {
  readonly candidates: readonly FoundTarget[];
  /** What every path to them passes first. */
  readonly stages: readonly Stage[];
}

/**
 * A node sends to targets of its own zone; with cross-zone load balancing to those of every zone. The target group's
 * setting goes before the load balancer's.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#cross-zone-load-balancing
 */
function candidatesIn(
  loadBalancer: LoadBalancer,
  group: TargetGroup,
  found: readonly FoundTarget[],
  zone: Known<string> | undefined,
  crossZone: Known<boolean>,
): Candidates {
  if (crossZone === true) return { candidates: found, stages: [] };
  const here = found.filter(
    (target) => target.zone === "all" || (zone !== undefined && target.zone === zone),
  );
  const doubts = [crossZone, zone, ...found.map((target) => target.zone)].filter(
    (value) => value instanceof Unknown,
  );
  if (here.length === found.length) return { candidates: found, stages: [] };
  const where = zone !== undefined && isKnown(zone) ? zone : "its zone";
  const stage: Stage = {
    component: "target group",
    at: loadBalancer.at,
    detail: `has a target in ${where}`,
    consulted: [group.at],
    passes: doubts.length > 0 ? ANYTHING : NOTHING,
    doubts,
    blocker: {
      code: "ELBV2_NO_TARGETS_IN_AZ",
      sentence: `${addressOf(group.at)} has no target in ${where}, and cross-zone load balancing is off`,
      fix: {
        kind: "enable-cross-zone",
        loadBalancer: loadBalancer.key,
        ...(group.crossZone === "load-balancer" ? {} : { targetGroup: group.key }),
      },
    },
  };
  // With none here, what else is wrong shows at the targets elsewhere.
  if (doubts.length > 0 || here.length === 0) return { candidates: found, stages: [stage] };
  return { candidates: here, stages: [] };
}

/** Where there is no target to send to, or one that is not known. */
function endingAt(
  group: TargetGroup,
  asked: PacketSet,
  passes: Stage["passes"],
  doubts: readonly Unknown[],
): Onward {
  const stage: Stage = {
    component: "target group",
    at: group.at,
    detail: "has targets",
    consulted: [],
    passes,
    doubts,
    blocker: { code: "ELBV2_LISTENER_HAS_NO_TG", sentence: "it has no targets" },
  };
  return { choices: [], legs: [{ asked, stages: [stage] }] };
}
