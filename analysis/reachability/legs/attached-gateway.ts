import { type InternetGateway, isKnown, type Network, type Vpc, type VpnGateway } from "../../network";
import { addressOf } from "../format";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";
import type { RouteOutcome } from "./route-outcome";

/**
 * Whether a gateway takes what a VPC's routes send to it: where it is attached to the VPC.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html#vpn-create-target-gateway
 */
export function outcomeAtAttached(
  network: Network,
  { key, at, vpc: attached }: InternetGateway | VpnGateway,
  vpc: Pick<Vpc, "key" | "at">,
): RouteOutcome {
  if (!isKnown(attached)) return { kind: "unknown", doubts: [attached] };
  if (attached !== vpc.key) {
    const where = attached === null ? "no VPC" : "another VPC";
    const sentence = `it is attached to ${where}, and a route of ${addressOf(vpc.at)} leads to it`;
    return { kind: "lost", blocker: { code: "BAD_STATE_ATTACHMENT", at, sentence } };
  }
  const [refused] = refusalsAt(network, key);
  if (refused?.blocker !== undefined)
    return { kind: "lost", blocker: { ...refused.blocker, at: refused.at } };
  const doubts = unmodelledAt(network, key);
  return doubts.length > 0 ? { kind: "unknown", doubts } : { kind: "arrives" };
}
