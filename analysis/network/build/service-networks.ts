import { type Deployment, placeOf, type Resource, Unknown } from "../../terraform";
import type { Known } from "../known";
import { type ElementKey, elementKey, type ServiceNetwork, type ServiceNetworkResource } from "../model";
import { type Associations, associationsOf } from "./associations";
import { identified } from "./attributes";
import { RESOURCE_CONFIGURATION, SERVICE_NETWORK, sharesOf } from "./resource-shares";

/** @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-network-associations.html */
export function serviceNetworksOf(deployment: Deployment): ServiceNetwork[] {
  const [resources, shares] = [resourcesOf(deployment), sharesOf(deployment, SERVICE_NETWORK)];
  return deployment.ofType(SERVICE_NETWORK).map((resource) => ({
    key: elementKey(resource.key),
    at: resource.key,
    account: resource.account,
    region: resource.region,
    resources: resources.acrossAccounts(elementKey(resource.key)),
    shares: shares.of(resource),
  }));
}

function resourcesOf(deployment: Deployment): Associations<ServiceNetworkResource> {
  const associations = [
    ...deployment.ofType("aws_vpclattice_service_network_resource_association"),
    ...deployment.ofType("aws_vpclattice_service_network_service_association"),
  ];
  return associationsOf(
    associations,
    (each) => serviceNetworkOf(each.attribute("service_network_identifier"), each),
    associated,
  );
}

/** Which service network a value is the ID or the ARN of. */
export function serviceNetworkOf(
  value: Parameters<typeof identified>[0],
  resource: Resource,
): Known<ElementKey> {
  return identified(value, [SERVICE_NETWORK], resource);
}

/** Services take requests of HTTP and TLS, and send them where their listeners say. */
function associated(association: Resource): Known<ServiceNetworkResource> {
  const { key, account, type } = association;
  if (type === "aws_vpclattice_service_network_service_association")
    return new Unknown(
      placeOf(key).address,
      "it leads to a service of VPC Lattice, and what these do with requests is not analysed",
      key,
    );
  const configuration = identified(
    association.attribute("resource_configuration_identifier"),
    [RESOURCE_CONFIGURATION],
    association,
  );
  return configuration instanceof Unknown ? configuration : { at: key, account, configuration };
}
