import { type Deployment, type Resource, Unknown } from "../../../terraform";
import { isKnown, type Known } from "../../known";
import {
  type ElementKey,
  elementKey,
  type TransitGatewayRoute,
  type TransitGatewayTarget,
} from "../../model";
import { asBlock, knownBoolean } from "../attributes";
import { type Belonging, Belongings } from "../belongings";
import { blocksOfList, type PrefixLists } from "../prefix-lists";
import { attributesOf } from "../readers";
import { attachmentOf, transitRouteTableOf } from "./identities";

/**
 * The routes that resources state, by their tables.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-create-static-route.html
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/create-prefix-list-reference.html
 * @param gatewayOf the gateway of a table
 */
export function staticRoutes(
  deployment: Deployment,
  prefixLists: PrefixLists,
  gatewayOf: (table: ElementKey) => Known<ElementKey>,
): Belongings<TransitGatewayRoute> {
  return new Belongings([
    ...deployment
      .ofType("aws_ec2_transit_gateway_route")
      .filter((each) => !isForIpv6(each))
      .map((each) => stated(each, blockOf(each))),
    ...deployment.ofType("aws_ec2_transit_gateway_prefix_list_reference").map((each) =>
      stated(each, {
        kind: "prefix-list",
        blocks: blocksOfList(each.attribute("prefix_list_id"), prefixLists, each),
      }),
    ),
  ]);

  function stated(
    resource: Resource,
    destination: TransitGatewayRoute["destination"],
  ): Belonging<TransitGatewayRoute> {
    const value = resource.attribute("transit_gateway_route_table_id");
    const owner = transitRouteTableOf(value, resource, deployment);
    const target = targetOf(resource, deployment, isKnown(owner) ? gatewayOf(owner) : owner);
    const { key: at } = resource;
    return { owner, resource, what: { key: elementKey(at), at, destination, origin: "static", target } };
  }
}

function isForIpv6(route: Resource): boolean {
  const block = route.attribute("destination_cidr_block");
  return typeof block === "string" && block.includes(":");
}

function blockOf(route: Resource): TransitGatewayRoute["destination"] {
  const block = asBlock(route.attribute("destination_cidr_block"), route);
  return isKnown(block) ? { kind: "block", block } : block;
}

function targetOf(
  resource: Resource,
  deployment: Deployment,
  gateway: Known<ElementKey>,
): TransitGatewayTarget {
  const isBlackhole = knownBoolean(resource, "blackhole", false);
  if (isBlackhole instanceof Unknown) return { kind: "unknown", why: isBlackhole };
  if (isBlackhole) return { kind: "blackhole" };
  const stated = attributesOf(resource)("transit_gateway_attachment_id");
  const attachment = attachmentOf(stated, resource, deployment, gateway);
  return isKnown(attachment) ? { kind: "attachment", attachment } : { kind: "unknown", why: attachment };
}
