import { IntervalSet } from "../../../modules/addressing";
import type { Network } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { addressOf, formatAddresses } from "../format";
import type { RouteOutcome } from "../legs/route-outcome";
import type { Party } from "../path/party";
import type { Stage } from "../path/stage";
import { type Site, siteOf } from "../sites";
import { intoVpc } from "./route-outcomes";
import { tunnelsBetween, tunnelsTo, vpcAt } from "./tunnels";

/**
 * What packets of a network that a topology declares come to, where no VPN connection leads to their destination: a
 * VPC that has the addresses itself, a VPN gateway that takes them for none of its own, or nothing.
 */
export function outsideStages(
  network: Network,
  { interface: source }: Party,
  { interface: destination }: Party,
  asked: PacketSet,
): Stage[] {
  const [from, to] = [siteOf(network, source), siteOf(network, destination)];
  if (from === undefined || to === undefined) return [];
  const addresses = asked.valuesOf("destinations");
  const outcome = outcomeOutside(network, from, to, addresses);
  return [
    {
      component: "on-premises network",
      at: from.at,
      detail: `to ${formatAddresses(addresses)} of ${addressOf(to.at)}`,
      consulted: [],
      passes: outcome.kind === "lost" ? NOTHING : ANYTHING,
      doubts: outcome.kind === "unknown" ? outcome.doubts : [],
      ...(outcome.kind === "lost" ? { blocker: outcome.blocker } : {}),
    },
  ];
}

function outcomeOutside(network: Network, from: Site, to: Site, addresses: IntervalSet): RouteOutcome {
  if (from.key === to.key || !network.vpcs.has(to.key)) {
    const why = "what networks outside AWS carry among themselves is not analysed";
    return { kind: "unknown", doubts: [new Unknown(formatAddresses(addresses), why, from.at)] };
  }
  const { doubts } = tunnelsBetween(network, from, to);
  if (doubts.length > 0) return { kind: "unknown", doubts };
  const others = tunnelsTo(network, from).flatMap((tunnel) => {
    const vpc = vpcAt(network, tunnel.gateway);
    return vpc === undefined ? [] : [{ tunnel, vpc }];
  });
  const has = ({ vpc }: { readonly vpc: Site }): boolean =>
    !addresses.intersect(IntervalSet.ofAll(vpc.blocks.items)).isEmpty;
  const nearest = others.find(has) ?? others[0];
  if (nearest !== undefined) return intoVpc(nearest.vpc, nearest.tunnel, addresses, from, to);
  const [detached] = tunnelsTo(network, from);
  if (detached !== undefined) {
    const { at, vpc } = detached.gateway;
    if (vpc instanceof Unknown) return { kind: "unknown", doubts: [vpc] };
    const sentence = "it is attached to no VPC, and so takes no packets from its VPN connections";
    return { kind: "lost", blocker: { code: "BAD_STATE_ATTACHMENT", at, sentence } };
  }
  const sentence = `no VPN connection leads from it to ${addressOf(to.at)}`;
  return { kind: "lost", blocker: { code: "DISCONNECTED_VPCS", sentence } };
}
