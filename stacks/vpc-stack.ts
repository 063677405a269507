import type { App } from "cdktf";
import { Construct } from "constructs";
import { formatAddress } from "../modules/addressing";
import type { ResolverInboundEndpoint } from "../modules/dns";
import { ExistingHost, type Host } from "../modules/hosts";
import type { AzId } from "../modules/identity";
import { ExistingVpc, Vpc } from "../modules/network";
import { type EndpointClient, SystemsManagerEndpoints } from "../modules/privatelink";
import { PROXY_PORT, type ProxyClient } from "../modules/software";
import type { VpnGateway } from "../modules/vpn";
import {
  AccountStack,
  type AccountStackProps,
  addressOf,
  type ContractOffer,
  instancesContract,
  type InstancesFields,
  networkContract,
  type NetworkFields,
  offerContract,
  peerContract,
  type PeerFields,
} from "../modules/wiring";
import { directNames, systemsManagerNames } from "./direct-names";
import { type ClientSpecification, endpointClient } from "./endpoints";
import { addHost, existingSubnetId } from "./hosts";
import {
  addResolver,
  addVpnGateway,
  type ResolverSpecification,
  type VpnSpecification,
} from "./outside-access";
import { groupKey, type PeeredGroup } from "./peered-groups";
import { ProxyUse, type ProxyUseSpecification } from "./proxy-use";
import type { HostSpecification, VpcSpecification } from "./vpc-specification";

export interface VpcStackProps extends AccountStackProps {
  readonly vpc: VpcSpecification;
  /** By name. @default none */
  readonly hosts?: ReadonlyMap<string, HostSpecification>;
  /** The proxies through which the hosts reach the internet. @default they reach it by NAT gateways, or not at all */
  readonly proxy?: ProxyUseSpecification;
  /** What VPN connections to networks outside AWS end at. Only a VPC that the stack makes may have one. @default none */
  readonly vpn?: VpnSpecification;
  /** What answers for the VPC's names to networks outside AWS. @default nothing */
  readonly resolver?: ResolverSpecification;
}

/** One VPC and its hosts. The stack's id begins the names of everything in it. */
export class VpcStack extends AccountStack {
  readonly vpc: Vpc | ExistingVpc;
  readonly hosts: ReadonlyMap<string, Host | ExistingHost>;
  /** How the VPC comes to the proxies that its hosts use, if they do. */
  readonly proxyUse?: ProxyUse;
  /** Where Systems Manager reaches the hosts by endpoints of the VPC. */
  readonly systemsManager?: SystemsManagerEndpoints;
  readonly vpnGateway?: VpnGateway;
  readonly resolver?: ResolverInboundEndpoint;

  constructor(scope: App, id: string, props: VpcStackProps) {
    super(scope, id, props);
    const {
      region,
      account,
      vpc,
      hosts = new Map<string, HostSpecification>(),
      proxy,
      vpn,
      resolver,
    } = props;
    const natGateways = proxy === undefined ? "one" : "none";
    this.vpc =
      vpc.kind === "existing"
        ? new ExistingVpc(this, "vpc", vpc)
        : new Vpc(this, "vpc", { natGateways, ...vpc, name: id, region, account });
    const scopeOfHosts = new Construct(this, "hosts");
    this.hosts = new Map(
      [...hosts].map(([host, specification]) => [
        host,
        specification.kind === "existing"
          ? new ExistingHost(scopeOfHosts, host, {
              ...specification,
              subnetId: existingSubnetId(vpc, specification.zone, host),
            })
          : addHost(
              scopeOfHosts,
              host,
              { stack: id, region, vpc: this.vpc },
              specification,
              proxyClientOf(host, props),
            ),
      ]),
    );
    if (vpn !== undefined) this.vpnGateway = addVpnGateway(this, id, this.vpc, vpn);
    if (resolver !== undefined) this.resolver = addResolver(this, id, this.vpc, resolver);
    if (proxy === undefined) return;
    this.proxyUse = this.useProxies(proxy);
    const zones = [...new Set([...hosts.values()].map(({ zone }) => zone))].sort();
    // Without a host there is nothing to administer, and no zone where an endpoint would serve.
    if (proxy.systemsManager === "endpoints" && zones.length > 0)
      this.systemsManager = this.reachSystemsManager(zones);
  }

  /** A host of this stack. @throws when there is none of this name */
  host(name: string): Host | ExistingHost {
    const host = this.hosts.get(name);
    if (host !== undefined) return host;
    throw new Error(`${this.node.id} has no host ${name}; it has ${[...this.hosts.keys()].join(", ")}`);
  }

