import { Reference, type Resource, type Value } from "../../../terraform";
import { asText, knownBoolean } from "../attributes";
import { attributesOf } from "../readers";
import { isKnown, type Known, sameKnown } from "../../known";
import type { ElementKey, PeeringConnection, Vpc } from "../../model";
import { connectionIn, PEERING_ACCEPTER } from "../peering-connections";
import { type Built, type Findings, nameOf } from "./findings";

/**
 * A connection joins two VPCs without an address in common, and no two connections join the same two.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html
 */
export function refusePeeringConnections(built: Built, findings: Findings): void {
  const { deployment, network } = built;
  const byVpcs = new Map<string, PeeringConnection>();
  for (const connection of network.peeringConnections.values()) {
    const resource = deployment.find(connection.at);
    const requester = vpcOf(connection.requester, built);
    const accepter = vpcOf(connection.accepter, built);
    if (resource === undefined || requester === undefined || accepter === undefined) continue;
    if (requester === accepter) {
      findings.refuse(
        connection.key,
        connection.at,
        `AWS refuses a peering connection of ${nameOf(requester.at)} with itself; name another VPC as its peer`,
      );
      continue;
    }
    refuseOverlap(connection, requester, accepter, findings);
    refuseSecond(connection, byVpcs, findings);
    refusePlace(connection, resource, accepter, built, findings);
  }
  refuseAccepters(built, findings);
  refuseRoutes(built, findings);
}

function vpcOf(key: Known<ElementKey>, { network }: Built): Vpc | undefined {
  return isKnown(key) ? network.vpcs.get(key) : undefined;
}

/** @see https://docs.aws.amazon.com/vpc/latest/peering/create-vpc-peering-connection.html */
function refuseOverlap({ key, at }: PeeringConnection, one: Vpc, other: Vpc, findings: Findings): void {
  for (const own of one.blocks.items) {
    const overlapping = other.blocks.items.find((each) => each.contains(own) || own.contains(each));
    if (overlapping === undefined) continue;
    findings.refuse(
      key,
      at,
      `AWS refuses a peering connection of VPCs that overlap, and ${own.toString()} of ${nameOf(one.at)} overlaps ${overlapping.toString()} of ${nameOf(other.at)}; join them by PrivateLink instead, or give one of them other blocks`,
    );
    return;
  }
  for (const why of [...one.blocks.doubts, ...other.blocks.doubts]) findings.doubt(key, why);
}

function refuseSecond(
  connection: PeeringConnection,
  byVpcs: Map<string, PeeringConnection>,
  findings: Findings,
): void {
  const vpcs = JSON.stringify([connection.requester, connection.accepter].map(String).toSorted());
  const first = byVpcs.get(vpcs);
  if (first === undefined) {
    byVpcs.set(vpcs, connection);
    return;
  }
  // Nothing says which of them AWS gets first.
  for (const [one, other] of [
    [first, connection],
    [connection, first],
  ] as const)
    findings.refuse(
      one.key,
      one.at,
      `AWS refuses the second of two peering connections of the same VPCs, and ${nameOf(other.at)} is one, too; leave one of them out`,
    );
}

const PLACES = [
  { half: "account", attribute: "peer_owner_id", named: "account" },
  { half: "region", attribute: "peer_region", named: "Region" },
] as const;

/** It seeks the other VPC in the account and the Region that it states, by default its own. */
function refusePlace(
  { key, at }: PeeringConnection,
  resource: Resource,
  accepter: Vpc,
  { deployment }: Built,
  findings: Findings,
): void {
  for (const { half, attribute, named } of PLACES) {
    const value = attributesOf(resource)(attribute);
    const stated: Known<string> | undefined = ownerTold(value, deployment) ?? asText(value, resource);
    const sought: Known<string> = stated ?? resource[half];
    const theirs: Known<string> = accepter[half];
    if (sameKnown(sought, theirs) === true) continue;
    if (isKnown(sought) && isKnown(theirs)) {
      findings.refuse(
        key,
        at,
        `AWS refuses it, for ${nameOf(accepter.at)} is of the ${named} ${theirs} and not of ${sought}; state its ${attribute}`,
      );
    } else if (stated !== undefined || isKnown(sought) || isKnown(theirs))
      doubtUnknown(key, [sought, theirs], findings);
  }
}

/** The account of what a reference to an account's number is of: who runs Terraform, or a VPC. */
function ownerTold(value: Value | undefined, deployment: Built["deployment"]): Known<string> | undefined {
  return value instanceof Reference && ["account_id", "owner_id"].includes(value.attribute)
    ? deployment.find(value.resource)?.account
    : undefined;
}

/**
 * Only the account and the Region of the VPC that is asked accept.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/accept-vpc-peering-connection.html
 */
function refuseAccepters({ deployment, network }: Built, findings: Findings): void {
  for (const connection of network.peeringConnections.values()) {
    const resource = deployment.find(connection.at);
    if (resource !== undefined && knownBoolean(resource, "auto_accept", false) === true)
      refuseAccepter(resource, connection, network, findings);
  }
  for (const resource of deployment.ofType(PEERING_ACCEPTER)) {
    const key = connectionIn(resource);
    const connection = isKnown(key) ? network.peeringConnections.get(key) : undefined;
    if (connection !== undefined) refuseAccepter(resource, connection, network, findings);
  }
}

function refuseAccepter(
  resource: Resource,
  { key, accepter }: PeeringConnection,
  network: Built["network"],
  findings: Findings,
): void {
  const vpc = isKnown(accepter) ? network.vpcs.get(accepter) : undefined;
  if (vpc === undefined) return;
  for (const { half, named } of PLACES) {
    const own: Known<string> = resource[half];
    const theirs: Known<string> = vpc[half];
    if (isKnown(own) && isKnown(theirs)) {
      if (own === theirs) continue;
      findings.refuse(
        key,
        resource.key,
        `AWS lets only the ${named} of ${nameOf(vpc.at)}, ${theirs}, accept it, and not ${own}; accept it there by an ${PEERING_ACCEPTER}`,
      );
      // Two that nobody knows are mostly one provider's.
    } else if (isKnown(own) || isKnown(theirs)) doubtUnknown(key, [own, theirs], findings);
  }
}

function doubtUnknown(key: ElementKey, values: readonly Known<string>[], findings: Findings): void {
  for (const value of values) if (!isKnown(value)) findings.doubt(key, value);
}

/** @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html */
function refuseRoutes({ network }: Built, findings: Findings): void {
  for (const { key, vpc, routes } of network.routeTables.values()) {
    for (const { at, target } of routes.items) {
      const connection =
        target.kind === "peering-connection" ? network.peeringConnections.get(target.connection) : undefined;
      if (connection === undefined || !isKnown(vpc)) continue;
      const ends = [connection.requester, connection.accepter];
      const unclear = ends.find((end) => !isKnown(end));
      if (ends.includes(vpc)) continue;
      if (unclear !== undefined && !isKnown(unclear)) findings.doubt(key, unclear);
      else
        findings.refuse(
          key,
          at,
          `AWS refuses a route to ${nameOf(connection.at)}, which is no peering connection of ${nameOf(vpc)}; name one that joins this VPC`,
        );
    }
  }
}
