import type { AzId } from "../../../../modules/identity";
import { isKnown, type Listing } from "../../known";
import type { ElementKey, ResourceConfiguration, VpcEndpoint } from "../../model";
import { asText, mapListing } from "../attributes";
import { attributesOf } from "../readers";
import { type Built, type Findings, nameOf } from "./findings";

/** What AWS refuses of resource configurations, and of the endpoints that lead to them. */
export function refuseResourceConfigurations(built: Built, findings: Findings): void {
  for (const configuration of built.network.resourceConfigurations.values())
    refuseArguments(configuration, built, findings);
  for (const endpoint of built.network.endpoints.values()) {
    const { service } = endpoint;
    const configuration =
      isKnown(service) && service.kind === "resource-configuration"
        ? built.network.resourceConfigurations.get(service.configuration)
        : undefined;
    if (configuration !== undefined) refuseZones(endpoint, configuration, built, findings);
  }
}

/**
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceConfiguration.html (protocol)
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html#custom-domain-name-resource-providers
 */
function refuseArguments(
  { key, at, customDomainName }: ResourceConfiguration,
  { deployment }: Built,
  findings: Findings,
): void {
  const resource = deployment.find(at);
  if (resource === undefined) return;
  const read = attributesOf(resource);
  findings.demand(
    key,
    at,
    asText(read("protocol"), resource),
    (protocol) => protocol === undefined || protocol.toUpperCase() === "TCP",
    (protocol) => `AWS refuses a resource configuration for ${protocol ?? ""}: the only protocol is TCP`,
  );
  if (read("type") === "GROUP" && customDomainName !== undefined)
    findings.refuse(
      key,
      at,
      "AWS refuses a custom domain name to a GROUP; give its children names of their own",
    );
}

/**
 * At least one zone has both an endpoint's interface and a gateway's.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-gateway.html#resource-gateway-considerations
 */
function refuseZones(
  { key, at, interfaces }: VpcEndpoint,
  { gateway }: ResourceConfiguration,
  built: Built,
  findings: Findings,
): void {
  const made = isKnown(gateway) ? built.network.resourceGateways.get(gateway) : undefined;
  if (made === undefined) return;
  const own = zonesOf(interfaces.items, built);
  const theirs = zonesOf(made.interfaces.items, built);
  if (own.items.some((zone) => theirs.items.includes(zone))) return;
  const [why] = [...interfaces.doubts, ...made.interfaces.doubts, ...own.doubts, ...theirs.doubts];
  if (why !== undefined) findings.doubt(key, why);
  else
    findings.refuse(
      key,
      at,
      `AWS refuses an endpoint without a zone of ${nameOf(made.at)}, which is in ${theirs.items.join(", ") || "none"}, and not in ${own.items.join(", ") || "any"}; name a subnet in a zone of both`,
    );
}

function zonesOf(interfaces: readonly ElementKey[], { network }: Built): Listing<AzId> {
  const zones = interfaces.flatMap((each) => {
    const subnet = network.interfaces.get(each)?.subnet;
    return subnet !== undefined && isKnown(subnet) ? (network.subnets.get(subnet)?.zone ?? []) : [];
  });
  return mapListing({ items: zones, doubts: [] }, (zone) => zone);
}
