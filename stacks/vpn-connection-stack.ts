import type { App } from "cdktf";
import { formatAddress, type Ipv4Address, type Ipv4Block } from "../modules/addressing";
import type { AccountId } from "../modules/identity";
import { VpnConnection, vpnDeviceRoleArn, type VpnKeys, type VpnRouting } from "../modules/vpn";
import {
  AccountStack,
  type AccountStackProps,
  type ContractOffer,
  ContractReader,
  type ContractStack,
  type CustomerGatewayFields,
  type Expectation,
  type NetworkFields,
  offerContract,
  vpnContract,
  type VpnFields,
} from "../modules/wiring";

export interface VpnConnectionStackProps extends AccountStackProps {
  /** The name of the network at the other end. */
  readonly onPremises: string;
  /** Publishes the network contract of a VPC with a VPN gateway. */
  readonly network: ContractStack<NetworkFields>;
  readonly device: VpnDeviceSpecification;
  readonly routing: VpnRouting;
  /** The /30 blocks inside tunnel 1 and tunnel 2. */
  readonly insideBlocks: readonly [Ipv4Block, Ipv4Block];
}

/** The VPN device at the other end, with its BGP ASN, 1 to 4294967294. */
export type VpnDeviceSpecification =
  | { readonly kind: "external"; readonly address: Ipv4Address; readonly asn: number }
  | {
      readonly kind: "simulated";
      readonly asn: number;
      readonly contract: ContractStack<CustomerGatewayFields>;
      /** The id of the {@link GatewayHostStack}, and the account that it is in. */
      readonly stack: string;
      readonly account: AccountId;
    };

/**
 * A VPC's VPN connection to one network outside AWS. Where that is a real one, AWS keeps the tunnels' keys in a secret
 * of its own, and Terraform never sees them; where it is simulated, this stack's state holds them, and no other's.
 */
export class VpnConnectionStack extends AccountStack {
  readonly connection: VpnConnection;
  private readonly onPremises: string;

  constructor(scope: App, id: string, props: VpnConnectionStackProps) {
    super(scope, id, props);
    const { region, account, onPremises, network, device, routing, insideBlocks } = props;
    this.onPremises = onPremises;
    this.addDependency(network);
    const { references } = new ContractReader(this, "network", network, [hasVpnGateway(network.publisher)]);
    this.connection = new VpnConnection(this, "connection", {
      name: id,
      account,
      region,
      vpnGatewayId: references.vpnGatewayId,
      device: { address: this.addressOf(device), asn: device.asn },
      routing,
      insideBlocks,
      keys: this.keysFor(device),
    });
  }

  /** Offers the connection to the simulated device at its other end. @throws when there is a real one */
  offerVpn(): ContractOffer<VpnFields> {
    const { tunnelAddresses, sharedKeys } = this.connection;
    if (sharedKeys === undefined)
      throw new Error(
        `${this.node.id} leads to a device of its own, whose keys AWS keeps; only a simulated one is told of it`,
      );
    return offerContract(this, this.onPremises, vpnContract, {
      tunnelAddresses: [...tunnelAddresses],
      ...sharedKeys,
    });
  }

  private addressOf(device: VpnDeviceSpecification): string {
    if (device.kind === "external") return formatAddress(device.address);
    this.addDependency(device.contract);
    return new ContractReader(this, "customer-gateway", device.contract).references.publicAddress;
  }

  private keysFor(device: VpnDeviceSpecification): VpnKeys {
    if (device.kind === "external") return { kind: "managed" };
    return { kind: "shared", reader: vpnDeviceRoleArn(device.stack, device.account, this.region) };
  }
}

/** What the VPC's stack may not have made yet, or no longer has. */
function hasVpnGateway(publisher: string): Expectation {
  return {
    condition: 'try(self.outputs.vpn_gateway_id != "", true)',
    sentence: `The VPC of ${publisher} has no VPN gateway, where this connection ends. Deploy its stack again.`,
  };
}
