import type { Network, TargetGroup } from "../../network";
import { addressOf } from "../format";
import { travel } from "../legs/travel";
import type { Arrival, Onward } from "../path/arrival";
import type { Stage } from "../path/stage";
import { forwarded, type Forwarded } from "./forwarding";
import { healthCheckOf } from "./health";
import type { FoundTarget } from "./targets";

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
  candidates: readonly FoundTarget[],
  before: readonly Stage[],
): Onward[] {
  const ways = candidates.flatMap((target) =>
    forwarded(network, arrival, group, target).map((sent) => {
      const leg = travel(network, sent.source, sent.destination, sent.asked);
      return { target, sent, leg, health: healthCheckOf(network, arrival, group, target, sent, leg) };
    }),
  );
  // One that may not be there, or elsewhere, takes no traffic from others for certain.
  const someoneIsHealthy = ways.some(
    ({ target, health }) => health.share === "all" && target.doubts.length === 0,
  );
  return ways
    .filter(({ health }) => !(someoneIsHealthy && health.share === "none"))
    .map(({ target, sent, leg, health }) => ({
      choices: [addressOf(target.interface.at)],
      legs: [{ asked: leg.asked, stages: [...before, ...sent.stages, ...leg.stages, ...health.stages] }],
      ...nextAt(target, sent),
    }));
}

/** A host answers; an endpoint or another load balancer sends on. */
function nextAt({ interface: own }: FoundTarget, { source, asked }: Forwarded): Pick<Onward, "next"> {
  const sendsOn = own.owner.kind === "endpoint" || own.owner.kind === "load-balancer";
  return sendsOn ? { next: { interface: own, client: source, asked, via: "address" } } : {};
}
