import type { Endpoint, Entry } from "../../modules/topology";
import { ContractStack } from "../../modules/wiring";
import { ConsumerVpcStack } from "../consumer-vpc-stack";
import { EndpointStack } from "../endpoint-stack";
import type { EndpointSpecification } from "../endpoints";
import { ProviderVpcStack } from "../provider-vpc-stack";
import type { PlacedEndpoint } from "./connections";
import { declareAt } from "./declared-at";
import { clientSpecifications } from "./existing";
import type { Site } from "./site";
import { describeVpc, vpcStackProps } from "./vpcs";

/** Makes a provider's VPC and what it offers; its own endpoints wait for every provider's services. */
export function addProvider(site: Site, entry: Entry): void {
  const services = new Map(entry.services.map((service) => [service.name, service]));
  const stack = new ProviderVpcStack(site.app, site.stackId(entry.name), {
    ...vpcStackProps(site, entry),
    environments: new Map(entry.environments.map((environment) => [environment.name, environment])),
    services,
  });
  describeVpc(site, stack, entry);
  for (const [name, environment] of stack.environments) {
    declareAt(environment, entry.section, entry.name, "environments", name);
    site.index.addEnvironment(entry, name, environment);
  }
  for (const [name, { loadBalancer, endpointService }] of stack.services) {
    if (loadBalancer) declareAt(loadBalancer, entry.section, entry.name, "services", name);
    declareAt(endpointService, entry.section, entry.name, "services", name);
    const contract = new ContractStack(
      site.app,
      site.stackId(entry.name, `contract-service-${name}`),
      stack.offerService(name),
    );
    declareAt(contract, entry.section, entry.name, "services", name);
    const service = services.get(name);
    if (service) site.addServiceContract(service, contract);
  }
}

/** Makes the endpoints of an entry that others need before it, each in a stack of its own. */
export function addEndpointsApart(site: Site, entry: Entry): PlacedEndpoint[] {
  return entry.endpoints.map((endpoint) => {
    const stack = new EndpointStack(site.app, site.stackId(entry.name, `endpoint-${endpoint.name}`), {
      ...site.accountStackProps(entry),
      endpointName: endpoint.name,
      endpoint: endpointSpecification(site, entry, endpoint),
      network: site.networkContract(entry.name),
    });
    declareAt(stack, entry.section, entry.name, "endpoints", endpoint.name);
    site.index.addEndpoint(entry, endpoint, stack.endpoint);
    return { consumer: entry, endpoint, offer: () => stack.offerEndpoint() };
  });
}

/** Makes a consumer's VPC with its endpoints. */
export function addConsumer(site: Site, entry: Entry): PlacedEndpoint[] {
  const stack = new ConsumerVpcStack(site.app, site.stackId(entry.name), {
    ...vpcStackProps(site, entry),
    endpoints: new Map(
      entry.endpoints.map((endpoint) => [endpoint.name, endpointSpecification(site, entry, endpoint)]),
    ),
  });
  describeVpc(site, stack, entry);
  return entry.endpoints.map((endpoint) => {
    const construct = stack.endpoints.get(endpoint.name);
    if (construct) {
      declareAt(construct, entry.section, entry.name, "endpoints", endpoint.name);
      site.index.addEndpoint(entry, endpoint, construct);
    }
    return { consumer: entry, endpoint, offer: () => stack.offerEndpoint(endpoint.name) };
  });
}

function endpointSpecification(site: Site, entry: Entry, endpoint: Endpoint): EndpointSpecification {
  return {
    ...endpoint,
    clients: clientSpecifications(entry, endpoint),
    port: endpoint.service.port,
    service: site.serviceContract(endpoint.service),
  };
}
