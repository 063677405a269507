import { isKnown, type Known, sameKnown } from "../../known";
import type { SecurityGroup, SecurityGroupRule, TransitGatewayAttachment, Vpc } from "../../model";
import { type Deployment, formatReference, Reference, type Resource, Unknown } from "../../../terraform";
import { isLookedUp } from "../attributes";
import { securityGroupOf } from "../identities";
import { groupOfAnotherAccount } from "../referenced-groups";
import { type Built, type Findings, nameOf } from "./findings";

/**
 * A rule refers to groups of its own Region only, of its own VPC or one that is joined with it.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing
 */
export function refuseReferencedGroups(built: Built, findings: Findings): void {
  for (const group of built.network.securityGroups.values())
    for (const rule of [...group.ingress.items, ...group.egress.items])
      refuseReference(group, rule, built, findings);
  refuseAccounts(built, findings);
}

function refuseReference(
  group: SecurityGroup,
  { at, peer }: SecurityGroupRule,
  built: Built,
  findings: Findings,
): void {
  if (!isKnown(peer) || peer.kind !== "security-group") return;
  const referred = built.network.securityGroups.get(peer.group);
  if (referred === undefined || referred.vpc === group.vpc) return;
  const own = vpcOf(group, built);
  const theirs = vpcOf(referred, built);
  if (own === undefined || theirs === undefined) return;
  const isOfRegion = sameKnown(own.region, theirs.region);
  if (isOfRegion === undefined) return;
  if (!isOfRegion && isKnown(own.region) && isKnown(theirs.region)) {
    findings.refuse(
      group.key,
      at,
      `AWS refuses a rule for ${nameOf(referred.at)}, which is of the Region ${theirs.region} and not of ${own.region}; state the addresses of its members instead`,
    );
    return;
  }
  if (arePeers(own, theirs, built)) return;
  const byGateway = joinedByTransitGateway(own, theirs, built);
  if (byGateway === true) return;
  const why =
    inSeveralVpcs([group, referred], built) ??
    mayBeJoined(own, theirs, built) ??
    (isKnown(byGateway) ? undefined : byGateway);
  if (why !== undefined) findings.doubt(group.key, why);
  else
    findings.refuse(
      group.key,
      at,
      `AWS refuses a rule for ${nameOf(referred.at)}, which is of ${nameOf(theirs.at)}, and no peering connection joins that with ${nameOf(own.at)}, nor a Transit Gateway with security group referencing; state the addresses of its members instead, or peer the VPCs first`,
    );
}

function vpcOf({ vpc }: SecurityGroup, { network }: Built): Vpc | undefined {
  return isKnown(vpc) ? network.vpcs.get(vpc) : undefined;
}

function arePeers(one: Vpc, other: Vpc, { network }: Built): boolean {
  return [...network.peeringConnections.values()].some(({ requester, accepter }) =>
    [one.key, other.key].every((vpc) => requester === vpc || accepter === vpc),
  );
}

/**
 * A Transit Gateway joins them where it and both attachments want it to.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
 */
function joinedByTransitGateway(one: Vpc, other: Vpc, { network }: Built): Known<boolean> {
  const [own, theirs] = [one, other].map((vpc) => attachmentsOf(vpc, network));
  const wishes = (own ?? []).flatMap((left) =>
    (theirs ?? [])
      .filter((right) => sameKnown(left.gateway, right.gateway) !== false)
      .map((right) => [...wishesOf(left, network), ...wishesOf(right, network)]),
  );
  if (wishes.some((each) => each.every((wish) => wish === true))) return true;
  return (
    wishes
      .filter((each) => !each.includes(false))
      .flat()
      .find((wish) => wish instanceof Unknown) ?? false
  );
}

function attachmentsOf(vpc: Vpc, network: Built["network"]): readonly TransitGatewayAttachment[] {
  return [...network.transitGatewayAttachments.values()].filter(
    ({ attached }) => !isKnown(attached) || (attached.kind === "vpc" && attached.vpc === vpc.key),
  );
}

