import { IntervalSet, parseBlock, valueOf } from "../../../../modules/addressing";
import type { AzId } from "../../../../modules/identity";
import { Unknown } from "../../../terraform";
import { isKnown, type Listing } from "../../known";
import type { ElementKey, ResourceConfiguration, VpcEndpoint } from "../../model";
import { asText, mapListing } from "../attributes";
import { addressSet } from "../layout";
import { attributesOf } from "../readers";
import { type Built, type Findings, nameOf, subnetOf } from "./findings";

/** What AWS refuses of resource configurations, and of the endpoints that lead to them. */
export function refuseResourceConfigurations(built: Built, findings: Findings): void {
  for (const configuration of built.network.resourceConfigurations.values())
    refuseConfiguration(configuration, built, findings);
  for (const endpoint of built.network.endpoints.values()) {
    refuseType(endpoint, built, findings);
    const { service, type } = endpoint;
    if (isKnown(type) && type !== "Resource") continue;
    const configuration =
      isKnown(service) && service.kind === "resource-configuration"
        ? built.network.resourceConfigurations.get(service.configuration)
        : undefined;
    if (configuration !== undefined) refuseZones(endpoint, configuration, built, findings);
  }
}

function refuseConfiguration(configuration: ResourceConfiguration, built: Built, findings: Findings): void {
  refuseArguments(configuration, built, findings);
  refuseAddress(configuration, built, findings);
}

/** What a resource configuration can lead to. */
const TARGET_BLOCKS = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];
const TARGET_ADDRESSES = IntervalSet.ofAll(TARGET_BLOCKS.map((text) => valueOf(parseBlock(text))));

/** @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html#resource-definition */
function refuseAddress(
  { key, at, target }: ResourceConfiguration,
  { network }: Built,
  findings: Findings,
): void {
  if (!isKnown(target)) return;
  const addresses =
    target.kind === "address"
      ? addressSet([target.address])
      : target.kind === "interface"
        ? network.interfaces.get(target.interface)?.addresses
        : undefined;
  if (addresses === undefined || !isKnown(addresses)) return;
  if (addresses.isSubsetOf(TARGET_ADDRESSES)) return;
  findings.refuse(
    key,
    at,
    `AWS refuses an address outside ${TARGET_BLOCKS.join(", ")} to a resource configuration; state one in them, or a name that leads to one`,
  );
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
  if (read("type") === "GROUP")
    findings.demand(
      key,
      at,
      customDomainName,
      (name) => name === undefined,
      () => "AWS refuses a custom domain name to a GROUP; give its children names of their own",
    );
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html (ResourceConfigurationArn) */
function refuseType({ key, at, type }: VpcEndpoint, { deployment }: Built, findings: Findings): void {
  const resource = deployment.find(at);
  const arn = resource && attributesOf(resource)("resource_configuration_arn");
  // What is not known may be left out; where the endpoint leads is not known then either.
  if (arn === undefined || arn instanceof Unknown) return;
  findings.demand(
    key,
    at,
    type,
    (stated) => stated === "Resource",
    (stated) =>
      `AWS refuses a resource configuration to an endpoint of type ${stated}; state the vpc_endpoint_type Resource`,
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
    const own = network.interfaces.get(each);
    return (own && subnetOf(own, { network })?.zone) ?? [];
  });
  return mapListing({ items: zones, doubts: [] }, (zone) => zone);
}
