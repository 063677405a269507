import { isKnown, type LoadBalancer, type Network, type TargetGroup } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { addressOf } from "../format";
import { subnetOf } from "../legs/leg";
import type { Arrival } from "../path/arrival";
import type { Stage } from "../path/stage";
import type { FoundTarget } from "./targets";

/** Targets that a node may choose. */
interface Candidates {
  readonly targets: readonly FoundTarget[];
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
): Candidates {
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
  if (crossZone === true) return { targets: found, stages: [] };
  const zone = subnetOf(network, node)?.zone ?? new Unknown("its zone", "its subnet is not known", node.at);
  const here = found.filter((target) => target.zone === "all" || (isKnown(zone) && target.zone === zone));
  if (here.length === found.length) return { targets: found, stages: [] };
  const doubts = unknownsAmong([crossZone, zone, ...found.map((target) => target.zone)]);
  if (doubts.length === 0 && here.length > 0) return { targets: here, stages: [] };
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
      fix: {
        kind: "enable-cross-zone",
        loadBalancer: loadBalancer.key,
        ...(group.crossZone === "load-balancer" ? {} : { targetGroup: group.key }),
      },
    },
  };
  return { targets: found, stages: [stage] };
}

function unknownsAmong(values: readonly unknown[]): Unknown[] {
  return values.filter((value) => value instanceof Unknown);
}
