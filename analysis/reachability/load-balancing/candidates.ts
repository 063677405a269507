import { isKnown, type Known, type LoadBalancer, type Network, type TargetGroup } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import type { Fix } from "../fixes/fix";
import { addressOf } from "../format";
import type { Arrival } from "../path/arrival";
import type { Stage } from "../path/stage";
import { subnetOf } from "../subnet-lookup";
import type { FoundTarget } from "./targets";

/** A target that a node may choose. */
export interface Candidate {
  readonly target: FoundTarget;
  /** Why it may be one that the node never chooses. */
  readonly doubts: readonly Unknown[];
  /** What stops packets where the target is not there. */
  readonly absence: readonly Stage[];
}

/** Targets that a node may choose. */
interface Candidates {
  readonly targets: readonly Candidate[];
  /** What every path to them passes first. */
  readonly stages: readonly Stage[];
}

/** Where none may be chosen, all are candidates, so that what else is wrong shows there. */
export function candidatesOf(
  network: Network,
  loadBalancer: LoadBalancer,
  arrival: Arrival,
  group: TargetGroup,
  found: readonly FoundTarget[],
): Candidates {
  const enabled = inEnabledZones(network, loadBalancer, group, found);
  const near = inZoneOf(network, arrival, loadBalancer, group, enabled.targets);
  return { targets: near.targets, stages: [...enabled.stages, ...near.stages] };
}

/**
 * Targets in zones where the load balancer has no subnet are never used.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#availability-zones
 */
function inEnabledZones(
  network: Network,
  { at, key, interfaces }: LoadBalancer,
  group: TargetGroup,
  found: readonly FoundTarget[],
): { readonly targets: readonly FoundTarget[]; readonly stages: readonly Stage[] } {
  const zones = interfaces.items
    .flatMap((each) => network.interfaces.get(each) ?? [])
    .flatMap((node) => subnetOf(network, node)?.zone ?? []);
  const usable = found.filter(({ zone }) => isKnown(zone) && (zone === "all" || zones.includes(zone)));
  if (usable.length === found.length) return { targets: found, stages: [] };
  const doubts = [...interfaces.doubts, ...unknownsAmong([...zones, ...found.map(({ zone }) => zone)])];
  if (doubts.length === 0 && usable.length > 0) return { targets: usable, stages: [] };
  const subnet = found
    .map((target) => subnetOf(network, target.interface)?.key)
    .find((each) => each !== undefined);
  const stage: Stage = {
    component: "load balancer",
    at,
    detail: "is in its targets' zones",
    consulted: [group.at],
    passes: doubts.length > 0 ? ANYTHING : NOTHING,
    doubts,
    blocker: {
      code: "ELB_INSTALLED_AZ_RESTRICTION",
      sentence: `it has no subnet in the zone of any target of ${addressOf(group.at)}, so none is used`,
      ...(subnet === undefined
        ? {}
        : { fix: { kind: "extend-load-balancer", loadBalancer: key, subnet } as const }),
    },
  };
  return { targets: found, stages: [stage] };
}

/**
 * A node sends to targets of its own zone; with cross-zone load balancing to those of every zone. The target group's
 * setting goes before the load balancer's.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#cross-zone-load-balancing
 */
function inZoneOf(
  network: Network,
  { interface: node }: Arrival,
  loadBalancer: LoadBalancer,
  group: TargetGroup,
  found: readonly FoundTarget[],
): Candidates {
  const crossZone = group.crossZone === "load-balancer" ? loadBalancer.crossZone : group.crossZone;
  const candidate = (target: FoundTarget, doubts: readonly Unknown[] = []): Candidate => ({
    target,
    doubts,
    absence: absenceStages(target, crossZone, loadBalancer, group),
  });
  const candidates = found.map((target) => candidate(target));
  if (crossZone === true) return { targets: candidates, stages: [] };
  const zone = subnetOf(network, node)?.zone ?? new Unknown("its zone", "its subnet is not known", node.at);
  const here = found.filter((target) => target.zone === "all" || (isKnown(zone) && target.zone === zone));
  if (here.length === found.length) return { targets: candidates, stages: [] };
  const unclearZones = unknownsAmong([zone, ...found.map((target) => target.zone)]);
  const doubts = [...unknownsAmong([crossZone]), ...unclearZones];
  if (unclearZones.length === 0 && here.length > 0) {
    const elsewhere = crossZone === false ? [] : found.filter((target) => !here.includes(target));
    return {
      targets: [
        ...here.map((target) => candidate(target)),
        ...elsewhere.map((target) => candidate(target, doubts)),
      ],
      stages: [],
    };
  }
  const where = isKnown(zone) ? zone : "its zone";
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
      fix: crossZoneFix(loadBalancer, group),
    },
  };
  return { targets: candidates, stages: [stage] };
}

/** Without cross-zone load balancing, nobody takes the packets where an Auto Scaling group has no instance. */
function absenceStages(
  { interface: { at }, zone, absences }: FoundTarget,
  crossZone: Known<boolean>,
  loadBalancer: LoadBalancer,
  group: TargetGroup,
): Stage[] {
  if (absences.length === 0) return [];
  const stage = { component: "target", at, detail: "is there", consulted: [], passes: ANYTHING };
  if (crossZone !== false) return [{ ...stage, doubts: absences }];
  const where = isKnown(zone) ? zone : "its zone";
  const reasons = absences.map(({ expression, reason }) => `${expression}, and ${reason}`).join("; ");
  return [
    {
      ...stage,
      doubts: [],
      blocker: {
        code: "ELBV2_NO_TARGETS_IN_AZ",
        at: loadBalancer.at,
        sentence: `${addressOf(group.at)} may have no target in ${where}, and cross-zone load balancing is off: ${reasons}`,
        fix: crossZoneFix(loadBalancer, group),
      },
    },
  ];
}

function crossZoneFix(loadBalancer: LoadBalancer, group: TargetGroup): Fix {
  return {
    kind: "enable-cross-zone",
    loadBalancer: loadBalancer.key,
    ...(group.crossZone === "load-balancer" ? {} : { targetGroup: group.key }),
  };
}

function unknownsAmong(values: readonly unknown[]): Unknown[] {
  return values.filter((value) => value instanceof Unknown);
}
