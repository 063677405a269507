import type { App } from "cdktf";
import type { Endpoint, Entry, Service, Topology } from "../../modules/topology";
import {
  type AccountStackProps,
  type ContractOffer,
  ContractStack,
  type EndpointFields,
  type ServiceFields,
  type StateStore,
} from "../../modules/wiring";
import { AcceptanceStack, type Connection } from "../acceptance-stack";
import { ConsumerVpcStack } from "../consumer-vpc-stack";
import { EndpointStack } from "../endpoint-stack";
import type { EndpointSpecification } from "../endpoints";
import { PrivateDnsStack } from "../private-dns-stack";
import { ProviderVpcStack } from "../provider-vpc-stack";
import type { VpcStack, VpcStackProps } from "../vpc-stack";
import { declareAt } from "./declared-at";
import { clientSpecifications, declareExisting, vpcSpecification } from "./existing";
import { TopologyIndex } from "./topology-index";

/** What Terraform is to do with the stacks, which decides the role it assumes. */
export type RunAs = "deploy" | "plan";

/**
 * Makes a topology's stacks, each a direct child of the app, in the order in which they depend on each other.
 * @param runAs names the role of the topology that Terraform assumes @default "deploy"
 */
export function assemble(app: App, topology: Topology, runAs: RunAs = "deploy"): TopologyIndex {
  return new Assembly(app, topology, runAs).index;
}

/** An endpoint in place, and what it offers to the provider. */
interface PlacedEndpoint {
  readonly consumer: Entry;
  readonly endpoint: Endpoint;
  readonly offer: () => ContractOffer<EndpointFields>;
}

class Assembly {
  readonly index: TopologyIndex;
  private readonly store: StateStore;
  private readonly serviceContracts = new Map<Service, ContractStack<ServiceFields>>();
  private readonly endpointContracts = new Map<Endpoint, ContractStack<EndpointFields>>();
  private readonly acceptances = new Map<Endpoint, AcceptanceStack>();

  constructor(
    private readonly app: App,
    private readonly topology: Topology,
    private readonly runAs: RunAs,
  ) {
    this.store = storeOf(topology);
    this.index = new TopologyIndex(topology);
    const { entries } = topology;
    const providers = entries.filter(({ section }) => section === "providers");
    const consumers = entries.filter(({ section }) => section === "consumers");
    const apart = providers.map((provider) => this.addProvider(provider));
    const placed = [
      ...apart.flatMap((addEndpoints) => addEndpoints()),
      ...consumers.flatMap((consumer) => this.addConsumer(consumer)),
    ];
    this.addAcceptances(placed.filter(({ endpoint }) => endpoint.service.acceptance === "manual"));
    for (const each of placed) if (each.endpoint.privateDns) this.addPrivateDns(each);
  }

  /** @returns what adds the provider's own endpoints, once every provider's services are there */
  private addProvider(entry: Entry): () => PlacedEndpoint[] {
    const services = new Map(entry.services.map((service) => [service.name, service]));
    const stack = new ProviderVpcStack(this.app, this.stackId(entry.name), {
      ...this.vpcStackProps(entry),
      environments: new Map(entry.environments.map((environment) => [environment.name, environment])),
      services,
    });
    this.describeVpc(stack, entry);
    for (const [name, environment] of stack.environments) {
      declareAt(environment, entry.section, entry.name, "environments", name);
      this.index.addEnvironment(entry, name, environment);
    }
    for (const [name, { loadBalancer, endpointService }] of stack.services) {
      if (loadBalancer) declareAt(loadBalancer, entry.section, entry.name, "services", name);
      declareAt(endpointService, entry.section, entry.name, "services", name);
      const contract = new ContractStack(
        this.app,
        this.stackId(entry.name, `contract-service-${name}`),
        stack.offerService(name),
      );
      declareAt(contract, entry.section, entry.name, "services", name);
      const service = services.get(name);
      if (service) this.serviceContracts.set(service, contract);
    }
    return () => (entry.endpoints.length === 0 ? [] : this.addEndpointsApart(entry, stack));
  }

  private addEndpointsApart(entry: Entry, vpc: VpcStack): PlacedEndpoint[] {
    const network = new ContractStack(
      this.app,
      this.stackId(entry.name, "contract-network"),
      vpc.offerNetwork(),
    );
    declareAt(network, entry.section, entry.name);
    return entry.endpoints.map((endpoint) => {
      const stack = new EndpointStack(this.app, this.stackId(entry.name, `endpoint-${endpoint.name}`), {
        ...this.accountStackProps(entry),
        endpointName: endpoint.name,
        endpoint: this.endpointSpecification(entry, endpoint),
        network,
      });
      declareAt(stack, entry.section, entry.name, "endpoints", endpoint.name);
      this.index.addEndpoint(entry, endpoint, stack.endpoint);
      return { consumer: entry, endpoint, offer: () => stack.offerEndpoint() };
    });
  }

