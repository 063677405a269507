import type { App } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Block } from "../modules/addressing";
import {
  type DeviceConnection,
  encodeUserData,
  renderVpnDevice,
  type VpnDeviceParameter,
  UserDataTooLongError,
} from "../modules/software";
import { VpnDeviceHost, vpnDeviceParameterName } from "../modules/vpn";
import {
  AccountStack,
  type AccountStackProps,
  ContractReader,
  type ContractStack,
  type DeviceFields,
  type Expectation,
  type VpnFields,
} from "../modules/wiring";

export interface GatewayHostStackProps extends AccountStackProps {
  /** Where the device stands: the contract of the network's own stack. */
  readonly site: ContractStack<DeviceFields>;
  /** The network's own blocks. */
  readonly localBlocks: readonly Ipv4Block[];
  /** The device's BGP ASN, 1 to 4294967294. */
  readonly asn: number;
  /** By name: letters, digits and hyphens. */
  readonly connections: ReadonlyMap<string, DeviceConnectionSpecification>;
}

/** A VPN connection, seen from the device. */
export interface DeviceConnectionSpecification extends Omit<DeviceConnection, "name"> {
  /** What the connection's stack publishes for this device. */
  readonly contract: ContractStack<VpnFields>;
}

/**
 * The VPN device of a simulated network: an instance at the place that the network's stack has for it, once the
 * connections are there. Its keys it reads from their secrets itself.
 */
export class GatewayHostStack extends AccountStack {
  readonly device: VpnDeviceHost;

  constructor(scope: App, id: string, props: GatewayHostStackProps) {
    super(scope, id, props);
    const { site, connections } = props;
    this.addDependency(site);
    const { references } = new ContractReader(this, "site", site);
    const scopeOfConnections = new Construct(this, "connections");
    this.device = new VpnDeviceHost(this, "device", {
      name: id,
      interfaceId: references.interfaceId,
      securityGroupId: references.securityGroupId,
      userData: this.userData(props),
      parameter: {
        gatewayAddress: references.publicAddress,
        connections: Object.fromEntries(
          [...connections].map(([name, { contract }]) => [
            name,
            this.read(scopeOfConnections, name, contract),
          ]),
        ),
      },
    });
  }

  private read(
    scope: Construct,
    name: string,
    contract: ContractStack<VpnFields>,
  ): VpnDeviceParameter["connections"][string] {
    this.addDependency(contract);
    const reader = new ContractReader(scope, name, contract, [bothTunnels(contract.publisher)]);
    return {
      tunnelAddresses: [reader.getString("tunnel_addresses[0]"), reader.getString("tunnel_addresses[1]")],
      secretArn: reader.references.secretArn,
      secretVersionId: reader.references.secretVersionId,
    };
  }

  private userData({ localBlocks, asn, connections }: GatewayHostStackProps): string {
    const { id } = this.node;
    const encoded = encodeUserData(
      renderVpnDevice({
        region: this.region,
        parameter: vpnDeviceParameterName(id),
        localBlocks,
        asn,
        connections: [...connections].map(([name, { remoteBlocks, routing, amazonAsn, insideBlocks }]) => ({
          name,
          remoteBlocks,
          routing,
          amazonAsn,
          insideBlocks,
        })),
      }),
    );
    if (encoded.ok) return encoded.base64;
    throw new UserDataTooLongError(id, encoded, "connect the network to fewer VPCs");
  }
}

/** @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html */
function bothTunnels(publisher: string): Expectation {
  return {
    condition: "try(length(self.outputs.tunnel_addresses) == 2, true)",
    sentence: `The connection of ${publisher} has \${length(self.outputs.tunnel_addresses)} tunnels, and every one has two. Deploy its stack again.`,
  };
}
