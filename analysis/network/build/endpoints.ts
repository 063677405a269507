import { type Resource, type ResourceKey, Unknown, type Value } from "../../terraform";
import type { Known, Listing } from "../known";
import {
  type ElementKey,
  elementKey,
  type NetworkInterface,
  type ServiceIdentity,
  type VpcEndpoint,
} from "../model";
import { type Associations, associationsOf } from "./associations";
import {
  asText,
  type Block,
  blocksOf,
  elementsOf,
  identified,
  joinListings,
  knownBoolean,
  mapListing,
} from "./attributes";
import { stateOf } from "./endpoint-states";
import { securityGroupOf, subnetOf, vpcOf } from "./identities";
import { statedAddresses } from "./interfaces";
import { type Layout, securityGroupsIn, statedOrDefaultGroups } from "./layout";
import { distinct, doubtful, inOrder, isEmpty, NOTHING } from "./listings";
import { attributesOf, fieldsOf } from "./readers";
import { RESOURCE_CONFIGURATION } from "./resource-shares";
import { serviceNetworkOf } from "./service-networks";

export interface Endpoints {
  readonly endpoints: readonly VpcEndpoint[];
  readonly interfaces: readonly NetworkInterface[];
}

type EndpointType = "Interface" | "Gateway" | "GatewayLoadBalancer" | "Resource" | "ServiceNetwork";

export function endpointsOf(layout: Layout): Endpoints {
  const additions = additionsIn(layout);
  const endpoints: VpcEndpoint[] = [];
  const interfaces: NetworkInterface[] = [];
  for (const resource of layout.deployment.ofType("aws_vpc_endpoint")) {
    const type = typeOf(resource);
    const vpc = vpcOf(resource.attribute("vpc_id"), resource);
    const subnets = placesOf(resource, type, additions);
    const securityGroups = groupsOf(resource, vpc, layout, additions);
    const own = subnets.items.map((subnet) => interfaceIn(subnet, resource, securityGroups, layout));
    interfaces.push(...own);
    endpoints.push({
      key: elementKey(resource.key),
      at: resource.key,
      type,
      account: resource.account,
      region: resource.region,
      vpc,
      service: serviceOf(resource),
      interfaces: { items: own.map(({ key }) => key), doubts: subnets.doubts },
      privateDns: privateDnsOf(resource, additions),
      privateDnsWhenMade: privateDnsWhenMade(resource),
      ...enabledBy(resource, additions),
      autoAccept: knownBoolean(resource, "auto_accept", false),
      ...stateOf(resource),
    });
  }
  return { endpoints, interfaces };
}

const PRIVATE_DNS = "aws_vpc_endpoint_private_dns";

/** What resources of their own add to endpoints. */
interface Additions {
  readonly subnets: Associations<ElementKey>;
  readonly securityGroups: Associations<AddedGroup>;
  readonly privateDns: Associations<boolean>;
  /** The resources that enable private DNS. */
  readonly privateDnsBy: Associations<ResourceKey>;
}

interface AddedGroup {
  readonly group: ElementKey;
  readonly replacesDefault: Known<boolean>;
}

function additionsIn({ deployment }: Layout): Additions {
  const endpointOf = (resource: Resource): Known<ElementKey> =>
    identified(resource.attribute("vpc_endpoint_id"), ["aws_vpc_endpoint"], resource, ["id"]);
  return {
    subnets: associationsOf(
      deployment.ofType("aws_vpc_endpoint_subnet_association"),
      endpointOf,
      (resource) => subnetOf(resource.attribute("subnet_id"), resource),
    ),
    securityGroups: associationsOf(
      deployment.ofType("aws_vpc_endpoint_security_group_association"),
      endpointOf,
      (resource) => {
        const group = securityGroupOf(resource.attribute("security_group_id"), resource, deployment);
        const replacesDefault = knownBoolean(resource, "replace_default_association", false);
        return group instanceof Unknown ? group : { group, replacesDefault };
      },
    ),
    privateDns: associationsOf(deployment.ofType(PRIVATE_DNS), endpointOf, (resource) =>
      knownBoolean(resource, "private_dns_enabled", false),
    ),
    privateDnsBy: associationsOf(deployment.ofType(PRIVATE_DNS), endpointOf, ({ key }) => key),
  };
}

function typeOf(resource: Resource): Known<EndpointType> {
  const type = asText(attributesOf(resource)("vpc_endpoint_type"), resource) ?? "Gateway";
  if (type instanceof Unknown) return type;
  return isType(type) ? type : new Unknown(type, "this is not a type of VPC endpoint", resource.key);
}

function isType(text: string): text is EndpointType {
  return ["Interface", "Gateway", "GatewayLoadBalancer", "Resource", "ServiceNetwork"].includes(text);
}

/**
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/use-resource-endpoint.html
 */
function serviceOf(resource: Resource): Known<ServiceIdentity> {
  const read = attributesOf(resource);
  const name = read("service_name");
  const arn = read("resource_configuration_arn");
  if (arn !== undefined) return resourceConfigurationOf(arn, resource);
  const networkArn = read("service_network_arn");
  if (networkArn !== undefined) {
    const serviceNetwork = serviceNetworkOf(networkArn, resource);
    return serviceNetwork instanceof Unknown ? serviceNetwork : { kind: "service-network", serviceNetwork };
  }
  const region = asText(read("service_region"), resource);
  if (region !== undefined && region !== resource.region)
    return region instanceof Unknown
      ? region
      : new Unknown(region, "services of another Region are not analysed", resource.key);
  if (typeof name === "string") return { kind: "elsewhere", name };
  if (name === undefined)
    return new Unknown("service_name", "endpoints without a service are not analysed", resource.key);
  const service = identified(name, ["aws_vpc_endpoint_service"], resource, ["service_name"]);
  return service instanceof Unknown ? service : { kind: "endpoint-service", service };
}

