import type { IntervalSet } from "../../modules/addressing";
import { PacketSet } from "../packets";
import { Unknown } from "../terraform";
import { ANYTHING } from "./bounds";
import { EITHER_PORTS, LINUX_PORTS, WINDOWS_PORTS } from "./packets-asked";
import { type Leg, shareOfLeg, type Share } from "./path/stage";

/** Of packets from a host whose operating system is not known, a leg says something where both would say the same. */
export function agreedLeg(leg: Leg): Leg {
  const { asked, stages } = leg;
  const at = stages[0]?.at;
  if (at === undefined || !asked.valuesOf("sourcePorts").equals(EITHER_PORTS)) return leg;
  const shareFrom = (sourcePorts: IntervalSet): Share =>
    shareOfLeg({ asked: asked.intersect(PacketSet.of({ sourcePorts })), stages });
  if (shareFrom(LINUX_PORTS) === shareFrom(WINDOWS_PORTS)) return leg;
  const reason = "Linux and Windows differ in the ports of clients, and its user data is not known";
  const doubts = [new Unknown("the client's operating system", reason, at)];
  const stage = { component: "instance", at, detail: "has its system's ports", consulted: [], doubts };
  return { asked, stages: [...stages, { ...stage, passes: ANYTHING }] };
}
