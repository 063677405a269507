import type { Entry, OnPremises, SimulatedNetwork, VpnConnection } from "../../modules/topology";
import {
  ContractStack,
  type CustomerGatewayFields,
  type DeviceFields,
  type VpnFields,
} from "../../modules/wiring";
import { type DeviceConnectionSpecification, GatewayHostStack } from "../gateway-host-stack";
import { type ConnectedVpc, SimulatedNetworkStack } from "../simulated-network-stack";
import { VpnConnectionStack, type VpnDeviceSpecification } from "../vpn-connection-stack";
import { declareAt } from "./declared-at";
import type { Site } from "./site";
import { vpnConnectionStackName } from "./stack-names";

/** What a simulated network tells those who connect to it, and its own device. */
interface SimulatedContracts {
  readonly customerGateway: ContractStack<CustomerGatewayFields>;
  readonly device: ContractStack<DeviceFields>;
}

/** A VPC's connection to one network. */
interface Connected {
  readonly entry: Entry;
  readonly asn: number;
  readonly connection: VpnConnection;
}

const SECTION = "onPremises";

/** A topology's networks outside AWS: those that VPCs play, and the VPN connections to all of them. */
export class OnPremisesNetworks {
  private readonly contracts = new Map<string, SimulatedContracts>();

  constructor(private readonly site: Site) {}

  /** Makes the networks that VPCs play. Their connections wait for the VPCs at the other ends. */
  addSimulated(): void {
    for (const network of this.site.topology.onPremises) {
      if (network.kind !== "simulated") continue;
      const stack = this.addNetwork(network);
      if (this.connectionsTo(network).length > 0)
        this.contracts.set(network.name, this.addContracts(network, stack));
    }
  }

  /** Makes the VPN connections, once all VPCs are there, and then the devices of simulated networks. */
  connect(): void {
    for (const network of this.site.topology.onPremises) {
      const ends = new Map(
        this.connectionsTo(network).map((connected) => [connected, this.addConnection(network, connected)]),
      );
      // A device to which nothing is connected would have nothing to do.
      if (network.kind === "simulated" && ends.size > 0) this.addDevice(network, ends);
    }
  }

  private addNetwork(network: SimulatedNetwork): SimulatedNetworkStack {
    const { site } = this;
    const { name, vpc, hosts, deviceZone, nameServers } = network;
    const asked = nameServers === undefined ? {} : { nameServers };
    const stack = new SimulatedNetworkStack(site.app, site.stackId(name), {
      ...site.accountStackProps(network),
      vpc,
      hosts: new Map(hosts.map((host) => [host.name, { ...host, ...asked }])),
      device: { stack: this.deviceId(network), zone: deviceZone },
      connections: this.connectionsTo(network).map(({ entry }): ConnectedVpc => ({
        stack: this.connectionId(network, entry),
        account: entry.account,
        blocks: entry.vpc.blocks,
      })),
    });
    declareAt(stack, SECTION, name);
    declareAt(stack.vpc, SECTION, name, "vpc");
    for (const [host, construct] of stack.hosts) {
      declareAt(construct, SECTION, name, "hosts", host);
      site.index.addHost(network, host, construct);
    }
    return stack;
  }

  private addContracts({ name }: SimulatedNetwork, stack: SimulatedNetworkStack): SimulatedContracts {
    const { site } = this;
    const customerGateway = new ContractStack(
      site.app,
      site.stackId(name, "contract-customer-gateway"),
      stack.offerCustomerGateway(),
    );
    const device = new ContractStack(site.app, site.stackId(name, "contract-device"), stack.offerDevice());
    for (const contract of [customerGateway, device]) declareAt(contract, SECTION, name);
    return { customerGateway, device };
  }

  /** @returns what the simulated device at the other end reads of it */
  private addConnection(
    network: OnPremises,
    { entry, connection }: Connected,
  ): ContractStack<VpnFields> | undefined {
    const { site } = this;
    const stack = new VpnConnectionStack(site.app, this.connectionId(network, entry), {
      ...site.accountStackProps(entry),
      onPremises: network.name,
      network: site.networkContract(entry.name),
      device: this.deviceOf(network),
      routing: connection.routing,
      insideBlocks: connection.insideBlocks,
    });
    const path = [entry.section, entry.name, "vpn", "connections", network.name];
    declareAt(stack, ...path);
    if (network.kind === "external") {
      site.index.addCustomerGateway(network, stack.connection.customerGateway);
      return undefined;
    }
    const id = site.stackId(entry.name, `contract-vpn-${network.name}`);
    const contract = new ContractStack(site.app, id, stack.offerVpn(), network.account);
    declareAt(contract, ...path);
    return contract;
  }

  private addDevice(
    network: SimulatedNetwork,
    ends: ReadonlyMap<Connected, ContractStack<VpnFields> | undefined>,
  ): void {
    const { site } = this;
    const { asn, blocks } = network;
    const connections = [...ends].flatMap(([{ entry, asn: amazonAsn, connection }, contract]) => {
      if (contract === undefined) return [];
      const end: DeviceConnectionSpecification = {
        contract,
        remoteBlocks: entry.vpc.blocks,
        routing: connection.routing.kind,
        amazonAsn,
        insideBlocks: connection.insideBlocks,
      };
      return [[entry.name, end] as const];
    });
    const stack = new GatewayHostStack(site.app, this.deviceId(network), {
      ...site.accountStackProps(network),
      site: this.contractsOf(network).device,
      localBlocks: blocks,
      asn,
      connections: new Map(connections),
    });
    declareAt(stack, SECTION, network.name);
  }

  private deviceOf(network: OnPremises): VpnDeviceSpecification {
    const { asn } = network;
    if (network.kind === "external") return { kind: "external", address: network.gateway, asn };
    const { customerGateway: contract } = this.contractsOf(network);
    const { account } = network;
    return { kind: "simulated", asn, contract, stack: this.deviceId(network), account };
  }

  private connectionsTo({ name }: OnPremises): Connected[] {
    return this.site.topology.entries.flatMap((entry) => {
      const { vpn } = entry;
      const connection = vpn?.connections.find(({ onPremises }) => onPremises === name);
      return vpn === undefined || connection === undefined ? [] : [{ entry, asn: vpn.asn, connection }];
    });
  }

  /** @throws when the network was not built yet */
  private contractsOf({ name }: SimulatedNetwork): SimulatedContracts {
    const contracts = this.contracts.get(name);
    if (contracts !== undefined) return contracts;
    throw new Error(`the network ${name} was used before it was made`);
  }

  private connectionId({ name }: OnPremises, entry: Entry): string {
    return vpnConnectionStackName(this.site.topology, entry.name, name);
  }

  private deviceId({ name }: OnPremises): string {
    return this.site.stackId(name, "gateway");
  }
}
