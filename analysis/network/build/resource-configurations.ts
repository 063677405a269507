import { type Deployment, Reference, type Resource, Unknown, type Value } from "../../terraform";
import type { Known } from "../known";
import { type ElementKey, elementKey, type ResourceConfiguration, type ResourceTarget } from "../model";
import { asAddress, asText, type Block, blocksOf, identified } from "./attributes";
import { loadBalancerOf } from "./beanstalk/identities";
import { canonicalName } from "./dns-names";
import type { RecordContext } from "./dns-records";
import { interfaceWithAddress } from "./interface-identity";
import { portRangesOf } from "./port-ranges";
import { attributesOf, fieldsOf, type Read } from "./readers";
import { recordNamedBy, targetOfRecord } from "./record-targets";
import { RESOURCE_GATEWAY } from "./resource-gateways";
import { RESOURCE_CONFIGURATION, sharesOf } from "./resource-shares";

/** @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html */
export function resourceConfigurationsOf(context: RecordContext): ResourceConfiguration[] {
  const { deployment } = context;
  const shares = sharesOf(deployment, RESOURCE_CONFIGURATION);
  return deployment.ofType(RESOURCE_CONFIGURATION).map((resource) => {
    const read = attributesOf(resource);
    const gateway = identified(read("resource_gateway_identifier"), [RESOURCE_GATEWAY], resource);
    const unclear = notAnalysed(read, resource);
    return {
      key: elementKey(resource.key),
      at: resource.key,
      account: resource.account,
      region: resource.region,
      gateway: unclear ?? gateway,
      ports: unclear ?? portRangesOf(read("port_ranges"), resource),
      target: unclear ?? targetOf(resource, gateway, context),
      customDomainName: customDomainNameOf(read, resource),
      shares: shares.of(resource),
    };
  });
}

/** Groups lead to as many targets as they have children, and ARNs to what AWS knows of them. */
function notAnalysed(read: Read, resource: Resource): Unknown | undefined {
  const type = asText(read("type"), resource) ?? "SINGLE";
  if (type instanceof Unknown) return type;
  return type === "SINGLE"
    ? undefined
    : new Unknown(type, "resource configurations of this type are not analysed", resource.key);
}

function customDomainNameOf(read: Read, resource: Resource): Known<string | undefined> {
  const name = asText(read("custom_domain_name"), resource);
  return typeof name === "string" ? canonicalName(name) : name;
}

/** @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html#resource-definition */
function targetOf(
  resource: Resource,
  gateway: Known<ElementKey>,
  context: RecordContext,
): Known<ResourceTarget> {
  const definitions = blocksOf(resource.attribute("resource_configuration_definition"), resource);
  const named = definitions.items.flatMap((block) => [
    ...blocksOf(block["ip_resource"], resource).items.map((each) => addressTarget(each, resource, context)),
    ...blocksOf(block["dns_resource"], resource).items.map((each) =>
      nameTarget(each, resource, gateway, context),
    ),
  ]);
  const unclear = [
    ...definitions.doubts,
    ...definitions.items.flatMap((block) =>
      ["ip_resource", "dns_resource"].flatMap((name) => blocksOf(block[name], resource).doubts),
    ),
  ];
  const [target, ...others] = named;
  return (
    unclear[0] ??
    (target !== undefined && others.length === 0
      ? target
      : new Unknown(
          "resource_configuration_definition",
          "what is analysed is one address or one name",
          resource.key,
        ))
  );
}

function addressTarget(
  block: Block,
  resource: Resource,
  { deployment, endpoints }: RecordContext,
): Known<ResourceTarget> {
  const value = block["ip_address"];
  if (value instanceof Reference) {
    const found = interfaceWithAddress(value, resource, deployment, endpoints);
    return found instanceof Unknown ? found : { kind: "interface", interface: found };
  }
  const address = asAddress(value, resource);
  return address instanceof Unknown ? address : { kind: "address", address };
}

function nameTarget(
  block: Block,
  resource: Resource,
  gateway: Known<ElementKey>,
  context: RecordContext,
): Known<ResourceTarget> {
  const { deployment } = context;
  const read = fieldsOf(block);
  const family = asText(read("ip_address_type"), resource);
  if (family instanceof Unknown) return family;
  if (family !== undefined && family !== "IPV4")
    return new Unknown(family, "names that lead to IPv6 addresses are not analysed", resource.key);
  const value: Value | undefined = read("domain_name");
  const record = recordNamedBy(value, deployment);
  if (record !== undefined)
    return resolvedInVpc(resource, gateway, deployment) ?? targetOfRecord(record, context);
  if (typeof value !== "string") {
    const loadBalancer = loadBalancerOf(value, resource, deployment, ["dns_name"]);
    return loadBalancer instanceof Unknown ? loadBalancer : { kind: "load-balancer", loadBalancer };
  }
  return resolvedInVpc(resource, gateway, deployment) ?? { kind: "name", name: canonicalName(value) };
}

/**
 * A gateway may resolve names as its VPC does, instead of publicly.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateResourceGateway.html (resourceConfigDnsResolution)
 */
function resolvedInVpc(
  resource: Resource,
  gateway: Known<ElementKey>,
  deployment: Deployment,
): Unknown | undefined {
  const attribute = "resource_config_dns_resolution";
  const identifier = resource.attribute("resource_gateway_identifier");
  if (gateway instanceof Unknown || !(identifier instanceof Reference)) return undefined;
  const made = deployment.find(identifier.resource);
  const stated = made === undefined ? undefined : asText(attributesOf(made)(attribute), made);
  if (stated instanceof Unknown) return stated;
  if (stated === undefined || stated === "PUBLIC") return undefined;
  return new Unknown(
    stated,
    "names that a resource gateway resolves in its VPC are not analysed",
    resource.key,
  );
}