  /** Offers the VPC's identities to the other stacks of its owner. */
  offerNetwork(): ContractOffer<NetworkFields> {
    const { vpc } = this;
    const tables = vpc instanceof Vpc ? [...vpc.privateSubnets] : [];
    const existing = [...this.hosts].flatMap(([name, host]): [string, string][] =>
      host.kind === "existing" ? [[name, formatAddress(host.address)]] : [],
    );
    return offerContract(this, "vpc", networkContract, {
      vpcId: vpc.id,
      privateSubnetIds: Object.fromEntries([...vpc.privateSubnets].map(([zone, { id }]) => [zone, id])),
      hostSecurityGroupIds: Object.fromEntries(
        this.madeHosts().map(([name, host]) => [name, host.securityGroup.id]),
      ),
      existingHostAddresses: Object.fromEntries(existing),
      privateRouteTableIds: Object.fromEntries(
        tables.map(([zone, { routeTableId }]) => [zone, routeTableId]),
      ),
      proxySecurityGroupIds: this.proxySecurityGroupIds(),
      vpnGatewayId: this.vpnGateway?.id ?? "",
    });
  }

  /** Offers the instances of its hosts to the checks of the account's flows. */
  offerInstances(): ContractOffer<InstancesFields> {
    return offerContract(this, "hosts", instancesContract, {
      instanceIds: Object.fromEntries([...this.hosts].map(([name, { instance }]) => [name, instance.id])),
    });
  }

  /**
   * Offers to the VPC at the other end of a peering connection what its rules refer to, and nothing else.
   * @throws when the stack has no such group
   */
  offerPeer(peering: string, groups: readonly PeeredGroup[]): ContractOffer<PeerFields> {
    const ids = groups.map((group): [string, string] => [groupKey(group), this.securityGroupId(group)]);
    return offerContract(this, peering, peerContract, {
      vpcId: this.vpc.id,
      securityGroupIds: Object.fromEntries(ids.sort(([left], [right]) => (left < right ? -1 : 1))),
    });
  }

  /** A hub's own groups, by their keys. */
  protected proxySecurityGroupIds(): Readonly<Record<string, string>> {
    return {};
  }

  /** The security group of a host that the stack makes. @throws when there is none of this name */
  protected hostSecurityGroupId(name: string): string {
    const host = this.host(name);
    if (host.kind === "made") return host.securityGroup.id;
    throw new Error(`the host ${name} is there already; name it as a client with its address`);
  }

  private securityGroupId(group: PeeredGroup): string {
    if (group.kind === "host") return this.hostSecurityGroupId(group.host);
    const id = this.proxySecurityGroupIds()[group.kind];
    if (id !== undefined) return id;
    throw new Error(`${this.node.id} has no security group of ${group.kind}; only a hub has proxies`);
  }

  private madeHosts(): [string, Host][] {
    return [...this.hosts].flatMap(([name, host]) => (host.kind === "made" ? [[name, host]] : []));
  }

  private useProxies(proxy: ProxyUseSpecification): ProxyUse {
    const { way, clients } = proxy;
    this.addDependency(way.contract);
    if (way.kind === "resource" && way.share !== undefined) this.addDependency(way.share);
    const use = new ProxyUse(
      this,
      "proxy",
      {
        name: `${this.node.id}.proxy`,
        vpcId: this.vpc.id,
        privateSubnetId: (zone) => this.vpc.privateSubnet(zone).id,
        clients: clients.map((client) => this.endpointClient(client)),
      },
      proxy,
    );
    for (const [name, { instance }] of this.madeHosts()) {
      // Packages are fetched at the first boot alone.
      if (isClient(name, clients))
        instance.dependsOn = [...(instance.dependsOn ?? []), ...use.resources.map(addressOf)];
    }
    return use;
  }

  private reachSystemsManager(zones: readonly AzId[]): SystemsManagerEndpoints {
    return new SystemsManagerEndpoints(this, "systems-manager", {
      name: `${this.node.id}.systems-manager`,
      region: this.region,
      vpcId: this.vpc.id,
      subnetIds: new Map(zones.map((zone) => [zone, this.vpc.privateSubnet(zone).id])),
      clients: [...this.hosts].map(([name, host]): EndpointClient =>
        host.kind === "made"
          ? { kind: "host", name, securityGroupId: host.securityGroup.id }
          : { kind: "address", name, address: host.address },
      ),
    });
  }

  private endpointClient(client: ClientSpecification): EndpointClient {
    return endpointClient(client, (host) => this.hostSecurityGroupId(host));
  }
}

function isClient(host: string, clients: readonly ClientSpecification[]): boolean {
  return clients.some((client) => client.kind === "host" && client.host === host);
}

/** How a host's programs are to use the stack's proxies; nothing where it may not. */
function proxyClientOf(host: string, { region, vpc, proxy }: VpcStackProps): ProxyClient | undefined {
  if (proxy === undefined || !isClient(host, proxy.clients)) return undefined;
  const { dnsName, systemsManager = "proxy", directNames: further = [] } = proxy;
  const bypass = [
    ...directNames(region, vpc.kind !== "existing"),
    ...(systemsManager === "endpoints" ? systemsManagerNames(region) : []),
    ...[...further].sort(),
  ];
  return { host: dnsName, port: PROXY_PORT, bypass };
}
