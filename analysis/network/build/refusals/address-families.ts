import { asText } from "../attributes";
import { attributesOf } from "../readers";
import { type Built, type Findings } from "./findings";

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
