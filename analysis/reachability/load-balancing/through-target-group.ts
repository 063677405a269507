import type { LoadBalancer, Network, TargetGroup } from "../../network";
import type { PacketSet } from "../../packets";
import type { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { addressOf } from "../format";
import { derivedOnce } from "../derived-once";
import type { Arrival, Onward } from "../path/arrival";
import type { Stage } from "../path/stage";
import { unmodelledAt } from "../unmodelled";
import { candidatesOf } from "./candidates";
import { targetLegs } from "./target-legs";
import { findTargets } from "./targets";

/** The targets that a node may choose: a path for each. */
export function throughTargetGroup(
  network: Network,
  loadBalancer: LoadBalancer,
  arrival: Arrival,
  group: TargetGroup,
): Onward[] {
  const { asked, interface: node, via } = arrival;
  const isWithOwnAddress = via === "privatelink" || loadBalancer.type === "application";
  if (!isWithOwnAddress) return pathsToTargets(network, loadBalancer, arrival, group);
  // Packets of all endpoints, or to all rules, go on alike: with the node's address, whoever sent them. There may be
  // thousands.
  const protocols = asked.valuesOf("protocols").intervals.map(({ first, last }) => `${first}-${last}`);
  const key = [loadBalancer.key, group.key, node.key, ...protocols].join(" ");
  const known = withOwnAddress(network);
  const paths = known.get(key) ?? pathsToTargets(network, loadBalancer, arrival, group);
  known.set(key, paths);
  return paths;
}

const withOwnAddress = derivedOnce<Network, Map<string, Onward[]>>(() => new Map());

function pathsToTargets(
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
  const { targets, stages } = candidatesOf(network, loadBalancer, arrival, group, found);
  return [...targetLegs(network, arrival, group, targets, stages), ...others];
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
  return { choices: [addressOf(group.at)], legs: [{ asked, stages: [stage] }] };
}
