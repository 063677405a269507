import { Unknown } from "../../../terraform";
import { isKnown } from "../../known";
import type { ElementKey, ResourceGateway } from "../../model";
import { asText } from "../attributes";
import { attributesOf } from "../readers";
import { type Built, type Findings, nameOf } from "./findings";

/**
 * An endpoint, a target group or a resource gateway for IPv6 alone has no IPv4 address and takes none.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html#target-group-ip-address-type
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-gateway.html#resource-gateway-ip-address-type
 */
export function refuseIpv6({ deployment, network }: Built, findings: Findings): void {
  for (const { key, at } of [
    ...network.targetGroups.values(),
    ...network.endpoints.values(),
    ...network.resourceGateways.values(),
  ]) {
    const resource = deployment.find(at);
    if (resource === undefined) continue;
    findings.demand(
      key,
      at,
      asText(attributesOf(resource)("ip_address_type"), resource),
      (type) => type?.toLowerCase() !== "ipv6",
      () => "AWS refuses it IPv4 addresses, for its ip_address_type is ipv6; state ipv4",
    );
  }
}

/**
 * A resource gateway for both families stands in subnets that have both.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceGateway.html (ipAddressType)
 */
export function refuseDualStack(built: Built, findings: Findings): void {
  for (const gateway of built.network.resourceGateways.values()) {
    const resource = built.deployment.find(gateway.at);
    const type = resource && asText(attributesOf(resource)("ip_address_type"), resource);
    if (typeof type === "string" && type.toUpperCase() === "DUALSTACK")
      for (const subnet of subnetsOf(gateway, built)) refuseWithoutIpv6(gateway, subnet, built, findings);
  }
}

function subnetsOf({ interfaces }: ResourceGateway, { network }: Built): ElementKey[] {
  return interfaces.items.flatMap((each) => {
    const subnet = network.interfaces.get(each)?.subnet;
    return subnet !== undefined && subnet !== null && isKnown(subnet) ? [subnet] : [];
  });
}

/** What gives a subnet IPv6 addresses. */
const IPV6 = ["ipv6_cidr_block", "ipv6_ipam_pool_id", "ipv6_native"];

function refuseWithoutIpv6(
  { key, at }: ResourceGateway,
  subnet: ElementKey,
  { deployment, network }: Built,
  findings: Findings,
): void {
  const place = network.subnets.get(subnet)?.at;
  const resource = place && deployment.find(place);
  if (resource === undefined) return;
  const stated = IPV6.map(attributesOf(resource)).find((value) => value !== undefined && value !== false);
  if (stated instanceof Unknown) findings.doubt(key, stated);
  else if (resource.mode === "data")
    findings.doubt(
      key,
      new Unknown(
        "ip_address_type",
        "nothing says whether a subnet that was there already has IPv6",
        resource.key,
      ),
    );
  else if (stated === undefined)
    findings.refuse(
      key,
      at,
      `AWS refuses it addresses of both families in ${nameOf(resource.key)}, which has no IPv6; state ip_address_type IPV4`,
    );
}
