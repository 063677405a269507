import { CustomerGateway } from "@cdktf/provider-aws/lib/customer-gateway";
import { VpnConnection as AwsVpnConnection } from "@cdktf/provider-aws/lib/vpn-connection";
import { VpnConnectionRoute } from "@cdktf/provider-aws/lib/vpn-connection-route";
import { Construct } from "constructs";
import type { Ipv4Block } from "../addressing";
import type { AccountId, Region } from "../identity";
import { blockId, limitedName } from "../network";
import { SharedKeys } from "./shared-keys";
import { TunnelAlarms } from "./tunnel-alarms";
import { TunnelLogs } from "./tunnel-logs";
import { tunnelOptions } from "./tunnel-options";

export interface VpnConnectionProps {
  /** Of everything that is made; a `VpnDeviceSite` whose device reads the keys must be told the same. */
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly vpnGatewayId: string;
  /** The VPN device at the other end: its public IPv4 address, which may be a reference, and its BGP ASN, 1 to 4294967294. */
  readonly device: { readonly address: string; readonly asn: number };
  readonly routing: VpnRouting;
  /** The /30 blocks inside tunnel 1 and tunnel 2, which no other connection of the gateway has. */
  readonly insideBlocks: readonly [Ipv4Block, Ipv4Block];
  readonly keys: VpnKeys;
}

/** How AWS learns what lies at the other end: it is told, or the device announces it. */
export type VpnRouting =
  { readonly kind: "static"; readonly prefixes: readonly Ipv4Block[] } | { readonly kind: "bgp" };

/** Where the pre-shared keys are, which AWS makes. */
export type VpnKeys =
  /** In a secret of AWS's own: Terraform is told `REDACTED`, and nothing else keeps them. */
  | { readonly kind: "managed" }
  /** In a secret that a role reads, of any account: its ARN as text. AWS refuses a role that is not there. */
  | { readonly kind: "shared"; readonly reader: string };

/** ASNs from here on are told in an argument of their own. */
const FIRST_EXTENDED_ASN = 2 ** 31;

/**
 * A Site-to-Site VPN connection: two tunnels between a VPC's VPN gateway and a device outside AWS.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html
 */
export class VpnConnection extends Construct {
  readonly id: string;
  /** What stands for the device at the other end. */
  readonly customerGateway: CustomerGateway;
  /** Amazon's public addresses: of tunnel 1 and tunnel 2. */
  readonly tunnelAddresses: readonly [string, string];
  /** Where shared keys are: their secret, and which value of it. */
  readonly sharedKeys?: Pick<SharedKeys, "secretArn" | "secretVersionId">;

  constructor(scope: Construct, id: string, props: VpnConnectionProps) {
    super(scope, id);
    const { name, vpnGatewayId, device, routing, insideBlocks, keys } = props;
    const logs = new TunnelLogs(this, "logs", name);
    this.customerGateway = customerGateway(this, name, device);
    const connection = new AwsVpnConnection(this, "resource", {
      type: "ipsec.1",
      vpnGatewayId,
      customerGatewayId: this.customerGateway.id,
      staticRoutesOnly: routing.kind === "static",
      // https://docs.aws.amazon.com/vpn/latest/s2svpn/enhanced-security-storage.html
      presharedKeyStorage: keys.kind === "managed" ? "SecretsManager" : "Standard",
      ...tunnelOptions(insideBlocks, logs.options),
      tags: { Name: name },
    });
    if (routing.kind === "static") addRoutes(this, connection.id, routing.prefixes);
    new TunnelAlarms(this, "alarms", { name, connectionId: connection.id });
    this.id = connection.id;
    this.tunnelAddresses = [connection.tunnel1Address, connection.tunnel2Address];
    if (keys.kind === "managed") return;
    const { secretArn, secretVersionId } = new SharedKeys(this, "keys", {
      ...props,
      keys: { tunnel1: connection.tunnel1PresharedKey, tunnel2: connection.tunnel2PresharedKey },
      reader: keys.reader,
    });
    this.sharedKeys = { secretArn, secretVersionId };
  }
}

function customerGateway(
  scope: Construct,
  name: string,
  { address, asn }: VpnConnectionProps["device"],
): CustomerGateway {
  return new CustomerGateway(scope, "customer-gateway", {
    type: "ipsec.1",
    ipAddress: address,
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html
    ...(asn < FIRST_EXTENDED_ASN ? { bgpAsn: `${asn}` } : { bgpAsnExtended: `${asn}` }),
    // Whoever asks for the same device twice is given the same gateway, which then cannot be taken away by either.
    deviceName: limitedName(name, 255),
    tags: { Name: name },
    // A gateway that a connection uses cannot be deleted; the connection moves to the one that replaces it.
    lifecycle: { createBeforeDestroy: true },
  });
}

function addRoutes(scope: Construct, vpnConnectionId: string, prefixes: readonly Ipv4Block[]): void {
  const routes = new Construct(scope, "routes");
  for (const prefix of prefixes)
    new VpnConnectionRoute(routes, `to-${blockId(prefix)}`, {
      vpnConnectionId,
      destinationCidrBlock: prefix.toString(),
    });
}
