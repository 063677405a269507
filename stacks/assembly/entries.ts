import type { Endpoint, Entry, Service } from "../../modules/topology";
import { ContractStack } from "../../modules/wiring";
import { ConsumerVpcStack } from "../consumer-vpc-stack";
import { EndpointStack } from "../endpoint-stack";
import type { EndpointSpecification } from "../endpoints";
import { ProviderVpcStack, type ProviderVpcStackProps } from "../provider-vpc-stack";
import type { PlacedEndpoint } from "./connections";
import { declareAt } from "./declared-at";
import { clientSpecifications } from "./existing";
import type { Site } from "./site";
import { describeVpc, vpcStackProps } from "./vpcs";

/** Makes a provider's VPC and what it offers; its own endpoints wait for every provider's services. */
export function addProvider(site: Site, entry: Entry): void {
  const stack = new ProviderVpcStack(site.app, site.stackId(entry.name), providerStackProps(site, entry));
  describeProvider(site, stack, entry);
}

/** What every stack is made of that offers services. */
export function providerStackProps(site: Site, entry: Entry): ProviderVpcStackProps {
  return {
    ...vpcStackProps(site, entry),
    environments: new Map(entry.environments.map((environment) => [environment.name, environment])),
    services: new Map(entry.services.map((service) => [service.name, service])),
  };
}

/** Records what such a stack is made of, and publishes its services. */
export function describeProvider(site: Site, stack: ProviderVpcStack, entry: Entry): void {
  describeVpc(site, stack, entry);
  for (const [name, environment] of stack.environments) {
    declareAt(environment, entry.section, entry.name, "environments", name);
    site.index.addEnvironment(entry, name, environment);
  }
  for (const service of entry.services) publishService(site, stack, entry, service);
}

function publishService(site: Site, stack: ProviderVpcStack, entry: Entry, service: Service): void {
  const { name } = service;
  const id = site.stackId(entry.name, `contract-service-${name}`);
  const contract = new ContractStack(site.app, id, stack.offerService(name));
  const provided = stack.services.get(name);
  const made = [provided?.loadBalancer, provided?.endpointService, contract].filter(
    (each) => each !== undefined,
  );
  const declaration = site.mappingsOf(service) ?? [entry.section, entry.name, "services", name];
  for (const construct of made) declareAt(construct, ...declaration);
  site.addServiceContract(service, contract);
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
    declareAt(stack, ...endpointDeclaration(site, entry, endpoint));
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
      declareAt(construct, ...endpointDeclaration(site, entry, endpoint));
      site.index.addEndpoint(entry, endpoint, construct);
    }
    return { consumer: entry, endpoint, offer: () => stack.offerEndpoint(endpoint.name) };
  });
}

function endpointDeclaration(
  site: Site,
  { section, name }: Entry,
  { name: endpoint, service }: Endpoint,
): readonly string[] {
  return site.mappingsOf(service) ?? [section, name, "endpoints", endpoint];
}

function endpointSpecification(site: Site, entry: Entry, endpoint: Endpoint): EndpointSpecification {
  return {
    ...endpoint,
    clients: clientSpecifications(entry, endpoint),
    listeners: endpoint.service.listeners,
    service: site.serviceContract(endpoint.service),
  };
}
