import type { Listener, ListenerRule, Network, TargetGroup } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import type { Stage } from "../path/stage";
import { unmodelledAt } from "../unmodelled";

/** What is passed before target groups, and these; none where it leads to none that is known. */
export interface GroupWay {
  readonly stages: readonly Stage[];
  readonly targetGroups: readonly TargetGroup[];
}

/** A way to the target groups that are known, and one to those that there may be besides. */
export function forward(
  network: Network,
  action: Listener | ListenerRule,
  stages: readonly Stage[],
): GroupWay[] {
  const { items, doubts } = action.targetGroups;
  const targetGroups = items.flatMap((key) => network.targetGroups.get(key) ?? []);
  const missing = items.filter((key) => !network.targetGroups.has(key));
  const unsettled = [
    ...doubts,
    ...missing.map((key) => new Unknown(key, "none of the given stacks makes this target group", action.at)),
    ...unmodelledAt(network, action.key),
  ];
  const known = { stages, targetGroups };
  if (unsettled.length === 0 && targetGroups.length > 0) return [known];
  const end: Stage = {
    component: "listener, action",
    at: action.at,
    detail: "forwards to a target group",
    consulted: [],
    passes: unsettled.length > 0 ? ANYTHING : NOTHING,
    doubts: unsettled,
    blocker: {
      code: "ELBV2_LISTENER_REQUIRES_TG_ACCEPT",
      sentence: "it forwards to no target group",
    },
  };
  return [...(targetGroups.length > 0 ? [known] : []), { stages: [...stages, end], targetGroups: [] }];
}
