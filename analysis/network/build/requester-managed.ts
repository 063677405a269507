import { Reference, type Resource, Unknown, type Value } from "../../terraform";
import { type Known, type Listing, sameKnown } from "../known";
import { type ElementKey, elementKey, type NetworkInterface, type RequesterManaged } from "../model";
import { asBoolean, type Block, blocksOf, elementsOf, identified, mapListing } from "./attributes";
import { subnetOf } from "./identities";
import { statedAddresses } from "./interfaces";
import { type Layout, securityGroupsIn, statedOrDefaultGroups, vpcOfSubnet } from "./layout";
import { distinct, doubtful, inOrder } from "./listings";
import { attributesOf, fieldsOf, type Read } from "./readers";

/** Where a type says in which subnets a service of AWS puts its network interfaces, and with which security groups. */
interface Placing {
  /** The block that says it; missing where the resource does itself. */
  readonly block?: string;
  /** One subnet, several, or the group of them that is named. */
  readonly subnets:
    { readonly one: string } | { readonly several: string } | { readonly group: string; readonly of: string };
  readonly securityGroups: string;
  readonly publicAddress?: string;
  readonly address?: string;
  /** Whether it starts connections, and whether others are made to it. */
  readonly use: RequesterManaged["use"];
}

const PLACINGS: Readonly<Record<string, Placing>> = {
  aws_db_instance: {
    subnets: { group: "db_subnet_group_name", of: "aws_db_subnet_group" },
    securityGroups: "vpc_security_group_ids",
    publicAddress: "publicly_accessible",
    use: "answers",
  },
  aws_rds_cluster: {
    subnets: { group: "db_subnet_group_name", of: "aws_db_subnet_group" },
    securityGroups: "vpc_security_group_ids",
    use: "answers",
  },
  aws_elasticache_cluster: {
    subnets: { group: "subnet_group_name", of: "aws_elasticache_subnet_group" },
    securityGroups: "security_group_ids",
    use: "answers",
  },
  aws_elasticache_replication_group: {
    subnets: { group: "subnet_group_name", of: "aws_elasticache_subnet_group" },
    securityGroups: "security_group_ids",
    use: "answers",
  },
  aws_redshift_cluster: {
    subnets: { group: "cluster_subnet_group_name", of: "aws_redshift_subnet_group" },
    securityGroups: "vpc_security_group_ids",
    publicAddress: "publicly_accessible",
    use: "answers",
  },
  aws_efs_mount_target: {
    subnets: { one: "subnet_id" },
    securityGroups: "security_groups",
    address: "ip_address",
    use: "answers",
  },
  aws_lambda_function: {
    block: "vpc_config",
    subnets: { several: "subnet_ids" },
    securityGroups: "security_group_ids",
    use: "starts",
  },
  aws_ecs_service: {
    block: "network_configuration",
    subnets: { several: "subnets" },
    securityGroups: "security_groups",
    publicAddress: "assign_public_ip",
    use: "both",
  },
};

/**
 * What services of AWS put into subnets: requester-managed interfaces, of which AWS picks the subnets and the addresses.
 * What such a resource does to others, like to target groups, is another matter: so its type is none that is analysed.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
 */
export function requesterManagedOf(layout: Layout): {
  readonly managed: readonly RequesterManaged[];
  readonly interfaces: readonly NetworkInterface[];
} {
  const made = layout.deployment.resources.flatMap((resource) => {
    const placing = resource.mode === "managed" ? PLACINGS[resource.type] : undefined;
    return placing === undefined ? [] : placed(resource, placing, layout);
  });
  return {
    managed: made.map(({ managed }) => managed),
    interfaces: made.flatMap(({ interfaces }) => interfaces),
  };
}

