import type { Ipv4Block } from "../../../modules/addressing";
import { type Deployment, Reference, type Resource, Unknown } from "../../terraform";
import { isKnown, type Known } from "../known";
import { type ElementKey, elementKey, type Subnet, type Vpc } from "../model";
import { asBlock, elementsOf, knownBoolean } from "./attributes";
import { type Belonging, Belongings } from "./belongings";
import {
  DEFAULT_SUBNET,
  defaultVpcBeside,
  isThereBefore,
  managedBy,
  NETWORK_ACL,
  networkAclOf,
  routeTableOf,
  subnetOf,
  subnetResources,
  vpcOf,
} from "./identities";
import { attributesOf } from "./readers";
import type { Zones } from "./zones";

type Associations = Belongings<Known<ElementKey>>;

export function subnetsOf(
  deployment: Deployment,
  vpcs: ReadonlyMap<ElementKey, Vpc>,
  zones: Zones,
): ReadonlyMap<ElementKey, Subnet> {
  const routeTables = routeTableAssociations(deployment);
  const networkAcls = networkAclAssociations(deployment);
  const placeOf = (resource: Resource): Place => {
    const vpc = vpcOfSubnet(resource, deployment);
    const found = isKnown(vpc) ? (vpcs.get(vpc) ?? notFound(resource)) : vpc;
    return {
      vpc,
      block: blockOf(resource),
      routeTable: routeTable(resource, routeTables, found),
      networkAcl: networkAcl(resource, networkAcls, found),
    };
  };
  return new Map(
    subnetResources(deployment).map((resource) => {
      const key = elementKey(resource.key);
      const known = { key, at: resource.key, zone: zones.ofSubnet(resource) };
      const why = hasIpv6Alone(resource);
      return [key, why === undefined ? { ...known, ...placeOf(resource) } : { ...known, ...unplaced(why) }];
    }),
  );
}

type Place = Pick<Subnet, "vpc" | "block" | "routeTable" | "networkAcl">;

/** What has IPv6 addresses alone is beside everything that is analysed. */
function hasIpv6Alone(resource: Resource): Unknown | undefined {
  const isNative = knownBoolean(resource, "ipv6_native", false);
  if (isNative === false) return undefined;
  return isNative === true
    ? new Unknown("ipv6_native", "it has IPv6 addresses alone, and IPv6 is not analysed", resource.key)
    : isNative;
}

function unplaced(why: Unknown): Place {
  return { vpc: why, block: why, routeTable: why, networkAcl: why };
}

/** A default subnet is in the default VPC, whether or not something tells which one that is. */
function vpcOfSubnet(resource: Resource, deployment: Deployment): Known<ElementKey> {
  const stated = attributesOf(resource)("vpc_id");
  return resource.type === DEFAULT_SUBNET && !(stated instanceof Reference)
    ? defaultVpcBeside(resource, deployment)
    : vpcOf(stated, resource);
}

function blockOf(resource: Resource): Known<Ipv4Block> {
  const stated = attributesOf(resource)("cidr_block");
  return resource.type === DEFAULT_SUBNET && typeof stated !== "string"
    ? new Unknown("cidr_block", "AWS gives a default subnet its block", resource.key)
    : asBlock(stated, resource);
}

function notFound(resource: Resource): Unknown {
  return new Unknown("vpc_id", "none of the given stacks makes this VPC", resource.key);
}

function routeTableAssociations(deployment: Deployment): Associations {
  return new Belongings(
    deployment
      .ofType("aws_route_table_association")
      // Those of a gateway guide what comes in through it: see gateways.ts.
      .filter((resource) => {
        const read = attributesOf(resource);
        return read("subnet_id") !== undefined || read("gateway_id") === undefined;
      })
      .map((resource) => ({
        owner: subnetOf(resource.attribute("subnet_id"), resource),
        resource,
        what: routeTableOf(resource.attribute("route_table_id"), resource, deployment),
      })),
  );
}

/**
 * The table that the subnet is associated with, else the VPC's main one. AWS refuses to associate a subnet twice, so
 * one that is associated certainly has no other association.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
 */
function routeTable(resource: Resource, associations: Associations, vpc: Known<Vpc>): Known<ElementKey> {
  const [table, ...others] = associations.of(elementKey(resource.key));
  if (others.length > 0)
    return new Unknown("route_table_id", "several route tables are associated with it", resource.key);
  if (table !== undefined) return table;
  const [doubt] = associations.doubtsAbout(resource);
  return doubt ?? otherwise(resource, "route_table_id", () => (isKnown(vpc) ? vpc.mainRouteTable : vpc));
}

/** What a new subnet has of its VPC; one that was there already may have been given another. */
function otherwise(resource: Resource, attribute: string, ofVpc: () => Known<ElementKey>): Known<ElementKey> {
  return isThereBefore(resource)
    ? new Unknown(
        attribute,
        "it was there before Terraform, and nothing says which one it uses",
        resource.key,
      )
    : ofVpc();
}

/** Subnets are listed by their network ACL, or joined to it by a resource of its own. */
function networkAclAssociations(deployment: Deployment): Associations {
  const joined = deployment.ofType("aws_network_acl_association").map((resource) => ({
    owner: subnetOf(resource.attribute("subnet_id"), resource),
    resource,
    what: networkAclOf(resource.attribute("network_acl_id"), resource, deployment),
  }));
  return new Belongings([
    ...joined,
    ...deployment
      .ofType(NETWORK_ACL.type)
      .flatMap((resource) => listedSubnets(resource, elementKey(resource.key))),
    ...deployment
      .ofType(NETWORK_ACL.manager.type)
      .flatMap((resource) => listedSubnets(resource, managedBy(NETWORK_ACL, resource, deployment))),
  ]);
}

function listedSubnets(resource: Resource, acl: Known<ElementKey>): Belonging<Known<ElementKey>>[] {
  const { items, doubts } = elementsOf(resource.attribute("subnet_ids"), resource);
  const owners = [...items.map((item) => subnetOf(item, resource)), ...doubts];
  return owners.map((owner) => ({ owner, resource, what: acl }));
}

/**
 * The ACL that the subnet is associated with, else the VPC's default one. A new association replaces the one before.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
 */
function networkAcl(resource: Resource, associations: Associations, vpc: Known<Vpc>): Known<ElementKey> {
  const [doubt] = associations.doubtsAbout(resource);
  if (doubt !== undefined) return doubt;
  const [acl, ...others] = new Set(associations.of(elementKey(resource.key)));
  if (others.length > 0)
    return new Unknown("network_acl_id", "several network ACLs are associated with it", resource.key);
  if (acl !== undefined) return acl;
  return otherwise(resource, "network_acl_id", () =>
    isKnown(vpc) ? elementKey(vpc.at, NETWORK_ACL.part) : vpc,
  );
}
