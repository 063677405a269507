import type { IntervalSet } from "../../../modules/addressing";
import { PacketSet } from "../../packets";
import type { Way } from "../legs/network-acl-stage";
import type { Stage } from "../path/stage";

/** Of the request's packets, the end that a way goes to. */
export function fieldOf(way: Way): "destinations" | "sources" {
  return way === "request" ? "destinations" : "sources";
}

/** Stages of packets to some addresses; of packets to others they say nothing. */
export function only(
  stages: readonly Stage[],
  way: Way,
  addresses: IntervalSet,
  of: PacketSet,
): readonly Stage[] {
  const field = fieldOf(way);
  if (of.valuesOf(field).isSubsetOf(addresses)) return stages;
  const others = PacketSet.all.subtract(PacketSet.of({ [field]: addresses }));
  return stages.map((stage) => ({
    ...stage,
    passes: {
      certain: stage.passes.certain.union(others),
      possible: stage.passes.possible.union(others),
    },
  }));
}
