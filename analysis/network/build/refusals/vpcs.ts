import { isKnown, type Known } from "../../known";
import type { ElementKey, LoadBalancer, NetworkInterface, ResolverEndpoint, Subnet } from "../../model";
import { securityGroupOf, vpcOf } from "../identities";
import { type Built, type Findings, nameOf, subnetOf } from "./findings";

/**
 * What stands in a subnet, and what the subnet uses, is of the subnet's VPC.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/network-acl-basics.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 */
export function refuseVpcs(built: Built, findings: Findings): void {
  const { network } = built;
  const associated = associatedVpcs(built);
  for (const own of network.interfaces.values()) {
    const vpc = vpcOfInterface(own, built);
    if (vpc !== undefined) refuseGroups(own, vpc, associated, built, findings);
  }
  for (const subnet of network.subnets.values()) refuseOfSubnet(subnet, built, findings);
  for (const { key, at, vpc, interfaces } of [
    ...network.endpoints.values(),
    ...network.resourceGateways.values(),
  ])
    for (const each of vpcsOf(interfaces.items, built))
      findings.demand(
        key,
        at,
        vpc,
        (own) => own === each,
        () =>
          `AWS refuses it with subnets of another VPC than its vpc_id says; its subnets are in ${nameOf(each)}`,
      );
  for (const [what, elements] of [
    ["a load balancer", network.loadBalancers],
    ["a Resolver endpoint", network.resolverEndpoints],
  ] as const)
    for (const each of elements.values()) refuseSeveralVpcs(each, what, built, findings);
}

function refuseSeveralVpcs(
  { key, at, interfaces }: LoadBalancer | ResolverEndpoint,
  what: string,
  built: Built,
  findings: Findings,
): void {
  const vpcs = vpcsOf(interfaces.items, built);
  if (vpcs.length > 1)
    findings.refuse(
      key,
      at,
      `AWS refuses ${what} in subnets of several VPCs (${vpcs.map(nameOf).join(", ")}); state those of one`,
    );
}

/** The VPC that an interface stands in, where it is known. */
function vpcOfInterface(own: NetworkInterface, built: Built): ElementKey | undefined {
  const vpc = subnetOf(own, built)?.vpc;
  return vpc !== undefined && isKnown(vpc) ? vpc : undefined;
}

/** Those that certainly have one of these interfaces. */
export function vpcsOf(interfaces: readonly ElementKey[], built: Built): ElementKey[] {
  const found = interfaces.flatMap((each) => {
    const own = built.network.interfaces.get(each);
    return (own && vpcOfInterface(own, built)) ?? [];
  });
  return [...new Set(found)];
}

/**
 * Groups may be associated with further VPCs.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
 */
function associatedVpcs({ deployment }: Built): ReadonlyMap<ElementKey, readonly Known<ElementKey>[]> {
  const associated = new Map<ElementKey, Known<ElementKey>[]>();
  for (const resource of deployment.ofType("aws_vpc_security_group_vpc_association")) {
    const group = securityGroupOf(resource.attribute("security_group_id"), resource, deployment);
    const vpc = vpcOf(resource.attribute("vpc_id"), resource);
    if (isKnown(group)) associated.set(group, [...(associated.get(group) ?? []), vpc]);
  }
  return associated;
}

function refuseGroups(
  { key, at, securityGroups }: NetworkInterface,
  vpc: ElementKey,
  associated: ReadonlyMap<ElementKey, readonly Known<ElementKey>[]>,
  { network }: Built,
  findings: Findings,
): void {
  for (const each of securityGroups.items) {
    const group = network.securityGroups.get(each);
    const added = associated.get(each) ?? [];
    if (group === undefined || added.includes(vpc)) continue;
    const unclear = added.find((other) => !isKnown(other));
    findings.demand(
      key,
      at,
      group.vpc === vpc ? group.vpc : (unclear ?? group.vpc),
      (own) => own === vpc,
      () =>
        `AWS refuses ${nameOf(group.at)} there, which is of another VPC than the subnet; name a security group of ${nameOf(vpc)}`,
    );
  }
}

function refuseOfSubnet(
  { key, at, vpc, networkAcl, routeTable }: Subnet,
  { network }: Built,
  findings: Findings,
): void {
  if (!isKnown(vpc)) return;
  const acl = isKnown(networkAcl) ? network.networkAcls.get(networkAcl) : undefined;
  const table = isKnown(routeTable) ? network.routeTables.get(routeTable) : undefined;
  for (const used of [acl, table]) {
    if (used === undefined) continue;
    findings.demand(
      key,
      at,
      used.vpc,
      (own) => own === vpc,
      () =>
        `AWS refuses to associate it with ${nameOf(used.at)}, which is of another VPC; name one of ${nameOf(vpc)}`,
    );
  }
}
