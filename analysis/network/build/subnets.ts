import { sentenceOf } from "../../../modules/addressing";
import { type AzId, parseAzId } from "../../../modules/identity";
import { type Deployment, type Resource, Unknown } from "../../terraform";
import { isKnown, type Known } from "../known";
import { type ElementKey, elementKey, type Subnet, type Vpc } from "../model";
import { asBlock, asText, elementsOf } from "./attributes";
import { type Belonging, Belongings } from "./belongings";
import { NETWORK_ACL, networkAclOf, routeTableOf, subnetOf, vpcOf, managedBy } from "./identities";
import { attributesOf } from "./readers";

type Associations = Belongings<Known<ElementKey>>;

export function subnetsOf(
  deployment: Deployment,
  vpcs: ReadonlyMap<ElementKey, Vpc>,
): ReadonlyMap<ElementKey, Subnet> {
  const routeTables = routeTableAssociations(deployment);
  const networkAcls = networkAclAssociations(deployment);
  return new Map(
    deployment.ofType("aws_subnet").map((resource) => {
      const key = elementKey(resource.key);
      const vpc = vpcOf(resource.attribute("vpc_id"), resource);
      const found = isKnown(vpc) ? (vpcs.get(vpc) ?? notFound(resource)) : vpc;
      return [
        key,
        {
          key,
          at: resource.key,
          vpc,
          block: asBlock(resource.attribute("cidr_block"), resource),
          zone: zoneOf(resource),
          routeTable: routeTable(resource, routeTables, found),
          networkAcl: networkAcl(resource, networkAcls, found),
        },
      ];
    }),
  );
}

function notFound(resource: Resource): Unknown {
  return new Unknown("vpc_id", "none of the given stacks makes this VPC", resource.key);
}

/** The zone by its ID; names are shuffled per account, and cannot be compared. */
function zoneOf(resource: Resource): Known<AzId> {
  const read = attributesOf(resource);
  const text = asText(read("availability_zone_id") ?? read("availability_zone"), resource);
  if (text instanceof Unknown) return text;
  if (text === undefined)
    return new Unknown("availability_zone_id", "left out, AWS picks a zone", resource.key);
  const zone = parseAzId(text);
  return zone.ok ? zone.value : new Unknown(text, sentenceOf(zone.fault), resource.key);
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
  return resource.mode === "managed"
    ? ofVpc()
    : new Unknown(
        attribute,
        "it was there before Terraform, and nothing says which one it uses",
        resource.key,
      );
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
      .flatMap((resource) => listedSubnets(resource, managedBy(NETWORK_ACL, resource))),
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
