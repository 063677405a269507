import { isKnown, type Known, type Network } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { addressOf } from "../format";
import type { Party } from "../path/party";
import { routesOfSubnet } from "../routing/subnet-routes";
import { subnetOf, vpcOf } from "../subnet-lookup";
import { attachmentOfVpc, type VpcAttachment } from "./attachments";
import { gatewaysBetween } from "./joined";

/** Where attachments take no part in security group referencing. */
const WITHOUT_REFERENCING = "use1-az3";

/**
 * Whether the destination's ingress rules know the source's groups: where the Transit Gateway and both VPCs' attachments
 * support that. Egress rules never know the groups of another VPC, and an endpoint's rules do not, either.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html#vpc-attachment-security
 */
export function areGroupsSeen(
  network: Network,
  { interface: source }: Party,
  { interface: destination }: Party,
  asked: PacketSet,
): Known<boolean> {
  if (destination.owner.kind === "endpoint") return false;
  const [subnet, here, there] = [
    subnetOf(network, source),
    vpcOf(network, source),
    vpcOf(network, destination),
  ];
  if (subnet === undefined || here === undefined || there === undefined) return false;
  const routes = routesOfSubnet(network, subnet, asked.valuesOf("destinations"));
  const unclear = (why: string): Unknown => new Unknown(addressOf(source.at), why, source.at);
  if (routes.kind === "unknown" || routes.doubts.length > 0)
    return unclear("where its routes lead is not known");
  const targets = routes.choices.map(({ target }) => target);
  const [gateway, ...others] =
    targets.length === 0
      ? gatewaysBetween(network, here, there).slice(0, 1)
      : new Set(targets.map((target) => (target.kind === "transit-gateway" ? target.gateway : undefined)));
  if (gateway === undefined || others.length > 0)
    return unclear("whether rules know its groups depends on which of several ways packets take");
  const attachments = [here, there].map(({ key }) => attachmentOfVpc(network, gateway, key));
  const doubts = attachments.flatMap((each) => each.doubts);
  const found = attachments.flatMap(({ items }) => items.slice(0, 1));
  // Beyond a peering of gateways no group is known.
  if (found.length < 2) return doubts[0] ?? false;
  const supported = allOf([
    network.transitGateways.get(gateway)?.securityGroupReferencing ??
      new Unknown(gateway, "none of the given stacks makes this transit gateway", source.at),
    ...found.map(({ attached }) => attached.securityGroupReferencing),
  ]);
  if (supported !== true) return supported;
  if (found.some((each) => mayBeWithout(network, each)))
    return unclear(`security group referencing works for no attachment in ${WITHOUT_REFERENCING}`);
  return [source, destination].every(({ owner }) => owner.kind === "host")
    ? true
    : unclear(
        "AWS says that rules know groups across a transit gateway between instances, and of others nothing",
      );
}

function allOf(conditions: readonly Known<boolean>[]): Known<boolean> {
  if (conditions.includes(false)) return false;
  return conditions.find((each) => !isKnown(each)) ?? true;
}

function mayBeWithout(network: Network, { attached: { subnets } }: VpcAttachment): boolean {
  return subnets.items.some((key) => network.subnets.get(key)?.zone === WITHOUT_REFERENCING);
}
