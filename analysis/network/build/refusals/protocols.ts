import { isKnown } from "../../known";
import type { Listener, ListenerRule, LoadBalancer, TargetGroup, TransportProtocol } from "../../model";
import { type Built, type Findings, nameOf } from "./findings";

type Forwarded = Readonly<Partial<Record<TransportProtocol, readonly TransportProtocol[]>>>;

/** The protocols of listeners, and those of the target groups that each may forward to. */
const FORWARDED: Readonly<Record<"network" | "application", Forwarded>> = {
  /**
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-group-routing-configuration
   */
  network: {
    TCP: ["TCP", "TCP_UDP"],
    TLS: ["TCP", "TLS"],
    UDP: ["UDP", "TCP_UDP"],
    TCP_UDP: ["TCP_UDP"],
    QUIC: ["QUIC", "TCP_QUIC"],
    TCP_QUIC: ["TCP_QUIC"],
  },
  /**
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#listener-configuration
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-group-routing-configuration
   */
  application: { HTTP: ["HTTP", "HTTPS"], HTTPS: ["HTTP", "HTTPS"] },
};

const NAMES = { network: "a Network Load Balancer", application: "an Application Load Balancer" } as const;

export function refuseProtocols({ network }: Built, findings: Findings): void {
  for (const loadBalancer of network.loadBalancers.values()) {
    const { type } = loadBalancer;
    if (type !== "network" && type !== "application") continue;
    for (const listener of loadBalancer.listeners.items) {
      const { protocol } = listener;
      // Then the listener says itself that it may take anything.
      if (!isKnown(protocol)) continue;
      const forwarded = FORWARDED[type][protocol];
      if (forwarded === undefined) refuseListener(listener, protocol, type, findings);
      else
        for (const action of [listener, ...listener.rules.items])
          refuseGroups(action, protocol, forwarded, network.targetGroups, findings);
      if (protocol.endsWith("QUIC") && type === "network")
        refuseQuic(listener, protocol, loadBalancer, findings);
    }
  }
}

function refuseListener(
  { key, at }: Listener,
  protocol: TransportProtocol,
  type: keyof typeof FORWARDED,
  findings: Findings,
): void {
  const known = Object.keys(FORWARDED[type]).join(", ");
  findings.refuse(
    key,
    at,
    `AWS refuses a listener with the protocol ${protocol} on ${NAMES[type]}; state one of ${known}`,
  );
}

function refuseGroups(
  { key, at, targetGroups }: Listener | ListenerRule,
  protocol: TransportProtocol,
  forwarded: readonly TransportProtocol[],
  groups: ReadonlyMap<string, TargetGroup>,
  findings: Findings,
): void {
  for (const each of targetGroups.items) {
    const group = groups.get(each);
    // A group of a function has no protocol.
    if (group === undefined || group.targetType === "lambda") continue;
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
