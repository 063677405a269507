import type { App } from "cdktf";
import { Construct } from "constructs";
import { FlowCheck, type FlowCheckProps } from "../modules/live-checks";
import {
  AccountStack,
  type AccountStackProps,
  type ContractFields,
  ContractReader,
  type ContractStack,
  type EndpointFields,
  type InstancesFields,
  type ServiceFields,
  type TopologyStack,
} from "../modules/wiring";

/** What a check begins or ends at, as another stack of the account publishes it. */
export type CheckedEnd =
  | { readonly kind: "host"; readonly host: string; readonly instances: ContractStack<InstancesFields> }
  | { readonly kind: "endpoint"; readonly endpoint: ContractStack<EndpointFields> }
  | { readonly kind: "service"; readonly service: ContractStack<ServiceFields> };

export interface CheckedLeg {
  readonly from: CheckedEnd;
  /** By name; it is enough that one is reached. */
  readonly to: ReadonlyMap<string, CheckedEnd>;
}

export interface CheckedFlow extends Pick<FlowCheckProps, "flow" | "expect"> {
  /** What tells it from other flows: construct ids, from the outside in. */
  readonly path: readonly string[];
  readonly protocol: "tcp" | "udp";
  /** The port that is called. */
  readonly port: number;
  /** The parts of its way in this account, by name. */
  readonly legs: ReadonlyMap<string, CheckedLeg>;
}

export interface LiveChecksStackProps extends AccountStackProps {
  readonly flows: readonly CheckedFlow[];
  /** All that must be in place before it is checked. */
  readonly after: readonly TopologyStack[];
}

type Readers<Fields extends ContractFields> = Map<ContractStack<Fields>, ContractReader<Fields>>;

/** Asks AWS itself for flows once everything is deployed, as far as they are in one account. */
export class LiveChecksStack extends AccountStack {
  readonly checks: readonly FlowCheck[];
  private readonly contracts = new Construct(this, "contracts");
  private readonly instances: Readers<InstancesFields> = new Map();
  private readonly endpoints: Readers<EndpointFields> = new Map();
  private readonly services: Readers<ServiceFields> = new Map();

  constructor(scope: App, id: string, props: LiveChecksStackProps) {
    super(scope, id, props);
    for (const stack of props.after) this.addDependency(stack);
    const flows = new Construct(this, "flows");
    this.checks = props.flows.map(({ path, flow, expect, protocol, port, legs }) => {
      const outer = path.slice(0, -1).reduce(childOf, flows);
      return new FlowCheck(outer, path.at(-1) ?? "flow", {
        flow,
        expect,
        legs: new Map(
          [...legs].map(([name, { from, to }]) => [
            name,
            {
              protocol,
              port,
              source: this.idOf(from),
              destinations: new Map([...to].map(([each, end]) => [each, this.idOf(end)])),
            },
          ]),
        ),
      });
    });
  }

  private idOf(end: CheckedEnd): string {
    switch (end.kind) {
      case "host":
        return this.read(this.instances, end.instances).references.instanceIds(end.host);
      case "endpoint":
        return this.read(this.endpoints, end.endpoint).references.endpointId;
      case "service":
        return this.read(this.services, end.service).references.serviceId;
    }
  }

  /** One reader for each contract, however many flows need it. */
  private read<Fields extends ContractFields>(
    readers: Readers<Fields>,
    contract: ContractStack<Fields>,
  ): ContractReader<Fields> {
    const known = readers.get(contract);
    if (known !== undefined) return known;
    // Without the topology, each part of the id is the id of a construct.
    const [, ...parts] = contract.node.id.split(".");
    const reader = new ContractReader(parts.reduce(childOf, this.contracts), "resource", contract);
    readers.set(contract, reader);
    return reader;
  }
}

/** The construct of this id, which several flows may share. */
function childOf(scope: Construct, id: string): Construct {
  const known = scope.node.tryFindChild(id);
  return known instanceof Construct ? known : new Construct(scope, id);
}
