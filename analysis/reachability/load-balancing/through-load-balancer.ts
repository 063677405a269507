import type { LoadBalancer, Network } from "../../network";
import { isKnown } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { securityGroupStage } from "../legs/security-group-stage";
import type { Arrival, Onward } from "../path/arrival";
import { type Party, partyOf } from "../path/party";
import type { Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";
import { listenerWays } from "./listeners";
import { plainHttpAtGroup } from "./plain-http";
import { throughTargetGroup } from "./through-target-group";

/** What becomes of packets at a load balancer's node: a path for each target that it may choose. */
export function throughLoadBalancer(
  network: Network,
  loadBalancer: LoadBalancer,
  arrival: Arrival,
): Onward[] {
  const { asked } = arrival;
  if (loadBalancer.type !== "network" && loadBalancer.type !== "application")
    return [endingAt(loadBalancer, asked)];
  const before = [
    ...refusalsAt(network, loadBalancer.key),
    ...doubtStage(network, loadBalancer),
    ...enforcementStage(network, loadBalancer, arrival),
  ];
  return listenerWays(network, loadBalancer, asked).flatMap(({ stages, targetGroups, ...way }): Onward[] => {
    const leg = { asked: way.asked, stages: [...before, ...stages] };
    const { choices, doubts } = way;
    const shared = doubts === undefined ? {} : { doubts };
    if (targetGroups.length === 0) return [{ ...shared, choices, legs: [leg] }];
    return targetGroups.flatMap((group) => {
      const ofGroup = [...refusalsAt(network, group.key), ...plainHttpAtGroup(group)];
      const toGroup = { asked: leg.asked, stages: [...leg.stages, ...ofGroup] };
      return throughTargetGroup(network, loadBalancer, arrival, group).map((onward) => ({
        ...onward,
        ...shared,
        choices: [...choices, ...onward.choices],
        legs: [toGroup, ...onward.legs],
      }));
    });
  });
}

function doubtStage(network: Network, { key, at }: LoadBalancer): Stage[] {
  const doubts = unmodelledAt(network, key);
  if (doubts.length === 0) return [];
  const detail = "something that is not analysed refers to it";
  return [{ component: "load balancer", at, detail, consulted: [], passes: ANYTHING, doubts }];
}

/**
 * What comes by PrivateLink is judged by the load balancer's groups only where that is enforced, and then by the
 * client's own address, of which no group is known on this side. What comes to its address met them on the way.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
function enforcementStage(
  network: Network,
  loadBalancer: LoadBalancer,
  { interface: node, client, asked, via }: Arrival,
): Stage[] {
  const { hasSecurityGroups, enforcesOnPrivateLink } = loadBalancer;
  if (via === "address" || hasSecurityGroups === false || enforcesOnPrivateLink === false) return [];
  const stranger: Party = { ...client, groups: { items: [], doubts: [] } };
  const self = partyOf(node);
  return securityGroupStage(network, self, stranger, "ingress", asked).map((stage) => {
    const isSettled = hasSecurityGroups === true && enforcesOnPrivateLink === true;
    const doubts = [hasSecurityGroups, enforcesOnPrivateLink].filter((value) => value instanceof Unknown);
    return {
      ...stage,
      component: "security group, ingress from PrivateLink",
      // Where it may not be enforced, everything may pass.
      passes: isSettled ? stage.passes : { ...stage.passes, possible: ANYTHING.possible },
      doubts: [...stage.doubts, ...doubts],
      ...(stage.blocker === undefined
        ? {}
        : {
            blocker: {
              ...stage.blocker,
              sentence: `${stage.blocker.sentence}, and the load balancer applies it to PrivateLink traffic`,
              fix: { kind: "stop-enforcing", loadBalancer: loadBalancer.key } as const,
            },
          }),
    };
  });
}

/** Gateway Load Balancers are not analysed. */
function endingAt({ at, type }: LoadBalancer, asked: PacketSet): Onward {
  const why = isKnown(type) ? new Unknown(type, "load balancers of this type are not analysed", at) : type;
  const stage: Stage = {
    component: "load balancer",
    at,
    detail: "leads to its targets",
    consulted: [],
    passes: ANYTHING,
    doubts: [why],
  };
  return { choices: [], legs: [{ asked, stages: [stage] }] };
}
