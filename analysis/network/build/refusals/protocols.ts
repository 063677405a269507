import { isKnown } from "../../known";
import type { Listener, LoadBalancer, TargetGroup, TransportProtocol } from "../../model";
import { type Built, type Findings, nameOf } from "./findings";

/**
 * The protocols of a Network Load Balancer's listeners, and those of the target groups that each may forward to.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-group-routing-configuration
 */
const FORWARDED: Readonly<Partial<Record<TransportProtocol, readonly TransportProtocol[]>>> = {
  TCP: ["TCP", "TCP_UDP"],
  TLS: ["TCP", "TLS"],
  UDP: ["UDP", "TCP_UDP"],
  TCP_UDP: ["TCP_UDP"],
  QUIC: ["QUIC", "TCP_QUIC"],
  TCP_QUIC: ["TCP_QUIC"],
};

export function refuseProtocols({ network }: Built, findings: Findings): void {
  for (const loadBalancer of network.loadBalancers.values()) {
    if (loadBalancer.type !== "network") continue;
    for (const listener of loadBalancer.listeners.items) {
      const { protocol } = listener;
      // Then the listener says itself that it may take anything.
      if (!isKnown(protocol)) continue;
      const forwarded = FORWARDED[protocol];
      if (forwarded === undefined) refuseListener(listener, protocol, findings);
      else refuseGroups(listener, protocol, forwarded, network.targetGroups, findings);
      if (protocol.endsWith("QUIC")) refuseQuic(listener, protocol, loadBalancer, findings);
    }
  }
}

function refuseListener({ key, at }: Listener, protocol: TransportProtocol, findings: Findings): void {
  const known = Object.keys(FORWARDED).join(", ");
  findings.refuse(
    key,
    at,
    `AWS refuses a listener with the protocol ${protocol} on a Network Load Balancer; state one of ${known}`,
  );
}

function refuseGroups(
  { key, at, targetGroups }: Listener,
  protocol: TransportProtocol,
  forwarded: readonly TransportProtocol[],
  groups: ReadonlyMap<string, TargetGroup>,
  findings: Findings,
): void {
  for (const each of targetGroups.items) {
    const group = groups.get(each);
    if (group === undefined) continue;
    findings.demand(
      key,
      at,
      group.protocol,
      (known) => forwarded.includes(known),
      (known) =>
        `AWS refuses a ${protocol} listener that forwards to ${nameOf(group.at)}, whose protocol is ${known}; a target group for it has ${forwarded.join(" or ")}`,
    );
  }
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-listener.html */
function refuseQuic(
  { key, at }: Listener,
  protocol: TransportProtocol,
  { hasSecurityGroups }: LoadBalancer,
  findings: Findings,
): void {
  findings.demand(
    key,
    at,
    hasSecurityGroups,
    (has) => !has,
    () => `AWS refuses a ${protocol} listener on a load balancer with security groups; make one without`,
  );
}
