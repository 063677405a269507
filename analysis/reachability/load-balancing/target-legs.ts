import type { ElementKey, Network, TargetGroup } from "../../network";
import { isKnown } from "../../network";
import type { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { addressOf } from "../format";
import { travel } from "../legs/travel";
import type { Arrival, Onward } from "../path/arrival";
import { type Leg, shareOfLeg, type Stage } from "../path/stage";
import type { Candidate } from "./candidates";
import { environmentStages } from "./environments";
import { forwarded, type Forwarded } from "./forwarding";
import { type Health, healthCheckOf } from "./health";
import type { FoundTarget } from "./targets";

/** From a node to a target, in one of the ways that it may send. */
interface Way {
  readonly target: FoundTarget;
  readonly sent: Forwarded;
  readonly health: Health;
  readonly leg: Leg;
  /** What there is to doubt where the node may not choose it. */
  readonly doubtful: readonly Stage[];
}

/**
 * From a node to each target that it may choose. A target that fails its health checks is not chosen as long as another
 * one passes; where all fail, all are.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 * @param before what every path to them passes first
 */
export function targetLegs(
  network: Network,
  arrival: Arrival,
  group: TargetGroup,
  candidates: readonly Candidate[],
  before: readonly Stage[],
): Onward[] {
  const ways = candidates.flatMap((candidate) => waysTo(network, arrival, group, candidate));
  // One that may not be there, or elsewhere, takes no traffic from others for certain.
  const someoneIsHealthy = ways.some(
    ({ health, doubtful }) => health.share === "all" && doubtful.length === 0,
  );
  const chosen = ways.filter(({ health }) => !(someoneIsHealthy && health.share === "none"));
  // Then it does not matter which of them the node chooses.
  const areAlike = hasSomeone(candidates) && new Set(chosen.map(({ leg }) => shareOfLeg(leg))).size === 1;
  return chosen.map(({ target, sent, leg, doubtful }) => ({
    choices: [addressOf(target.interface.at)],
    legs: [
      {
        asked: leg.asked,
        stages: [...before, ...(areAlike || shareOfLeg(leg) === "none" ? [] : doubtful), ...leg.stages],
      },
    ],
    arrival: { interface: target.interface, client: sent.source, asked: sent.asked, via: "address" },
  }));
}

function waysTo(
  network: Network,
  arrival: Arrival,
  group: TargetGroup,
  { target, doubts, absence }: Candidate,
): Way[] {
  const doubtful = [...absence, ...choiceStages(target, doubts)];
  const ofEnvironment = environmentStages(network, target);
  return forwarded(network, arrival, group, target).map((sent) => {
    const traffic = travel(network, sent.source, sent.destination, sent.asked);
    const health = healthCheckOf(network, arrival, group, target, sent, traffic);
    const stages = [...sent.stages, ...ofEnvironment, ...traffic.stages, ...health.stages];
    return { target, sent, health, leg: { asked: traffic.asked, stages }, doubtful };
  });
}

/** Whether a node certainly has a target to choose: a single one, or any instance of a group in its subnets. */
function hasSomeone(candidates: readonly Candidate[]): boolean {
  const chosen = candidates.filter(({ doubts }) => doubts.length === 0).map(({ target }) => target);
  if (chosen.some(({ absences }) => absences.length === 0)) return true;
  const ofGroups = new Map<ElementKey, number>();
  for (const { group } of chosen)
    if (group !== undefined) ofGroups.set(group.key, (ofGroups.get(group.key) ?? 0) + 1);
  return chosen.some(
    ({ group }) =>
      group?.interfaces.doubts.length === 0 &&
      ofGroups.get(group.key) === group.interfaces.items.length &&
      isKnown(group.minimumSize) &&
      group.minimumSize >= 1,
  );
}

function choiceStages({ interface: { at } }: FoundTarget, doubts: readonly Unknown[]): Stage[] {
  if (doubts.length === 0) return [];
  const detail = "is chosen";
  return [{ component: "target", at, detail, consulted: [], passes: ANYTHING, doubts }];
}
