import type { Target, TargetGroup } from "../../model";
import { type Built, type Findings, nameOf } from "./findings";

/**
 * Targets are registered by what the group's type says: instances by their IDs, addresses as such, one Application Load
 * Balancer, one function.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html (TargetType)
 */
export function refuseTargetTypes({ network }: Built, findings: Findings): void {
  for (const group of network.targetGroups.values()) {
    for (const target of group.targets.items) {
      const wanted = typeFor(target);
      if (wanted === undefined) continue;
      findings.demand(
        group.key,
        target.at,
        group.targetType,
        (type) => type === wanted,
        (type) => sentenceFor(type, wanted, group),
      );
    }
  }
}

type TargetType = Exclude<TargetGroup["targetType"], object>;

/** What a target is, where that is known. */
function typeFor({ target }: Target): TargetType | undefined {
  if (target.kind === "unknown") return undefined;
  return TYPES[target.kind];
}

const TYPES: Readonly<Record<Exclude<Target["target"]["kind"], "unknown">, TargetType>> = {
  host: "instance",
  address: "ip",
  interface: "ip",
  "load-balancer": "alb",
};

const NAMES: Readonly<Record<TargetType, string>> = {
  instance: "an instance",
  ip: "an IP address",
  alb: "a load balancer",
  lambda: "a function",
};

const TAKES: Readonly<Record<TargetType, string>> = {
  instance: "instances by their IDs",
  ip: "IP addresses",
  alb: "an Application Load Balancer",
  lambda: "a function",
};

function sentenceFor(type: TargetType, wanted: TargetType, { at }: TargetGroup): string {
  return `AWS refuses to register ${NAMES[wanted]} with ${nameOf(at)}, whose target_type ${type} takes ${TAKES[type]}; set target_type = "${wanted}", or register what it takes`;
}
