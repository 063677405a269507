import type { ResolverEndpoint } from "../../model";
import { elementsOf } from "../attributes";
import type { Built, Findings } from "./findings";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html (IpAddresses) */
const FEWEST_ADDRESSES = 2;

export function refuseResolverEndpoints(built: Built, findings: Findings): void {
  refuseFewAddresses(built, findings);
  for (const endpoint of built.network.resolverEndpoints.values())
    refuseWithoutGroups(endpoint, built, findings);
}

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html (SecurityGroupIds) */
function refuseWithoutGroups({ key, at }: ResolverEndpoint, { deployment }: Built, findings: Findings): void {
  const resource = deployment.find(at);
  if (resource === undefined) return;
  const { items, doubts } = elementsOf(resource.attribute("security_group_ids"), resource);
  if (items.length > 0) return;
  const [why] = doubts;
  if (why !== undefined) findings.doubt(key, why);
  else
    findings.refuse(
      key,
      at,
      "AWS refuses a Resolver endpoint without security groups; state security_group_ids that admit port 53",
    );
}

function refuseFewAddresses({ network }: Built, findings: Findings): void {
  for (const { key, at, interfaces } of network.resolverEndpoints.values()) {
    const { items, doubts } = interfaces;
    if (items.length >= FEWEST_ADDRESSES) continue;
    const [why] = doubts;
    if (why !== undefined) findings.doubt(key, why);
    else
      findings.refuse(
        key,
        at,
        `AWS refuses a Resolver endpoint with fewer than two IP addresses, and it has ${items.length}; name subnets in two zones`,
      );
  }
}
