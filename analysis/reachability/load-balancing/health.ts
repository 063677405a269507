import { isKnown, type Known, type Network, type TargetGroup } from "../../network";
import { type PacketSet, PROTOCOL } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { addressOf } from "../format";
import { hostOf } from "../interface-lookup";
import { travel } from "../legs/travel";
import type { Arrival } from "../path/arrival";
import { partyOf } from "../path/party";
import { type Leg, type Share, shareOf, shareOfLeg, type Stage } from "../path/stage";
import { isTaken } from "../relays/translations";
import { type Answered, answeredByLoadBalancer, answeredByProxy } from "./answered-checks";
import { type Forwarded, ownPackets } from "./forwarding";
import type { FoundTarget } from "./targets";

export interface Health {
  /** How many of the health checks get there and back. */
  readonly share: Share;
  /** What relying on the target's health adds to its path. */
  readonly stages: readonly Stage[];
}

/**
 * Whether a node's health checks reach a target. They obey the egress rules of the load balancer's groups, and the
 * target's groups must admit them on the health-check port. A group with no healthy target fails open: AWS sends to all,
 * which proves nothing about the flow.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
export function healthCheckOf(
  network: Network,
  arrival: Arrival,
  { healthCheck }: TargetGroup,
  target: FoundTarget,
  sent: Forwarded,
  traffic: Leg,
): Health {
  const port: Known<number> = healthCheck.port === "traffic-port" ? target.port : healthCheck.port;
  if (healthCheck.enabled === false) return { share: "all", stages: [] };
  const doubts = [healthCheck.enabled, port].filter((value) => value instanceof Unknown);
  if (!isKnown(port)) return { share: "unknown", stages: [unsettled(target, doubts)] };
  // Whatever protocol it forwards, a load balancer checks by TCP.
  const asked = ownPackets(arrival, target, PROTOCOL.tcp, port);
  const answered = answeredBy(network, healthCheck, target, port, asked);
  // What is wrong with the traffic is told as such.
  if (asked.equals(traffic.asked) && sent.source.speaksFor === "itself")
    return { share: shareOfLeg(traffic), stages: [], ...answered };
  const leg = travel(network, partyOf(arrival.interface), sent.destination, asked);
  const share = shareOfLeg(leg);
  if (share === "all")
    return { share, stages: doubts.length === 0 ? [] : [unsettled(target, doubts)], ...answered };
  return { share, stages: unhealthy(target, leg, traffic, doubts, port) };
}

/** What is wrong with a target's answers to health checks that reach it; only those of some programs and load balancers are known. */
function answeredBy(
  network: Network,
  healthCheck: TargetGroup["healthCheck"],
  target: FoundTarget,
  port: number,
  asked: PacketSet,
): Partial<Health> {
  const software = hostOf(network, target.interface)?.software;
  if (software !== undefined && isKnown(software) && software.kind === "relay")
    return isTaken(software.relay, asked) ? {} : failing(target, "it is a relay that passes none of them on");
  const { owner } = target.interface;
  const loadBalancer =
    owner.kind === "load-balancer" ? network.loadBalancers.get(owner.loadBalancer) : undefined;
  if (loadBalancer?.type === "application")
    return told(target, answeredByLoadBalancer(loadBalancer, healthCheck, port));
  if (software === undefined || !isKnown(software) || software.kind !== "proxy-server") return {};
  return told(target, answeredByProxy(software.server, healthCheck, port, asked.valuesOf("sources")));
}

function told(target: FoundTarget, answered: Answered): Partial<Health> {
  if (answered.kind === "passes") return {};
  if (answered.kind === "unknown")
    return { share: "unknown", stages: [answering(target, { doubts: answered.doubts })] };
  return failing(target, answered.sentence);
}

function failing(target: FoundTarget, why: string): Health {
  const blocker = { code: "ELBV2_HEALTH_CHECK_BLOCKED", sentence: `${why}; ${FAILING}` } as const;
  return { share: "none", stages: [answering(target, { blocker })] };
}

function answering(target: FoundTarget, what: Partial<Stage>): Stage {
  return { ...unsettled(target, []), detail: "is answered", ...what };
}

const FAILING =
  "health checks fail, and the load balancer sends to unhealthy targets only as long as none is healthy";

function unsettled({ interface: own }: FoundTarget, doubts: readonly Unknown[]): Stage {
  return {
    component: "health check",
    at: own.at,
    detail: "reaches the target",
    consulted: [],
    passes: ANYTHING,
    doubts,
  };
}

/** What stops the traffic as well is told as such. */
function stopsTraffic({ component, at }: Stage, { asked, stages }: Leg): boolean {
  return stages.some(
    (stage) => stage.component === component && stage.at === at && shareOf(stage, asked) === "none",
  );
}

/** Of a target whose health checks are not certain to pass: the reasons, as doubts about the path. */
function unhealthy(
  { interface: own }: FoundTarget,
  { asked, stages }: Leg,
  traffic: Leg,
  doubts: readonly Unknown[],
  port: number,
): Stage[] {
  const failing = stages.filter((stage) => shareOf(stage, asked) !== "all" && !stopsTraffic(stage, traffic));
  return failing.map(({ at, blocker, doubts: ofStage, consulted }) => ({
    component: "health check",
    at,
    detail: `TCP ${port} to ${addressOf(own.at)}`,
    consulted,
    passes: ANYTHING,
    doubts: [...doubts, ...ofStage],
    ...(blocker === undefined
      ? {}
      : {
          blocker: {
            ...blocker,
            code: "ELBV2_HEALTH_CHECK_BLOCKED",
            sentence: `${blocker.sentence}; ${FAILING}`,
          },
        }),
  }));
}