function placed(
  resource: Resource,
  placing: Placing,
  layout: Layout,
): { readonly managed: RequesterManaged; readonly interfaces: readonly NetworkInterface[] }[] {
  const blocks =
    placing.block === undefined ? undefined : blocksOf(resource.attribute(placing.block), resource);
  const [block, ...others] = blocks?.items ?? [];
  // Without the block it is in no VPC.
  if (blocks !== undefined && block === undefined && blocks.doubts.length === 0) return [];
  const read = block === undefined ? attributesOf(resource) : readerOf(block);
  const unclear = [...(blocks?.doubts ?? []), ...others.map(() => severalBlocks(resource))];
  const subnets =
    unclear.length > 0
      ? doubtful(unclear)
      : inOrder(distinct(subnetsOf(read, resource, placing, layout)), String);
  const interfaces = subnets.items.map((subnet) => interfaceIn(subnet, read, resource, placing, layout));
  const managed: RequesterManaged = {
    key: elementKey(resource.key),
    at: resource.key,
    interfaces: { items: interfaces.map(({ key }) => key), doubts: subnets.doubts },
    use: placing.use,
  };
  return [{ managed, interfaces }];
}

function readerOf(block: Block): Read {
  return fieldsOf(block);
}

function severalBlocks({ key, type }: Resource): Unknown {
  return new Unknown(type, "it states several places in VPCs", key);
}

function subnetsOf(
  read: Read,
  resource: Resource,
  { subnets }: Placing,
  layout: Layout,
): Listing<ElementKey> {
  if ("one" in subnets)
    return mapListing(elementsOf([read(subnets.one) ?? null], resource), (each) => subnetOf(each, resource));
  if ("several" in subnets)
    return mapListing(elementsOf(read(subnets.several), resource), (each) => subnetOf(each, resource));
  const value = read(subnets.group);
  if (value === undefined)
    return doubtful([
      new Unknown(subnets.group, "left out, AWS puts it into subnets of its own choice", resource.key),
    ]);
  const group = subnetGroupOf(value, subnets.of, resource, layout);
  if (group instanceof Unknown) return doubtful([group]);
  return mapListing(elementsOf(group.attribute("subnet_ids"), group), (each) => subnetOf(each, group));
}

/** By the name that is stated, or by reference to the group. */
function subnetGroupOf(
  value: Value,
  type: string,
  resource: Resource,
  { deployment }: Layout,
): Known<Resource> {
  const groups = deployment.resources.filter((each) => each.mode === "managed" && each.type === type);
  if (typeof value === "string") {
    const named = groups.filter(
      (each) =>
        each.attribute("name") === value &&
        sameKnown(each.account, resource.account) !== false &&
        sameKnown(each.region, resource.region) !== false,
    );
    const [group] = named;
    if (group !== undefined && named.length === 1) return group;
  }
  const key = identified(value, [type], resource, ["name", "id"]);
  if (key instanceof Unknown) return key;
  const found = value instanceof Reference ? deployment.find(value.resource) : undefined;
  return found ?? new Unknown(key, "none of the given stacks makes this subnet group", resource.key);
}

function interfaceIn(
  subnet: ElementKey,
  read: Read,
  resource: Resource,
  { securityGroups, publicAddress, address }: Placing,
  layout: Layout,
): NetworkInterface {
  const stated = securityGroupsIn(read(securityGroups), resource, layout.deployment);
  const addresses = address === undefined ? undefined : read(address);
  return {
    key: elementKey(resource.key, subnet),
    at: resource.key,
    owner: { kind: "requester-managed", managed: elementKey(resource.key) },
    subnet,
    securityGroups: statedOrDefaultGroups(stated, vpcOfSubnet(subnet, layout), layout),
    addresses: statedAddresses(
      elementsOf(addresses === undefined ? undefined : [addresses], resource),
      resource,
      subnet,
      layout,
    ),
    hasPublicAddress: publicAddress === undefined ? false : asBoolean(read(publicAddress), false, resource),
    sourceDestinationCheck: true,
  };
}