/** Whether an attachment and its gateway want rules to refer to groups across them. */
function wishesOf(
  { attached, gateway }: TransitGatewayAttachment,
  network: Built["network"],
): readonly Known<boolean>[] {
  const made = isKnown(gateway) ? network.transitGateways.get(gateway) : undefined;
  return [
    isKnown(attached) ? attached.kind === "vpc" && attached.securityGroupReferencing : attached,
    isKnown(gateway)
      ? (made?.securityGroupReferencing ?? new Unknown(gateway, "none of the given stacks makes it"))
      : gateway,
  ];
}

/**
 * Why a group may also be of other VPCs, with which it is associated.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
 */
function inSeveralVpcs(groups: readonly SecurityGroup[], { deployment }: Built): Unknown | undefined {
  const places = groups.map(({ at }) => at);
  const association = deployment
    .ofType("aws_vpc_security_group_vpc_association")
    .find((each) => mayNameOneOf(places, each, "security_group_id"));
  return association === undefined ? undefined : notAnalysed(association);
}

/** Why two VPCs may be joined by something that is not known or not analysed. */
function mayBeJoined(one: Vpc, other: Vpc, { deployment, network }: Built): Unknown | undefined {
  const keys: readonly unknown[] = [one.key, other.key];
  for (const { requester, accepter } of network.peeringConnections.values()) {
    const unclear = [requester, accepter].find((end) => !isKnown(end));
    const known = [requester, accepter].filter(isKnown);
    if (unclear instanceof Unknown && known.every((end) => keys.includes(end))) return unclear;
  }
  const vpcs = [one, other];
  const old = vpcs.find(({ at }) => !isMade(deployment.find(at)));
  return old === undefined
    ? attached(vpcs, deployment)
    : new Unknown(nameOf(old.at), "it was there before Terraform, and nothing says what joins it", old.at);
}

function isMade(vpc: Resource | undefined): boolean {
  return vpc?.mode === "managed" && vpc.type === "aws_vpc";
}

/** What attaches a VPC to other networks, and how it names it. */
const ATTACHMENTS = [["aws_networkmanager_vpc_attachment", "vpc_arn"]] as const;

function attached(vpcs: readonly Vpc[], deployment: Deployment): Unknown | undefined {
  const places = vpcs.map(({ at }) => at);
  for (const [type, attribute] of ATTACHMENTS)
    for (const attachment of deployment.ofType(type))
      if (mayNameOneOf(places, attachment, attribute)) return notAnalysed(attachment);
  return undefined;
}

function notAnalysed({ key }: Resource): Unknown {
  return new Unknown(nameOf(key), "whether rules may refer to groups across it is not analysed", key);
}

function mayNameOneOf(things: readonly Vpc["at"][], resource: Resource, attribute: string): boolean {
  const value = resource.attribute(attribute);
  if (value instanceof Unknown) return true;
  return value instanceof Reference && (isLookedUp(value) || things.includes(value.resource));
}

const RULES = [
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc_security_group_egress_rule",
  "aws_security_group_rule",
];

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UserIdGroupPair.html (UserId) */
function refuseAccounts({ deployment }: Built, findings: Findings): void {
  for (const resource of RULES.flatMap((type) => deployment.ofType(type)))
    for (const attribute of ["referenced_security_group_id", "source_security_group_id"]) {
      const found = groupOfAnotherAccount(resource.attribute(attribute), deployment);
      if (found === undefined) continue;
      const key = securityGroupOf(resource.attribute("security_group_id"), resource, deployment);
      if (!isKnown(key)) continue;
      findings.refuse(
        key,
        resource.key,
        `AWS finds no ${formatReference(found.group)} in the account ${found.stated}; state ${found.owner}, which it is of`,
      );
    }
}
