import { type Resource, Unknown } from "../../terraform";
import { isKnown, type Known } from "../known";
import { type ElementKey, elementKey, type NetworkInterface, type ResolverEndpoint } from "../model";
import { asText, type Block, blocksOf, elementsOf, mapListing } from "./attributes";
import { subnetOf } from "./identities";
import { statedAddresses } from "./interfaces";
import { type Layout, securityGroupsIn, vpcOfSubnet } from "./layout";
import { inOrder, NOTHING } from "./listings";
import { attributesOf, fieldsOf } from "./readers";

export interface ResolverEndpoints {
  readonly endpoints: readonly ResolverEndpoint[];
  readonly interfaces: readonly NetworkInterface[];
}

export const RESOLVER_ENDPOINT = "aws_route53_resolver_endpoint";

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html */
export function resolverEndpointsOf(layout: Layout): ResolverEndpoints {
  const endpoints: ResolverEndpoint[] = [];
  const interfaces: NetworkInterface[] = [];
  for (const resource of layout.deployment.ofType(RESOLVER_ENDPOINT)) {
    const stated = mapListing(blocksOf(resource.attribute("ip_address"), resource), (block) =>
      placeIn(block, resource),
    );
    const places = inOrder(stated, ({ subnet, block }) => {
      const address = fieldsOf(block)("ip");
      return `${subnet} ${typeof address === "string" ? address : ""}`;
    });
    const own = interfacesIn(places.items, resource, layout);
    interfaces.push(...own);
    const [first] = places.items;
    endpoints.push({
      key: elementKey(resource.key),
      at: resource.key,
      vpc: vpcOfSubnet(
        first?.subnet ?? places.doubts[0] ?? new Unknown("ip_address", "no subnet is stated", resource.key),
        layout,
      ),
      direction: directionOf(resource),
      interfaces: { items: own.map(({ key }) => key), doubts: places.doubts },
    });
  }
  return { endpoints, interfaces };
}

interface Place {
  readonly subnet: ElementKey;
  readonly block: Block;
}

function placeIn(block: Block, resource: Resource): Known<Place> {
  const subnet = subnetOf(block["subnet_id"], resource);
  return isKnown(subnet) ? { subnet, block } : subnet;
}

/** Several may stand in one subnet. */
function interfacesIn(places: readonly Place[], resource: Resource, layout: Layout): NetworkInterface[] {
  const inSubnet = new Map<ElementKey, number>();
  return places.map(({ subnet, block }) => {
    const before = inSubnet.get(subnet) ?? 0;
    inSubnet.set(subnet, before + 1);
    const address = fieldsOf(block)("ip");
    return {
      key: elementKey(resource.key, before === 0 ? subnet : `${subnet}/${before + 1}`),
      at: resource.key,
      owner: { kind: "resolver-endpoint", endpoint: elementKey(resource.key) },
      subnet,
      securityGroups: securityGroupsIn(resource.attribute("security_group_ids"), resource, layout.deployment),
      addresses: statedAddresses(
        address === undefined ? NOTHING : elementsOf([address], resource),
        resource,
        subnet,
        layout,
      ),
      hasPublicAddress: false,
      sourceDestinationCheck: true,
    };
  });
}

/**
 * Over HTTPS it takes no plain DNS, and by IPv6 alone nothing of IPv4.
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateResolverEndpoint.html
 */
function directionOf(resource: Resource): ResolverEndpoint["direction"] {
  const read = attributesOf(resource);
  const protocols = elementsOf(read("protocols"), resource);
  if (protocols.doubts[0] !== undefined) return protocols.doubts[0];
  if (protocols.items.length > 0 && !protocols.items.includes("Do53"))
    return new Unknown("protocols", "endpoints without plain DNS are not analysed", resource.key);
  const type = asText(read("resolver_endpoint_type"), resource);
  if (type instanceof Unknown) return type;
  if (type === "IPV6") return new Unknown(type, "endpoints without IPv4 are not analysed", resource.key);
  const direction = asText(read("direction"), resource);
  if (direction instanceof Unknown) return direction;
  if (direction === "INBOUND") return "inbound";
  if (direction === "OUTBOUND") return "outbound";
  return new Unknown(direction ?? "direction", "endpoints of this direction are not analysed", resource.key);
}
