import {
  type ElementKey,
  isKnown,
  type Known,
  type Network,
  type VpcEndpoint,
  type Vpc,
} from "../../network";
import { Unknown } from "../../terraform";
import { derivedOnce } from "../derived-once";
import { isNeverPublic } from "./public-names";
import { unverifiedName } from "./verification";

/** The private zone that AWS keeps for an endpoint with private DNS, in the endpoint's VPC. */
export interface EndpointZone {
  readonly endpoint: VpcEndpoint;
  /** Of the service, which the endpoint answers to; may begin with `*.`. */
  readonly answersTo: string;
  /** Of the zone. */
  readonly name: string;
  /** Why it is not known whether the zone is there. */
  readonly doubts: readonly Unknown[];
}

/** Zones that AWS keeps for a VPC's endpoints, and why there may be others that hold a name. */
interface EndpointZones {
  readonly zones: readonly EndpointZone[];
  readonly doubts: readonly Unknown[];
}

/**
 * With private DNS, AWS keeps a private zone for the service's name in the endpoint's VPC. Such a name is one that
 * public DNS could hold, because its owner proves that it is his by a record there.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export function endpointZonesOf(network: Network, vpc: Vpc, name: string): EndpointZones {
  if (isNeverPublic(name)) return { zones: [], doubts: [] };
  const { byVpc, ofUnknownVpc } = withPrivateDns(network.endpoints);
  const own = byVpc.get(vpc.key) ?? [];
  const named = [...own, ...ofUnknownVpc].map((endpoint) => ({
    endpoint,
    name: serviceName(network, endpoint, name),
  }));
  return {
    zones: named.flatMap((each) =>
      typeof each.name === "string"
        ? [
            {
              endpoint: each.endpoint,
              answersTo: each.name,
              name: each.name.replace(/^\*\./, ""),
              doubts: doubtsAbout(network, each.endpoint, each.name),
            },
          ]
        : [],
    ),
    doubts: named.flatMap((each) => (each.name instanceof Unknown ? [each.name] : [])),
  };
}

/** Why it is not known whether an endpoint has private DNS in a VPC. */
function doubtsAbout(network: Network, endpoint: VpcEndpoint, name: string): Unknown[] {
  const { privateDns, type, vpc, service } = endpoint;
  return [privateDns, type, vpc, verificationOf(network, service, name)].filter(
    (value) => value instanceof Unknown,
  );
}

/** Why it is not known whether AWS has verified that a name is its owner's. */
function verificationOf(
  network: Network,
  service: VpcEndpoint["service"],
  name: string,
): Unknown | undefined {
  if (!isKnown(service)) return undefined;
  if (service.kind === "endpoint-service") {
    const offered = network.endpointServices.get(service.service);
    return offered && unverifiedName(name, offered);
  }
  // https://docs.aws.amazon.com/vpc-lattice/latest/ug/custom-domain-name.html
  return service.kind === "resource-configuration"
    ? new Unknown(name, "whether AWS has verified this name of the resource configuration is not told")
    : undefined;
}

/** @returns nothing where the service has no private name, or none that has to do with the name that is asked for */
function serviceName(
  network: Network,
  { service, at }: VpcEndpoint,
  asked: string,
): Known<string | undefined> {
  if (!isKnown(service)) return service;
  if (service.kind === "endpoint-service")
    return network.endpointServices.get(service.service)?.privateDnsName;
  if (service.kind === "resource-configuration")
    return network.resourceConfigurations.get(service.configuration)?.customDomainName;
  if (service.kind === "service-network")
    return nameInServiceNetwork(network, service.serviceNetwork, asked, at);
  if (isOfAws(service.name) && !AWS_NAMES.test(asked)) return undefined;
  return new Unknown(service.name, "none of the given stacks says which private name it has", at);
}

/**
 * Of the resources' custom names those answer for which private DNS is enabled where they are associated as well, and
 * which are verified: neither is told of those that are not stated.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-network-associations.html
 */
function nameInServiceNetwork(
  network: Network,
  key: ElementKey,
  asked: string,
  at: VpcEndpoint["at"],
): Unknown | undefined {
  const { items, doubts } = network.serviceNetworks.get(key)?.resources ?? {
    items: [],
    doubts: [new Unknown(key, "none of the given stacks makes it", at)],
  };
  const names = items.map(
    ({ configuration }) => network.resourceConfigurations.get(configuration)?.customDomainName,
  );
  const named = names
    .filter((name) => typeof name === "string")
    .find((name) => asked === name || asked.endsWith(`.${name}`));
  const why = "whether the service network's resources answer to their custom names there is not told";
  return named === undefined
    ? [...names, ...doubts].find((each) => each instanceof Unknown)
    : new Unknown(named, why, at);
}

/** Services of AWS itself; those of others are called `com.amazonaws.vpce`. */
function isOfAws(service: string): boolean {
  return /^((cn\.)?com\.amazonaws|aws)\.(?!vpce\.)/.test(service);
}

/**
 * Where AWS has the names of its own services.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
const AWS_NAMES = /(^|\.)((amazonaws|amazon|awsapps)\.[a-z.]+|aws)$/;

/** Endpoints that have private DNS or may have it; gateway endpoints have none. */
const withPrivateDns = derivedOnce((endpoints: Network["endpoints"]) => {
  const byVpc = new Map<string, VpcEndpoint[]>();
  const ofUnknownVpc: VpcEndpoint[] = [];
  for (const endpoint of endpoints.values()) {
    if (endpoint.privateDns === false || endpoint.type === "Gateway") continue;
    if (isKnown(endpoint.vpc)) byVpc.set(endpoint.vpc, [...(byVpc.get(endpoint.vpc) ?? []), endpoint]);
    else ofUnknownVpc.push(endpoint);
  }
  return { byVpc, ofUnknownVpc };
});
