import { Route } from "@cdktf/provider-aws/lib/route";
import type { App } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Block } from "../modules/addressing";
import type { AccountId, AzId } from "../modules/identity";
import { blockId, type PublicSubnet, Vpc } from "../modules/network";
import { openTo } from "../modules/hosts";
import { VpnDeviceSite } from "../modules/vpn";
import {
  type ContractOffer,
  customerGatewayContract,
  type CustomerGatewayFields,
  deviceContract,
  type DeviceFields,
  offerContract,
} from "../modules/wiring";
import { blocksOf, type MadeHostSpecification, type MadeVpcSpecification } from "./vpc-specification";
import { VpcStack, type VpcStackProps } from "./vpc-stack";

export interface SimulatedNetworkStackProps extends Omit<
  VpcStackProps,
  "vpc" | "hosts" | "proxy" | "vpn" | "resolver"
> {
  /** With a public subnet, where its VPN device stands. */
  readonly vpc: MadeVpcSpecification;
  /** By name. @default none */
  readonly hosts?: ReadonlyMap<string, MadeHostSpecification>;
  readonly device: SimulatedDeviceSpecification;
  /** The VPCs that it is connected to. */
  readonly connections: readonly ConnectedVpc[];
}

/** Where the VPN device of a simulated network stands. */
export interface SimulatedDeviceSpecification {
  /** The id of the {@link GatewayHostStack} with its instance. */
  readonly stack: string;
  /** A zone with a public subnet. */
  readonly zone: AzId;
}

/** A VPC at the other end of a VPN connection. */
export interface ConnectedVpc {
  /** The id of the {@link VpnConnectionStack}, and the account that it is in. */
  readonly stack: string;
  readonly account: AccountId;
  readonly blocks: readonly Ipv4Block[];
}

/** The subject of the contracts about the VPN device. */
const VPN = "vpn";

/**
 * A VPC that plays a network outside AWS: hosts that nothing but their network's own routes keeps from connected VPCs,
 * and the place of a VPN device, whose instance waits for the connections.
 */
export class SimulatedNetworkStack extends VpcStack {
  readonly site: VpnDeviceSite;

  constructor(scope: App, id: string, props: SimulatedNetworkStackProps) {
    super(scope, id, props);
    const { vpc, device, connections } = props;
    const { region, account } = this;
    const subnet = this.publicSubnet(device.zone);
    this.site = new VpnDeviceSite(this, "device", {
      name: device.stack,
      account,
      region,
      vpcId: this.vpc.id,
      subnet,
      blocks: blocksOf(vpc),
      connections: connections.map(({ stack, account: of }) => ({ name: stack, account: of })),
    });
    const blocks = connections.flatMap((connection) => connection.blocks);
    this.route(blocks);
    this.admit(blocks);
  }

  /** Offers what a customer gateway is made of. */
  offerCustomerGateway(): ContractOffer<CustomerGatewayFields> {
    const { publicAddress } = this.site;
    return offerContract(this, VPN, customerGatewayContract, { publicAddress });
  }

  /** Offers the place of the VPN device to the stack with its instance. */
  offerDevice(): ContractOffer<DeviceFields> {
    const { interfaceId, securityGroupId, publicAddress } = this.site;
    return offerContract(this, VPN, deviceContract, { interfaceId, securityGroupId, publicAddress });
  }

  /** What is behind the VPN connections is reached by the device. */
  private route(blocks: readonly Ipv4Block[]): void {
    const routes = new Construct(this, "routes");
    for (const [zone, { routeTableId }] of this.made().privateSubnets)
      for (const block of blocks)
        new Route(routes, `${zone}-${blockId(block)}`, {
          routeTableId,
          destinationCidrBlock: block.toString(),
          networkInterfaceId: this.site.interfaceId,
        });
  }

  /** A network outside AWS has no security groups: between its hosts and the VPCs, only those of the VPCs judge. */
  private admit(blocks: readonly Ipv4Block[]): void {
    for (const host of this.hosts.values()) {
      if (host.kind === "made") openTo(host.securityGroup, blocks);
    }
  }

  private publicSubnet(zone: AzId): PublicSubnet {
    const { publicSubnets } = this.made();
    const subnet = publicSubnets.get(zone);
    if (subnet !== undefined) return subnet;
    throw new Error(
      `${this.node.id} has no public subnet in ${zone}, where its VPN device would stand; it has them in ${[...publicSubnets.keys()].join(", ") || "no zone"}`,
    );
  }

  private made(): Vpc {
    if (this.vpc instanceof Vpc) return this.vpc;
    throw new Error(`${this.node.id} must make its VPC to play a network outside AWS`);
  }
}
