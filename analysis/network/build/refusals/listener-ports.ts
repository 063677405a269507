import { isKnown } from "../../known";
import type { Listener } from "../../model";
import { type Built, type Findings, nameOf } from "./findings";

/**
 * A load balancer has one listener for each port; one for both TCP and UDP has the protocol TCP_UDP.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html (DuplicateListener)
 */
export function refuseListenerPorts({ network }: Built, findings: Findings): void {
  for (const { listeners } of network.loadBalancers.values()) {
    const { items } = listeners;
    if (items.length < 2) continue;
    const byPort = new Map<number, Listener>();
    for (const listener of items) {
      const { port } = listener;
      if (!isKnown(port)) {
        for (const each of items) findings.doubt(each.key, port);
        continue;
      }
      const first = byPort.get(port);
      if (first === undefined) byPort.set(port, listener);
      else {
        refuse(first, listener, port, findings);
        refuse(listener, first, port, findings);
      }
    }
  }
}

function refuse({ key, at }: Listener, other: Listener, port: number, findings: Findings): void {
  findings.refuse(
    key,
    at,
    `AWS refuses the second of two listeners for port ${port}, and ${nameOf(other.at)} is one, too; give each a port of its own`,
  );
}
