import type { App } from "cdktf";
import type { AccountId } from "../../modules/identity";
import type { Entry, Proxies, Service, Topology } from "../../modules/topology";
import {
  type AccountStackProps,
  ContractStack,
  type InstancesFields,
  type LoadBalancerFields,
  type NetworkFields,
  type ResourceFields,
  type ServiceFields,
  type StateStore,
} from "../../modules/wiring";
import type { ShareAcceptanceStack } from "../share-acceptance-stack";
import type { VpcStack } from "../vpc-stack";
import { declareAt } from "./declared-at";
import { stackName } from "./stack-names";
import { TopologyIndex } from "./topology-index";

/** What Terraform is to do with the stacks, which decides the role it assumes. */
export type RunAs = "deploy" | "plan";

/** A hub's proxies, as the stacks of those who use them read of them. */
export type PublishedProxies =
  | {
      readonly kind: "resource";
      readonly contract: ContractStack<ResourceFields>;
      /** In each other account whose VPCs use them, what accepts the share. */
      readonly shares: ReadonlyMap<AccountId, ShareAcceptanceStack>;
    }
  | { readonly kind: "service"; readonly contract: ContractStack<ServiceFields> }
  | { readonly kind: "peering"; readonly contract: ContractStack<LoadBalancerFields> };

/** Where a topology's stacks are built: what all of them share, and what they have told of themselves so far. */
export class Site {
  readonly index: TopologyIndex;
  private readonly store: StateStore;
  private readonly serviceContracts = new Map<Service, ContractStack<ServiceFields>>();
  private readonly publishedProxies = new Map<Proxies["entry"], PublishedProxies>();
  /** By the entry's name. */
  private readonly vpcs = new Map<string, { readonly entry: Entry; readonly stack: VpcStack }>();
  private readonly networkContracts = new Map<string, ContractStack<NetworkFields>>();
  private readonly instancesContracts = new Map<string, ContractStack<InstancesFields>>();

  constructor(
    readonly app: App,
    readonly topology: Topology,
    private readonly runAs: RunAs,
  ) {
    this.index = new TopologyIndex(topology);
    this.store = storeOf(topology.state);
  }

  stackId(...parts: readonly string[]): string {
    return stackName(this.topology, ...parts);
  }

  accountStackProps({ account }: Pick<Entry, "account">): AccountStackProps {
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

  /** Where the mappings of a relay are declared to which a service, with its endpoint, belongs, if it does. */
  mappingsOf({ relay }: Service): readonly string[] | undefined {
    return relay === undefined ? undefined : ["relays", relay, "mappings"];
  }

  addServiceContract(service: Service, contract: ContractStack<ServiceFields>): void {
    this.serviceContracts.set(service, contract);
  }

  /** @throws when the service's provider was not built yet */
  serviceContract(service: Service): ContractStack<ServiceFields> {
    const contract = this.serviceContracts.get(service);
    if (contract !== undefined) return contract;
    throw new Error(`the service ${service.entry}/${service.name} was used before it was made`);
  }

  addProxies({ entry }: Proxies, published: PublishedProxies): void {
    this.publishedProxies.set(entry, published);
  }

  /** @throws when the hub was not built yet */
  proxies({ entry }: Proxies): PublishedProxies {
    const published = this.publishedProxies.get(entry);
    if (published !== undefined) return published;
    throw new Error(`the proxies of ${entry} were used before they were made`);
  }

  addVpc(entry: Entry, stack: VpcStack): void {
    this.vpcs.set(entry.name, { entry, stack });
  }

  /** The stack with an entry's VPC. @throws when it was not built yet */
  vpc(entry: string): VpcStack {
    return this.built(entry).stack;
  }

  /** What an entry's VPC tells the other stacks of its owner. @throws when it was not built yet */
  networkContract(name: string): ContractStack<NetworkFields> {
    const known = this.networkContracts.get(name);
    if (known !== undefined) return known;
    const { entry, stack } = this.built(name);
    const id = this.stackId(name, "contract-network");
    const contract = new ContractStack(this.app, id, stack.offerNetwork());
    declareAt(contract, entry.section, name);
    this.networkContracts.set(name, contract);
    return contract;
  }

  /** What an entry's VPC tells the checks of its account's flows. @throws when it was not built yet */
  instancesContract(name: string): ContractStack<InstancesFields> {
    const known = this.instancesContracts.get(name);
    if (known !== undefined) return known;
    const { entry, stack } = this.built(name);
    const id = this.stackId(name, "contract-instances");
    const contract = new ContractStack(this.app, id, stack.offerInstances(), entry.account);
    declareAt(contract, entry.section, name);
    this.instancesContracts.set(name, contract);
    return contract;
  }

  private built(entry: string): { readonly entry: Entry; readonly stack: VpcStack } {
    const built = this.vpcs.get(entry);
    if (built !== undefined) return built;
    throw new Error(`the VPC of ${entry} was used before it was made`);
  }
}

function storeOf(state: Topology["state"]): StateStore {
  if (state.backend === "local") return state;
  const { bucket, region, roles } = state;
  return { backend: "s3", bucket, region, contractReader: roles.readContract };
}
