import { type Deployment, Reference, type Resource, Unknown, type Value } from "../../terraform";
import { isKnown, type Known, sameKnown } from "../known";
import { type ElementKey, elementKey, partsOf } from "../model";
import { identified, isOneOf } from "./attributes";
import { Belongings } from "./belongings";

export const DEFAULT_VPC = "aws_default_vpc";
export const DEFAULT_SUBNET = "aws_default_subnet";

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

const VPC_TYPES = ["aws_vpc", DEFAULT_VPC];
const SUBNET_TYPES = ["aws_subnet", DEFAULT_SUBNET];

/** Every VPC that the stacks make or take over. */
export function vpcResources(deployment: Deployment): readonly Resource[] {
  return VPC_TYPES.flatMap((type) => deployment.ofType(type));
}

/** Every subnet that the stacks make or take over. */
export function subnetResources(deployment: Deployment): readonly Resource[] {
  return SUBNET_TYPES.flatMap((type) => deployment.ofType(type));
}

/** What is not made but taken over, as default VPCs and subnets are, or what a data source only looks at. */
export function isThereBefore({ type, mode }: Resource): boolean {
  return type === DEFAULT_VPC || type === DEFAULT_SUBNET || mode === "data";
}

/**
 * The default VPC of the account and Region of a resource, of which there is one.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 */
export function defaultVpcBeside(resource: Resource, deployment: Deployment): Known<ElementKey> {
  const [vpc, ...others] = deployment
    .ofType(DEFAULT_VPC)
    .filter(
      ({ account, region }) =>
        sameKnown(account, resource.account) === true && sameKnown(region, resource.region) === true,
    );
  return vpc !== undefined && others.length === 0
    ? elementKey(vpc.key)
    : new Unknown("vpc_id", "left out, it is the account's default VPC", resource.key);
}

export function vpcOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  return identified(value, VPC_TYPES, resource, ["id"]);
}

export function subnetOf(value: Value | undefined, resource: Resource): Known<ElementKey> {
  const isDefault = value instanceof Reference && isOneOf(value, [DEFAULT_SUBNET]);
  return identified(value, [isDefault ? DEFAULT_SUBNET : "aws_subnet"], resource, ["id"]);
}

export function routeTableOf(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
): Known<ElementKey> {
  if (value instanceof Reference && value.attribute === "main_route_table_id") {
    const vpc = deployment.find(value.resource);
    if (vpc !== undefined && getsMainTable(vpc, deployment))
      return new Unknown(
        value.attribute,
        "an association makes another table the main one, before or after this is read",
        resource.key,
      );
  }
  return elementOf(ROUTE_TABLE, value, resource, deployment);
}

const associated = new WeakMap<Deployment, Belongings<Resource>>();

/** The resources that make a table the main one of a VPC, in the place of the one that AWS made. */
export function mainTableAssociations(deployment: Deployment): Belongings<Resource> {
  const known = associated.get(deployment);
  if (known !== undefined) return known;
  const found = new Belongings(
    deployment.ofType("aws_main_route_table_association").map((resource) => ({
      owner: vpcOf(resource.attribute("vpc_id"), resource),
      resource,
      what: resource,
    })),
  );
  associated.set(deployment, found);
  return found;
}

function getsMainTable(vpc: Resource, deployment: Deployment): boolean {
  const associations = mainTableAssociations(deployment);
  return associations.of(elementKey(vpc.key)).length > 0 || associations.doubtsAbout(vpc).length > 0;
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
    if (manager !== undefined && value.attribute === "id") return managedBy(kind, manager, deployment);
  }
  return identified(value, [kind.type], resource, ["id"]);
}

/** Which of the things that AWS makes a resource takes over: where it does not say, that of the default VPC. */
export function managedBy(kind: MadeWithVpc, manager: Resource, deployment: Deployment): Known<ElementKey> {
  const stated = manager.attribute(kind.manager.attribute);
  if (!isLeftOut(stated)) return ofVpc(kind, stated, kind.manager.ofVpc, manager);
  const vpc = defaultVpcBeside(manager, deployment);
  return isKnown(vpc) ? elementKey(partsOf(vpc).resource, kind.part) : vpc;
}

/** Whether it takes over what comes with the default VPC. */
export function isOfDefaultVpc(kind: MadeWithVpc, manager: Resource): boolean {
  return isLeftOut(manager.attribute(kind.manager.attribute));
}

function isLeftOut(value: Value | undefined): boolean {
  return value === undefined || value === null || value === "";
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
