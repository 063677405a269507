import { type Deployment, Reference, type Resource, Unknown, type Value } from "../../terraform";
import type { Known } from "../known";
import { type ElementKey, elementKey, type PeeringConnection, type PeeringEnd } from "../model";
import { type Associations, associationsOf } from "./associations";
import { identified, isOneOf, knownBoolean } from "./attributes";
import { vpcOf } from "./identities";

export const PEERING_CONNECTION = "aws_vpc_peering_connection";
export const PEERING_ACCEPTER = "aws_vpc_peering_connection_accepter";

/** @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html */
export function peeringConnectionsOf(deployment: Deployment): PeeringConnection[] {
  const accepters = acceptersIn(deployment);
  return deployment.ofType(PEERING_CONNECTION).map((resource) => {
    const status = resource.attribute("accept_status");
    return {
      key: elementKey(resource.key),
      at: resource.key,
      requester: vpcOf(resource.attribute("vpc_id"), resource),
      accepter: vpcOf(resource.attribute("peer_vpc_id"), resource),
      isAccepted: status === "active" ? true : isAccepted(resource, accepters),
      ...(isEnd(status) ? { ended: status } : {}),
    };
  });
}

const ENDS: readonly unknown[] = [
  "rejected",
  "expired",
  "failed",
  "deleting",
  "deleted",
] satisfies readonly PeeringEnd[];

/** Of the states that Terraform reads of a connection, those in which it stays. */
function isEnd(status: Value | undefined): status is PeeringEnd {
  return ENDS.includes(status);
}

/** Which connection a value is the ID of: its own, or that of a resource that manages a side of it. */
export function peeringConnectionOf(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
): Known<ElementKey> {
  const manager =
    value instanceof Reference && isOneOf(value, SIDES) && value.attribute === "id"
      ? deployment.find(value.resource)
      : undefined;
  return manager === undefined
    ? identified(value, [PEERING_CONNECTION], resource, ["id"])
    : connectionIn(manager);
}

const SIDES = [PEERING_ACCEPTER, "aws_vpc_peering_connection_options"];

/** The connection of which a resource manages a side. */
export function connectionIn(manager: Resource): Known<ElementKey> {
  return identified(manager.attribute("vpc_peering_connection_id"), [PEERING_CONNECTION], manager, ["id"]);
}

/** What the accepter's side does with each: one that does not accept it only takes it over. */
function acceptersIn(deployment: Deployment): Associations<boolean> {
  return associationsOf(deployment.ofType(PEERING_ACCEPTER), connectionIn, (resource) =>
    knownBoolean(resource, "auto_accept", false),
  );
}

function isAccepted(resource: Resource, accepters: Associations<boolean>): Known<boolean> {
  const own = knownBoolean(resource, "auto_accept", false);
  const { items, doubts } = accepters.acrossAccounts(elementKey(resource.key));
  if (own === true || items.includes(true)) return true;
  return [own, ...doubts, ...underWay(resource)].find((each) => each instanceof Unknown) ?? false;
}

/** What was neither accepted nor waited for that when Terraform read it. */
function underWay(resource: Resource): Unknown[] {
  const status = resource.attribute("accept_status");
  return status === "initiating-request" || status === "provisioning"
    ? [new Unknown(status, "what became of it since Terraform read it is not known", resource.key)]
    : [];
}
