import { isKnown, type Listing } from "../../known";
import type { Element, ElementKey } from "../../model";
import type { Unknown } from "../../../terraform";
import { type Built, type Findings, nameOf, subnetOf } from "./findings";

/**
 * An endpoint and a load balancer have one subnet in each zone.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html (Subnets)
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export function refuseZones(built: Built, findings: Findings): void {
  const { endpoints, loadBalancers } = built.network;
  for (const each of [...endpoints.values(), ...loadBalancers.values()]) refuseZonesOf(each, built, findings);
}

function refuseZonesOf(
  { key, at, interfaces }: Element & { readonly interfaces: Listing<ElementKey> },
  { network }: Built,
  findings: Findings,
): void {
  if (interfaces.items.length < 2) return;
  const subnets = interfaces.items.flatMap((each) => {
    const own = network.interfaces.get(each);
    return (own && subnetOf(own, { network })) ?? [];
  });
  const byZone = new Map<string, string>();
  const unclear: Unknown[] = [];
  for (const { zone, at: subnet } of subnets) {
    if (!isKnown(zone)) unclear.push(zone);
    else {
      const other = byZone.get(zone);
      if (other === undefined) byZone.set(zone, nameOf(subnet));
      else
        findings.refuse(
          key,
          at,
          `AWS refuses two subnets of one zone, and ${other} and ${nameOf(subnet)} are both in ${zone}; leave one of them out`,
        );
    }
  }
  if (!areDistinct(unclear)) for (const why of unclear) findings.doubt(key, why);
}

/** Zones by their names cannot be compared with those of other accounts, but among each other. */
function areDistinct(zones: readonly Unknown[]): boolean {
  const names = new Set(zones.map(({ expression }) => expression));
  return names.size === zones.length && ![...names].some((name) => name.includes("${"));
}
