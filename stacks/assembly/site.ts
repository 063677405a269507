import type { App } from "cdktf";
import type { Entry, Service, Topology } from "../../modules/topology";
import type { AccountStackProps, ContractStack, ServiceFields, StateStore } from "../../modules/wiring";
import { TopologyIndex } from "./topology-index";

/** What Terraform is to do with the stacks, which decides the role it assumes. */
export type RunAs = "deploy" | "plan";

/** Where a topology's stacks are built: what all of them share, and what they have told of themselves so far. */
export class Site {
  readonly index: TopologyIndex;
  private readonly store: StateStore;
  private readonly serviceContracts = new Map<Service, ContractStack<ServiceFields>>();

  constructor(
    readonly app: App,
    readonly topology: Topology,
    private readonly runAs: RunAs,
  ) {
    this.index = new TopologyIndex(topology);
    this.store = storeOf(topology.state);
  }

  stackId(...parts: readonly string[]): string {
    return [this.topology.name, ...parts].join(".");
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

  addServiceContract(service: Service, contract: ContractStack<ServiceFields>): void {
    this.serviceContracts.set(service, contract);
  }

  /** @throws when the service's provider was not built yet */
  serviceContract(service: Service): ContractStack<ServiceFields> {
    const contract = this.serviceContracts.get(service);
    if (contract !== undefined) return contract;
    throw new Error(`the service ${service.entry}/${service.name} was used before it was made`);
  }
}

function storeOf(state: Topology["state"]): StateStore {
  if (state.backend === "local") return state;
  const { bucket, region, roles } = state;
  return { backend: "s3", bucket, region, contractReader: roles.readContract };
}