  private addConsumer(entry: Entry): PlacedEndpoint[] {
    const stack = new ConsumerVpcStack(this.app, this.stackId(entry.name), {
      ...this.vpcStackProps(entry),
      endpoints: new Map(
        entry.endpoints.map((endpoint) => [endpoint.name, this.endpointSpecification(entry, endpoint)]),
      ),
    });
    this.describeVpc(stack, entry);
    return entry.endpoints.map((endpoint) => {
      const construct = stack.endpoints.get(endpoint.name);
      if (construct) {
        declareAt(construct, entry.section, entry.name, "endpoints", endpoint.name);
        this.index.addEndpoint(entry, endpoint, construct);
      }
      return { consumer: entry, endpoint, offer: () => stack.offerEndpoint(endpoint.name) };
    });
  }

  /** One stack for each pair of provider and consumer. */
  private addAcceptances(placed: readonly PlacedEndpoint[]): void {
    const pairs = new Map<string, PlacedEndpoint[]>();
    for (const each of placed) {
      const part = `${each.endpoint.service.entry}.accept-${each.consumer.name}`;
      pairs.set(part, [...(pairs.get(part) ?? []), each]);
    }
    for (const [part, endpoints] of pairs) {
      const [first] = endpoints;
      if (first === undefined) continue;
      const connections = new Map<string, Connection>();
      for (const each of endpoints) {
        connections.set(each.endpoint.name, {
          service: this.serviceContract(each.endpoint.service),
          endpoint: this.endpointContract(each),
        });
      }
      const { consumer, endpoint } = first;
      const stack = new AcceptanceStack(this.app, `${this.topology.name}.${part}`, {
        ...this.accountStackProps(endpoint.service),
        connections,
      });
      for (const [name, connection] of stack.connections) {
        declareAt(connection, consumer.section, consumer.name, "endpoints", name);
      }
      endpoints.forEach((each) => this.acceptances.set(each.endpoint, stack));
    }
  }

  /** A stack of its own after the acceptance, until which AWS refuses it. */
  private addPrivateDns(placed: PlacedEndpoint): void {
    const { consumer, endpoint } = placed;
    const { service, name } = endpoint;
    if (service.privateDns === undefined)
      throw new Error(`the service ${service.entry}/${service.name} has no private DNS name`);
    const stack = new PrivateDnsStack(this.app, this.stackId(consumer.name, `private-dns-${name}`), {
      ...this.accountStackProps(consumer),
      endpointName: name,
      privateDnsName: service.privateDns.name,
      service: this.serviceContract(service),
      endpoint: this.endpointContract(placed),
    });
    const acceptance = this.acceptances.get(endpoint);
    if (acceptance !== undefined) stack.addDependency(acceptance);
    declareAt(stack, consumer.section, consumer.name, "endpoints", name);
    this.index.addName(consumer, service.privateDns.name, stack.privateDns);
  }

  /** What the provider that accepts an endpoint, and the consumer's own later stacks, know of it. */
  private endpointContract({ consumer, endpoint, offer }: PlacedEndpoint): ContractStack<EndpointFields> {
    const known = this.endpointContracts.get(endpoint);
    if (known !== undefined) return known;
    const { service, name } = endpoint;
    const reader = service.acceptance === "manual" ? service.account : consumer.account;
    const id = this.stackId(consumer.name, `contract-endpoint-${name}`);
    const contract = new ContractStack(this.app, id, offer(), reader);
    declareAt(contract, consumer.section, consumer.name, "endpoints", name);
    this.endpointContracts.set(endpoint, contract);
    return contract;
  }

  private describeVpc(stack: VpcStack, entry: Entry): void {
    declareAt(stack, entry.section, entry.name);
    declareAt(stack.vpc, entry.section, entry.name, "vpc");
    declareExisting(stack, entry);
    for (const [name, host] of stack.hosts) {
      declareAt(host, entry.section, entry.name, "hosts", name);
      this.index.addHost(entry, name, host);
    }
  }

  private endpointSpecification(entry: Entry, endpoint: Endpoint): EndpointSpecification {
    return {
      ...endpoint,
      clients: clientSpecifications(entry, endpoint),
      port: endpoint.service.port,
      service: this.serviceContract(endpoint.service),
    };
  }

  private serviceContract(service: Service): ContractStack<ServiceFields> {
    const contract = this.serviceContracts.get(service);
    if (contract !== undefined) return contract;
    throw new Error(`the service ${service.entry}/${service.name} was used before it was made`);
  }

  private vpcStackProps(entry: Entry): VpcStackProps {
    return {
      ...this.accountStackProps(entry),
      vpc: vpcSpecification(entry),
      hosts: new Map(entry.hosts.map((host) => [host.name, host])),
    };
  }

  private accountStackProps({ account }: Pick<Entry, "account">): AccountStackProps {
    const { region, roles, tags } = this.topology;
    const role = roles[this.runAs];
    return {
      region,
      account,
      tags,
      state: this.store,
      ...(role === undefined ? {} : { role }),
      ...(roles.boundary === undefined ? {} : { permissionsBoundary: roles.boundary }),
    };
  }

  private stackId(...parts: readonly string[]): string {
    return [this.topology.name, ...parts].join(".");
  }
}

function storeOf({ name, state, roles }: Topology): StateStore {
  if (state.backend === "local") return state;
  const { bucket, region } = state;
  if (roles.readContract === undefined)
    throw new Error(`${name} keeps its state in S3, and names no contract reader`);
  return { backend: "s3", bucket, region, contractReader: roles.readContract };
}
