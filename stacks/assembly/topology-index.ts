import { type App, TerraformDataSource, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { formatAddress } from "../../modules/addressing";
import type { Environment } from "../../modules/beanstalk";
import type { ExistingHost, Host } from "../../modules/hosts";
import type { ServiceEndpoint } from "../../modules/privatelink";
import { type FixedProxy, ProxyGroup } from "../../modules/proxies";
import type { RelayHost } from "../../modules/relays";
import {
  type Endpoint,
  type Entry,
  type ExternalNetwork,
  type Flow,
  formatDestination,
  formatHost,
  PROXIES,
  RELAY,
  type SimulatedNetwork,
  type Topology,
} from "../../modules/topology";
import { addressOf, type Declared } from "../../modules/wiring";
import { declaredAt } from "./declared-at";

/** A resource or data source of a synthesized stack. */
export interface ResourceAddress {
  readonly stack: string;
  /** Terraform's address, for example `aws_instance.hosts_web` or `data.aws_instance.hosts_web`. */
  readonly address: string;
}

/** What stands of one topology in `topology.json`. */
export interface IndexedTopology {
  readonly file: string;
  readonly flows: readonly {
    readonly from: string;
    readonly to: string;
    readonly via?: string;
    readonly protocol: string;
    readonly port: number;
    readonly expect: string;
    readonly answer?: string;
  }[];
  /** Left out where undeclared ways are allowed. */
  readonly undeclared?: "forbid";
  /**
   * The instance of each host, of a simulated network too, each Elastic Beanstalk environment, each hub's proxies, an
   * Auto Scaling group or an instance, and each relay's host, an Auto Scaling group; by entry/host, network/host,
   * entry/environment, entry/proxies and entry/relay.
   */
  readonly hosts: Readonly<Record<string, ResourceAddress>>;
  /** What makes an entry's VPC resolve each endpoint's name, a record or a private DNS, by name and by the entry whose VPC resolves it. */
  readonly names: Readonly<Record<string, Readonly<Record<string, ResourceAddress>>>>;
  /** Networks outside AWS that are only described, by name; simulated ones are in their Terraform. */
  readonly onPremises: Readonly<Record<string, IndexedOnPremises>>;
  /** Where each resource was declared, by stack and Terraform address. */
  readonly declarations: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What is declared of a network outside AWS, of which Terraform knows the VPN connections alone. */
interface IndexedOnPremises {
  /** Its IPv4 blocks, sorted. */
  readonly blocks: readonly string[];
  /** The public address of its VPN device. */
  readonly gateway: string;
  /** The BGP ASN of its VPN device. */
  readonly asn: number;
  /** The customer gateways that stand for its VPN device, one in each VPC's stack. */
  readonly customerGateways: readonly ResourceAddress[];
  /** Addresses of its hosts, by name. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Addresses of the name servers that its DNS asks for domains, by domain. */
  readonly forwards: Readonly<Record<string, readonly string[]>>;
}

/**
 * What the Terraform alone does not tell of a topology: which host and name is which resource, where each resource
 * was declared, and what flows must hold. It has no line numbers, so reordering the file changes nothing here.
 */
export class TopologyIndex {
  private readonly hosts = new Map<string, Declared>();
  private readonly names = new Map<string, Map<string, TerraformResource>>();
  /** By the network's name. */
  private readonly customerGateways = new Map<string, TerraformResource[]>();

  constructor(private readonly topology: Topology) {}

  addHost({ name: entry }: Entry | SimulatedNetwork, host: string, { instance }: Host | ExistingHost): void {
    this.hosts.set(formatHost({ entry, host }), instance);
  }

  addEnvironment(entry: Entry, name: string, { environment }: Environment): void {
    this.hosts.set(formatHost({ entry: entry.name, host: name }), environment);
  }

  /** Proxies are found like a host of their hub. */
  addProxies(entry: Entry, proxies: ProxyGroup | FixedProxy): void {
    const made = proxies instanceof ProxyGroup ? proxies.group : proxies.instance;
    this.hosts.set(formatHost({ entry: entry.name, host: PROXIES }), made);
  }

  /** A relay's host is found like any other of its VPC. */
  addRelay(entry: Entry, { group }: RelayHost): void {
    this.hosts.set(formatHost({ entry: entry.name, host: RELAY }), group);
  }

  /** @param gateway stands for the network's VPN device */
  addCustomerGateway({ name }: ExternalNetwork, gateway: TerraformResource): void {
    this.customerGateways.set(name, [...(this.customerGateways.get(name) ?? []), gateway]);
  }

  addEndpoint(entry: Entry, { dnsName }: Endpoint, { privateName }: ServiceEndpoint): void {
    if (dnsName === undefined || privateName === undefined) return;
    this.addName(entry, dnsName, privateName.record);
  }

  /** @param resource what makes the entry's VPC resolve the name */
  addName(entry: Entry, name: string, resource: TerraformResource): void {
    const named = this.names.get(name) ?? new Map<string, TerraformResource>();
    this.names.set(name, named.set(entry.name, resource));
  }

  /** @param app the app that holds the topology's stacks */
  describe(app: App): IndexedTopology {
    const prefix = `${this.topology.name}.`;
    const stacks = app.node.children.filter(
      (child) => TerraformStack.isStack(child) && child.node.id.startsWith(prefix),
    );
    return {
      file: this.topology.file,
      flows: this.topology.flows.map(describeFlow),
      ...(this.topology.undeclared === "forbid" ? { undeclared: this.topology.undeclared } : {}),
      hosts: sortedRecord(this.hosts, locate),
      names: sortedRecord(this.names, (byEntry) => sortedRecord(byEntry, locate)),
      onPremises: this.describeOnPremises(),
      declarations: sortedRecord(new Map(stacks.map((stack) => [stack.node.id, stack])), (stack) =>
        sortedRecord(new Map(declarations(stack, declaredAt(stack) ?? "")), (path) => path),
      ),
    };
  }

  private describeOnPremises(): IndexedTopology["onPremises"] {
    const external = this.topology.onPremises.filter((network) => network.kind === "external");
    const byName = new Map(external.map((network) => [network.name, network]));
    return sortedRecord(byName, ({ name, blocks, gateway, asn, hosts, forwards }) => ({
      blocks: blocks.map(String),
      gateway: formatAddress(gateway),
      asn,
      customerGateways: (this.customerGateways.get(name) ?? []).map(locate),
      hosts: Object.fromEntries(hosts.map((host) => [host.name, formatAddress(host.address)])),
      forwards: Object.fromEntries(
        forwards.map(({ domain, servers }) => [domain, servers.map((server) => formatAddress(server))]),
      ),
    }));
  }
}

/** Each resource and data source below a construct and where it, or the nearest construct around it, was declared. */
function declarations(construct: IConstruct, around: string): [address: string, path: string][] {
  const path = declaredAt(construct) ?? around;
  const isDeclared =
    TerraformResource.isTerraformResource(construct) || TerraformDataSource.isTerraformDataSource(construct);
  const own: [string, string][] = isDeclared ? [[addressOf(construct), path]] : [];
  return [...own, ...construct.node.children.flatMap((child) => declarations(child, path))];
}

function describeFlow({
  from,
  to,
  via,
  protocol,
  port,
  expect,
  answer,
}: Flow): IndexedTopology["flows"][number] {
  const ends = { from: formatHost(from), to: formatDestination(to), ...(via === undefined ? {} : { via }) };
  const question = { ...ends, protocol, port, expect };
  return answer === undefined ? question : { ...question, answer };
}

function locate(resource: Declared): ResourceAddress {
  return { stack: TerraformStack.of(resource).node.id, address: addressOf(resource) };
}

function sortedRecord<Value, Described>(
  values: ReadonlyMap<string, Value>,
  describe: (value: Value) => Described,
): Record<string, Described> {
  const sorted = [...values].sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, value]) => [key, describe(value)]));
}
