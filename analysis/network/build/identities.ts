import { type Deployment, Reference, type Resource, Unknown, type Value } from "../../terraform";
import { isKnown, type Known } from "../known";
import { type ElementKey, elementKey } from "../model";
import { identified, isOneOf } from "./attributes";

/** A kind of thing of which AWS makes one with every VPC, for whatever names none itself. */
export interface MadeWithVpc {
  /** The type of resource that makes others of the kind. */
  readonly type: string;
  /** Its part of the VPC's key. */
  readonly part: string;
  /** The attributes of the VPC that identify it. */
  readonly attributes: readonly string[];
  /** The type of resource that takes it over, and the attribute that says whose, by which attributes of the VPC. */
  readonly manager: {
    readonly type: string;
    readonly attribute: string;
    readonly ofVpc: readonly string[];
  };
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html#main-route-table */
export const ROUTE_TABLE: MadeWithVpc = {
  type: "aws_route_table",
  part: "main-route-table",
  attributes: ["default_route_table_id", "main_route_table_id"],
  manager: {
    type: "aws_default_route_table",
    attribute: "default_route_table_id",
    ofVpc: ["default_route_table_id", "main_route_table_id"],
  },
};

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html */
export const SECURITY_GROUP: MadeWithVpc = {
  type: "aws_security_group",
  part: "default-security-group",
  attributes: ["default_security_group_id"],
  manager: { type: "aws_default_security_group", attribute: "vpc_id", ofVpc: ["id"] },
};

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html */
export const NETWORK_ACL: MadeWithVpc = {
  type: "aws_network_acl",
  part: "default-network-acl",
  attributes: ["default_network_acl_id"],
  manager: {
    type: "aws_default_network_acl",
    attribute: "default_network_acl_id",
    ofVpc: ["default_network_acl_id"],
  },
};

const VPC_TYPES = ["aws_vpc", "aws_default_vpc"];

/** Every VPC that the stacks make or take over. */
export function vpcResources(deployment: Deployment): readonly Resource[] {
  return VPC_TYPES.flatMap((type) => deployment.ofType(type));
}

export function vpcOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, VPC_TYPES, resource, ["id"]);
}

export function subnetOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, ["aws_subnet"], resource, ["id"]);
}

export function routeTableOf(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
): Known<ElementKey> {
  if (
    value instanceof Reference &&
    value.attribute === "main_route_table_id" &&
    deployment.ofType("aws_main_route_table_association").length > 0
  )
    return new Unknown(
      value.attribute,
      "an association makes another table the main one, before or after this is read",
      resource.key,
    );
  return elementOf(ROUTE_TABLE, value, resource, deployment);
}

export function securityGroupOf(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
): Known<ElementKey> {
  return elementOf(SECURITY_GROUP, value, resource, deployment);
}

export function networkAclOf(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
): Known<ElementKey> {
  return elementOf(NETWORK_ACL, value, resource, deployment);
}

/** The one that AWS makes with a VPC, by whichever resource or attribute it is named, or one that is made beside it. */
function elementOf(
  kind: MadeWithVpc,
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
): Known<ElementKey> {
  if (value instanceof Reference) {
    if (isOneOf(value, VPC_TYPES)) return ofVpc(kind, value, kind.attributes, resource);
    const manager = isOneOf(value, [kind.manager.type]) ? deployment.find(value.resource) : undefined;
    if (manager !== undefined && value.attribute === "id") return managedBy(kind, manager);
  }
  return identified(value, [kind.type], resource, ["id"]);
}

/** Which of the things that AWS makes a resource takes over. */
export function managedBy(kind: MadeWithVpc, manager: Resource): Known<ElementKey> {
  return ofVpc(kind, manager.attribute(kind.manager.attribute), kind.manager.ofVpc, manager);
}

function ofVpc(
  kind: MadeWithVpc,
  value: Value | undefined,
  attributes: readonly string[],
  resource: Resource,
): Known<ElementKey> {
  const vpc = identified(value, VPC_TYPES, resource, attributes);
  return isKnown(vpc) && value instanceof Reference ? elementKey(value.resource, kind.part) : vpc;
}