function resourceConfigurationOf(arn: Value, resource: Resource): Known<ServiceIdentity> {
  const configuration = identified(arn, [RESOURCE_CONFIGURATION], resource, ["arn"]);
  return configuration instanceof Unknown ? configuration : { kind: "resource-configuration", configuration };
}

function privateDnsOf(resource: Resource, additions: Additions): Known<boolean> {
  const { items, doubts } = additions.privateDns.of(resource);
  if (items.includes(true) && items.includes(false))
    return new Unknown(
      "private_dns_enabled",
      "several aws_vpc_endpoint_private_dns contradict each other",
      resource.key,
    );
  return doubts[0] ?? items[0] ?? privateDnsWhenMade(resource);
}

function enabledBy(
  resource: Resource,
  { privateDnsBy }: Additions,
): Pick<VpcEndpoint, "privateDnsEnabledBy"> {
  const [by] = privateDnsBy.of(resource).items;
  return by === undefined ? {} : { privateDnsEnabledBy: by };
}

/**
 * For a resource configuration's custom name, AWS keeps a zone only where its owner has verified it, unless the endpoint
 * prefers otherwise; whether it comes to be verified, no Terraform says.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptionsSpecification.html (PrivateDnsPreference)
 */
function privateDnsWhenMade(resource: Resource): Known<boolean> {
  const enabled = knownBoolean(resource, "private_dns_enabled", false);
  if (enabled !== true || resource.attribute("vpc_endpoint_type") !== "Resource") return enabled;
  const { items } = blocksOf(resource.attribute("dns_options"), resource);
  return items[0]?.["private_dns_preference"] === "ALL_DOMAINS"
    ? true
    : new Unknown(
        "private_dns_enabled",
        "whether the custom domain name of the resource configuration gets verified is not in the Terraform",
        resource.key,
      );
}

/** The subnets in which it has an interface. */
function placesOf(resource: Resource, type: Known<EndpointType>, additions: Additions): Listing<ElementKey> {
  if (type === "Gateway") return NOTHING;
  if (type === "GatewayLoadBalancer")
    return doubtful([new Unknown(type, "endpoints of this type are not analysed", resource.key)]);
  const configured = blocksOf(resource.attribute("subnet_configuration"), resource);
  const stated = joinListings([
    mapListing(elementsOf(resource.attribute("subnet_ids"), resource), (each) => subnetOf(each, resource)),
    additions.subnets.of(resource),
  ]);
  if (type instanceof Unknown) return doubtful([type, ...stated.doubts]);
  const beside = mapListing(configured, (block) => configuredBeside(block, stated.items, resource));
  return inOrder(distinct(joinListings([stated, doubtful(beside.doubts)])), String);
}

/** A configuration says more of a subnet that is stated. */
function configuredBeside(
  block: Block,
  stated: readonly ElementKey[],
  resource: Resource,
): Known<ElementKey> {
  const subnet = subnetOf(block["subnet_id"], resource);
  return subnet instanceof Unknown || stated.includes(subnet)
    ? subnet
    : new Unknown("subnet_configuration", "subnet_ids does not have the subnet of this block", resource.key);
}

function interfaceIn(
  subnet: ElementKey,
  resource: Resource,
  securityGroups: Listing<ElementKey>,
  layout: Layout,
): NetworkInterface {
  const { items, doubts } = blocksOf(resource.attribute("subnet_configuration"), resource);
  const block = items.find((each) => subnetOf(each["subnet_id"], resource) === subnet);
  const address = fieldsOf(block ?? {})("ipv4");
  const stated: Value[] = address === undefined ? [...doubts] : [address];
  return {
    key: elementKey(resource.key, subnet),
    at: resource.key,
    owner: { kind: "endpoint", endpoint: elementKey(resource.key) },
    subnet,
    securityGroups,
    addresses: statedAddresses(elementsOf(stated, resource), resource, subnet, layout),
    hasPublicAddress: false,
    // They take what is for their own addresses only.
    // https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html#concepts-endpoint-network-interfaces
    sourceDestinationCheck: true,
  };
}

/**
 * Made without groups, an endpoint gets the VPC's default one, and keeps it unless an association replaces it.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html
 */
function groupsOf(
  resource: Resource,
  vpc: Known<ElementKey>,
  layout: Layout,
  additions: Additions,
): Listing<ElementKey> {
  const added = additions.securityGroups.of(resource);
  const stated = securityGroupsIn(resource.attribute("security_group_ids"), resource, layout.deployment);
  const replaces = added.items.map(({ replacesDefault }) => replacesDefault);
  const first =
    isEmpty(stated) && replaces.includes(true) ? NOTHING : statedOrDefaultGroups(stated, vpc, layout);
  return distinct(
    joinListings([
      first,
      mapListing(added, ({ group }) => group),
      doubtful(replaces.filter((each) => each instanceof Unknown)),
    ]),
  );
}
