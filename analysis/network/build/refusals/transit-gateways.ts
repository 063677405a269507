import { isPrivateAsn, privateAsns } from "../../../../modules/identity";
import { partsOfAddress, placeOf, Reference, type Resource, Unknown } from "../../../terraform";
import { isKnown, type Known, type Listing, sameKnown } from "../../known";
import { type ElementKey, elementKey, type TransitGatewayAttachment, type Vpc } from "../../model";
import { asText } from "../attributes";
import { attributesOf } from "../readers";
import { PEER, PEERING_ACCEPTER, TransitFacts } from "../transit";
import { type Built, type Findings, nameOf } from "./findings";
import { refuseTransitRouteTables } from "./transit-gateway-route-tables";

/** @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html */
export function refuseTransitGateways(built: Built, findings: Findings): void {
  if (built.network.transitGateways.size + built.network.transitGatewayAttachments.size === 0) return;
  refuseAsns(built, findings);
  for (const attachment of built.network.transitGatewayAttachments.values()) {
    refuseRegion(attachment, built, findings);
    refuseSubnets(attachment, built, findings);
  }
  refuseSeconds(built, findings);
  refusePeers(built, findings);
  refuseVpcRoutes(built, findings);
  refuseTransitRouteTables(built, new TransitFacts(built.deployment), findings);
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TransitGatewayRequestOptions.html (AmazonSideAsn) */
function refuseAsns({ network }: Built, findings: Findings): void {
  for (const { key, at, asn } of network.transitGateways.values())
    findings.demand(
      key,
      at,
      asn,
      isPrivateAsn,
      (known) => `AWS refuses a Transit Gateway the ASN ${known}; state one ${privateAsns}`,
    );
}

/** A gateway finds VPCs and VPN connections of its own Region only. */
function refuseRegion(
  { key, at, gateway, attached }: TransitGatewayAttachment,
  { network }: Built,
  findings: Findings,
): void {
  const made = isKnown(gateway) ? network.transitGateways.get(gateway) : undefined;
  const vpc = isKnown(attached) && attached.kind === "vpc" ? network.vpcs.get(attached.vpc) : undefined;
  if (made === undefined || vpc === undefined) return;
  const { region: own } = made;
  const { region: theirs } = vpc;
  if (sameKnown(own, theirs) === true) return;
  if (isKnown(own) && isKnown(theirs))
    findings.refuse(
      key,
      at,
      `AWS attaches VPCs of a Transit Gateway's own Region only, and ${nameOf(vpc.at)} is of ${theirs} and ${nameOf(made.at)} of ${own}; attach it to one of its Region, and peer that one`,
    );
  else for (const why of [own, theirs]) if (why instanceof Unknown) findings.doubt(key, why);
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html (SubnetIds) */
function refuseSubnets(
  { key, at, attached }: TransitGatewayAttachment,
  { network }: Built,
  findings: Findings,
): void {
  if (!isKnown(attached) || attached.kind !== "vpc") return;
  const byZone = new Map<string, string>();
  for (const each of attached.subnets.items) {
    const subnet = network.subnets.get(each);
    if (subnet === undefined) continue;
    const name = nameOf(subnet.at);
    findings.demand(
      key,
      at,
      subnet.vpc,
      (vpc) => vpc === attached.vpc,
      () =>
        `AWS refuses ${name} for an attachment of ${nameOf(attached.vpc)}, of which it is none; name subnets of that VPC`,
    );
    // Names of zones, too, tell zones of one account apart.
    const zone = isKnown(subnet.zone) ? subnet.zone : `name ${subnet.zone.expression}`;
    if (!isKnown(subnet.zone) && subnet.zone.expression.includes("${")) {
      if (attached.subnets.items.length > 1) findings.doubt(key, subnet.zone);
      continue;
    }
    const other = byZone.get(zone);
    if (other === undefined) byZone.set(zone, name);
    else if (other !== name)
      findings.refuse(
        key,
        at,
        `AWS refuses two subnets of one zone in an attachment, and ${other} and ${name} are; leave one of them out`,
      );
  }
}

/** A VPC is attached to a gateway once. */
function refuseSeconds({ network }: Built, findings: Findings): void {
  const byPair = new Map<string, TransitGatewayAttachment>();
  for (const attachment of network.transitGatewayAttachments.values()) {
    const { gateway, attached } = attachment;
    if (!isKnown(gateway) || !isKnown(attached) || attached.kind !== "vpc") continue;
    const pair = JSON.stringify([gateway, attached.vpc]);
    const first = byPair.get(pair);
    byPair.set(pair, attachment);
    if (first === undefined) continue;
    // Nothing says which of them AWS gets first.
    for (const [one, other] of [
      [first, attachment],
      [attachment, first],
    ] as const)
      findings.refuse(
        one.key,
        one.at,
        `AWS attaches a VPC to a Transit Gateway once, and ${nameOf(other.at)} attaches ${nameOf(attached.vpc)} to ${nameOf(gateway)}, too; leave one of them out`,
      );
  }
}

const PLACES = [
  { half: "account", attribute: "peer_account_id", named: "account" },
  { half: "region", attribute: "peer_region", named: "Region" },
] as const;

/**
 * A peering seeks the other gateway where it states, by default in its own account, and is accepted there.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html
 */
function refusePeers({ deployment, network }: Built, findings: Findings): void {
  for (const { key, at, attached, gateway } of network.transitGatewayAttachments.values()) {
    if (!isKnown(attached) || attached.kind !== "peering" || key.endsWith(`/${PEER}`)) continue;
    const other = isKnown(attached.other) ? network.transitGatewayAttachments.get(attached.other) : undefined;
    const peer = other !== undefined && isKnown(other.gateway) ? other.gateway : undefined;
    const made = peer === undefined ? undefined : network.transitGateways.get(peer);
    const resource = deployment.find(at);
    if (other === undefined || made === undefined || resource === undefined) continue;
    const refuse = (sentence: string): void => {
      for (const end of [key, other.key]) findings.refuse(end, at, sentence);
    };
    if (gateway === peer) {
      refuse(
        `AWS refuses a peering of ${nameOf(made.at)} with itself; name another Transit Gateway as its peer`,
      );
      continue;
    }
    for (const { half, attribute, named } of PLACES) {
      const sought: Known<string> = asText(attributesOf(resource)(attribute), resource) ?? resource[half];
      const theirs: Known<string> = made[half];
      if (sameKnown(sought, theirs) === true) continue;
      if (isKnown(sought) && isKnown(theirs))
        refuse(
          `AWS refuses it, for ${nameOf(made.at)} is of the ${named} ${theirs} and not of ${sought}; state its ${attribute}`,
        );
      else for (const why of [sought, theirs]) if (why instanceof Unknown) findings.doubt(key, why);
    }
    for (const accepter of acceptersOf(key, deployment.ofType(PEERING_ACCEPTER)))
      if (isKnown(accepter.region) && isKnown(made.region) && accepter.region !== made.region)
        findings.refuse(
          key,
          accepter.key,
          `AWS finds it in the Region of ${nameOf(made.at)} only, ${made.region}, and not in ${accepter.region}; accept it there`,
        );
  }
}

function acceptersOf(key: ElementKey, accepters: readonly Resource[]): readonly Resource[] {
  return accepters.filter((each) => {
    const value = each.attribute("transit_gateway_attachment_id");
    return value instanceof Reference && elementKey(value.resource) === key;
  });
}

/**
 * A route table takes a Transit Gateway to which its VPC is attached.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html
 */
function refuseVpcRoutes({ network }: Built, findings: Findings): void {
  const gatewaysOf = gatewaysByVpc(network);
  for (const { key, vpc, routes } of network.routeTables.values())
    for (const { at, target } of routes.items) {
      if (target.kind !== "transit-gateway") continue;
      const made = network.transitGateways.get(target.gateway);
      if (made === undefined) continue;
      if (!isKnown(vpc)) {
        findings.doubt(key, vpc);
        continue;
      }
      const { items, doubts } = gatewaysOf(network.vpcs.get(vpc), vpc);
      if (items.includes(target.gateway)) continue;
      const [doubt] = [...doubts, ...attachedBefore([made.at, network.vpcs.get(vpc)?.at])];
      if (doubt !== undefined) findings.doubt(key, doubt);
      else
        findings.refuse(
          key,
          at,
          `AWS refuses a route to ${nameOf(made.at)}, to which ${nameOf(vpc)} is not attached; attach it first`,
        );
    }
}

/** What was there before Terraform may have been attached before, too. */
function attachedBefore(places: readonly (Vpc["at"] | undefined)[]): Unknown[] {
  return places.flatMap((at) => {
    const address = at === undefined ? "" : placeOf(at).address;
    return partsOfAddress(address).mode === "data"
      ? [new Unknown(address, "it was there before Terraform, maybe attached", at)]
      : [];
  });
}

function gatewaysByVpc(
  network: Built["network"],
): (made: Vpc | undefined, vpc: ElementKey) => Listing<ElementKey> {
  const attachments = [...network.transitGatewayAttachments.values()];
  const certain = new Map<ElementKey, ElementKey[]>();
  const doubts: Unknown[] = [];
  for (const { attached, gateway } of attachments) {
    if (attached instanceof Unknown) {
      doubts.push(attached);
      continue;
    }
    if (attached.kind !== "vpc") continue;
    if (!isKnown(gateway)) doubts.push(gateway);
    else certain.set(attached.vpc, [...(certain.get(attached.vpc) ?? []), gateway]);
  }
  return (made, vpc) => ({
    items: certain.get(vpc) ?? [],
    doubts: [
      ...doubts,
      ...(made === undefined ? [new Unknown(vpc, "none of the given stacks makes this VPC")] : []),
    ],
  });
}
