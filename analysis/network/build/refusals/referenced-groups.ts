import { isKnown } from "../../known";
import type { Network, SecurityGroup, SecurityGroupRule, Vpc } from "../../model";
import { type Built, type Findings, nameOf } from "./findings";

/**
 * A rule refers to groups of its own Region only, also of a peered VPC.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export function refuseReferencedGroups({ network }: Built, findings: Findings): void {
  for (const group of network.securityGroups.values())
    for (const rule of [...group.ingress.items, ...group.egress.items])
      refuseReference(group, rule, network, findings);
}

function refuseReference(
  group: SecurityGroup,
  { at, peer }: SecurityGroupRule,
  network: Built["network"],
  findings: Findings,
): void {
  if (!isKnown(peer) || peer.kind !== "security-group") return;
  const referred = network.securityGroups.get(peer.group);
  if (referred === undefined || referred.vpc === group.vpc) return;
  const own = vpcOf(group, network)?.region;
  const theirs = vpcOf(referred, network)?.region;
  if (own === undefined || theirs === undefined || !isKnown(own) || !isKnown(theirs) || own === theirs)
    return;
  findings.refuse(
    group.key,
    at,
    `AWS refuses a rule for ${nameOf(referred.at)}, which is of the Region ${theirs} and not of ${own}; state the addresses of its members instead`,
  );
}

function vpcOf({ vpc }: SecurityGroup, { vpcs }: Pick<Network, "vpcs">): Vpc | undefined {
  return isKnown(vpc) ? vpcs.get(vpc) : undefined;
}
