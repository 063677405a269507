import type { Endpoint, Entry } from "../../modules/topology";
import { type ContractOffer, ContractStack, type EndpointFields } from "../../modules/wiring";
import { AcceptanceStack, type Connection } from "../acceptance-stack";
import { PrivateDnsStack } from "../private-dns-stack";
import { declareAt } from "./declared-at";
import type { Site } from "./site";

/** An endpoint in place, and what it offers to the provider. */
export interface PlacedEndpoint {
  readonly consumer: Entry;
  readonly endpoint: Endpoint;
  readonly offer: () => ContractOffer<EndpointFields>;
}

/** Makes what follows once all endpoints are in place: their acceptance, and after it their private DNS names. */
export function connect(site: Site, placed: readonly PlacedEndpoint[]): Connections {
  const connections = new Connections(site);
  connections.add(placed);
  return connections;
}

export class Connections {
  private readonly contracts = new Map<Endpoint, ContractStack<EndpointFields>>();
  private readonly acceptances = new Map<Endpoint, AcceptanceStack>();

  constructor(private readonly site: Site) {}

  add(placed: readonly PlacedEndpoint[]): void {
    this.addAcceptances(placed.filter(({ endpoint }) => endpoint.service.acceptance === "manual"));
    for (const each of placed) if (each.endpoint.privateDns) this.addPrivateDns(each);
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
          service: this.site.serviceContract(each.endpoint.service),
          endpoint: this.endpointContract(each),
        });
      }
      const { consumer, endpoint } = first;
      const stack = new AcceptanceStack(this.site.app, this.site.stackId(part), {
        ...this.site.accountStackProps(endpoint.service),
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
    const stack = new PrivateDnsStack(
      this.site.app,
      this.site.stackId(consumer.name, `private-dns-${name}`),
      {
        ...this.site.accountStackProps(consumer),
        endpointName: name,
        privateDnsName: service.privateDns.name,
        service: this.site.serviceContract(service),
        endpoint: this.endpointContract(placed),
      },
    );
    const acceptance = this.acceptances.get(endpoint);
    if (acceptance !== undefined) stack.addDependency(acceptance);
    declareAt(stack, consumer.section, consumer.name, "endpoints", name);
    this.site.index.addName(consumer, service.privateDns.name, stack.privateDns);
  }

  /** What the provider that accepts an endpoint, and the consumer's own later stacks, know of it. */
  endpointContract({ consumer, endpoint, offer }: PlacedEndpoint): ContractStack<EndpointFields> {
    const known = this.contracts.get(endpoint);
    if (known !== undefined) return known;
    const { service, name } = endpoint;
    const reader = service.acceptance === "manual" ? service.account : consumer.account;
    const id = this.site.stackId(consumer.name, `contract-endpoint-${name}`);
    const contract = new ContractStack(this.site.app, id, offer(), reader);
    declareAt(contract, consumer.section, consumer.name, "endpoints", name);
    this.contracts.set(endpoint, contract);
    return contract;
  }
}
