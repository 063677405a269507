import { type Ipv4Block, parseBlock, valueOf } from "../../../modules/addressing";
import { type Deployment, type Resource, Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import { type ElementKey, elementKey, type Vpc } from "../model";
import { asBlock, joinListings, knownBoolean } from "./attributes";
import { Belongings } from "./belongings";
import {
  DEFAULT_VPC,
  mainTableAssociations,
  ROUTE_TABLE,
  routeTableOf,
  vpcOf,
  vpcResources,
} from "./identities";
import { doubtful, listed } from "./listings";

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html#default-vpc-components */
const DEFAULT_VPC_BLOCK = valueOf(parseBlock("172.31.0.0/16"));

export function vpcsOf(deployment: Deployment): ReadonlyMap<ElementKey, Vpc> {
  const addedBlocks = addedBlocksOf(deployment);
  return new Map(
    vpcResources(deployment).map((resource) => {
      const key = elementKey(resource.key);
      return [
        key,
        {
          key,
          at: resource.key,
          account: resource.account,
          region: resource.region,
          blocks: joinListings([
            primaryBlock(resource),
            ...addedBlocks.of(key),
            doubtful(addedBlocks.doubtsAbout(resource)),
          ]),
          dnsSupport: knownBoolean(resource, "enable_dns_support", true),
          // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html#vpc-dns-support: a VPC gets public names only
          // when asked for them, unless it is the default one.
          dnsHostnames: knownBoolean(resource, "enable_dns_hostnames", isDefault(resource)),
          mainRouteTable: mainRouteTable(resource, deployment),
        },
      ];
    }),
  );
}

function isDefault({ type }: Resource): boolean {
  return type === DEFAULT_VPC;
}

/** The block that it was made with. */
export function primaryBlock(resource: Resource): Listing<Ipv4Block> {
  if (isDefault(resource))
    return {
      items: [DEFAULT_VPC_BLOCK],
      doubts: [
        new Unknown("cidr_block", "a default VPC may have been given more blocks before", resource.key),
      ],
    };
  const primary = listed(asBlock(resource.attribute("cidr_block"), resource));
  return resource.mode === "managed" ? primary : existingBlocks(resource, primary);
}

/** All blocks of a VPC, of which a postcondition says what they are. */
const BLOCKS =
  'join(",", sort([for association in self.cidr_block_associations : association.cidr_block if association.state == "associated"]))';

function existingBlocks(resource: Resource, primary: Listing<Ipv4Block>): Listing<Ipv4Block> {
  const all = resource.attribute(BLOCKS);
  if (typeof all === "string")
    return joinListings(all.split(",").map((block) => listed(asBlock(block, resource))));
  const why = "it was there before Terraform, and no postcondition says whether it has more blocks";
  return joinListings([primary, doubtful([new Unknown("cidr_block_associations", why, resource.key)])]);
}

function addedBlocksOf(deployment: Deployment): Belongings<Listing<Ipv4Block>> {
  return new Belongings(
    deployment.ofType("aws_vpc_ipv4_cidr_block_association").map((resource) => ({
      owner: vpcOf(resource.attribute("vpc_id"), resource),
      resource,
      what: listed(asBlock(resource.attribute("cidr_block"), resource)),
    })),
  );
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html#main-route-table */
function mainRouteTable(resource: Resource, deployment: Deployment): Known<ElementKey> {
  const associations = mainTableAssociations(deployment);
  const [association, ...others] = associations.of(elementKey(resource.key));
  // Each association replaces the one before, so another one may always have the last word.
  const [doubt] = associations.doubtsAbout(resource);
  if (doubt !== undefined) return doubt;
  if (others.length > 0)
    return new Unknown("main_route_table_id", "several associations name a main route table", resource.key);
  return association === undefined
    ? elementKey(resource.key, ROUTE_TABLE.part)
    : routeTableOf(association.attribute("route_table_id"), association, deployment);
}
