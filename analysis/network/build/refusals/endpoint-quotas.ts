import { Unknown } from "../../../terraform";
import { isKnown } from "../../known";
import type { ElementKey, VpcEndpoint } from "../../model";
import { type Built, type Findings, nameOf } from "./findings";

type EndpointType = Exclude<VpcEndpoint["type"], Unknown>;

interface Quota {
  readonly types: readonly EndpointType[];
  /** How many a VPC has where nobody has asked AWS for more. */
  readonly most: number;
  readonly name: string;
}

/** @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html */
const QUOTAS: readonly Quota[] = [
  { types: ["Interface", "GatewayLoadBalancer"], most: 50, name: "interface and Gateway Load Balancer" },
  { types: ["Resource"], most: 200, name: "resource" },
  { types: ["ServiceNetwork"], most: 50, name: "service network" },
];

/**
 * A VPC has no more endpoints than its quota, which AWS raises where it is asked to: whether it has, no Terraform says.
 * Which of too many it refuses is for the order to say in which they are made; those that are there are counted, and are
 * refused no more.
 */
export function doubtEndpointQuotas({ network }: Built, findings: Findings): void {
  for (const { types, most, name } of QUOTAS)
    for (const [vpc, endpoints] of byVpc([...network.endpoints.values()], types)) {
      if (endpoints.length <= most) continue;
      const where = network.vpcs.get(vpc)?.at ?? vpc;
      for (const { key, at, state } of endpoints)
        if (state !== "available")
          findings.doubt(
            key,
            new Unknown(
              `${endpoints.length} ${name} endpoints in ${nameOf(where)}`,
              `AWS lets a VPC have ${most} of them, unless it has raised the quota`,
              at,
            ),
          );
    }
}

function byVpc(
  endpoints: readonly VpcEndpoint[],
  types: readonly EndpointType[],
): ReadonlyMap<ElementKey, readonly VpcEndpoint[]> {
  const found = new Map<ElementKey, VpcEndpoint[]>();
  for (const endpoint of endpoints) {
    const { type, vpc } = endpoint;
    if (!isKnown(type) || !types.includes(type) || !isKnown(vpc)) continue;
    const others = found.get(vpc);
    if (others === undefined) found.set(vpc, [endpoint]);
    else others.push(endpoint);
  }
  return found;
}
