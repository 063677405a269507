import { VpnGateway as AwsVpnGateway } from "@cdktf/provider-aws/lib/vpn-gateway";
import { VpnGatewayRoutePropagation } from "@cdktf/provider-aws/lib/vpn-gateway-route-propagation";
import { Construct } from "constructs";
import type { AzId } from "../identity";

export interface VpnGatewayProps {
  readonly name: string;
  readonly vpcId: string;
  /** The BGP ASN of Amazon's side: 64512 to 65534, or 4200000000 to 4294967294. It cannot be changed later. */
  readonly asn: number;
  /** The route tables that learn what lies behind the gateway's VPN connections, by zone. */
  readonly routeTableIds: ReadonlyMap<AzId, string>;
}

/**
 * AWS's end of a VPC's VPN connections.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/how_it_works.html
 */
export class VpnGateway extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, { name, vpcId, asn, routeTableIds }: VpnGatewayProps) {
    super(scope, id);
    this.id = new AwsVpnGateway(this, "resource", {
      vpcId,
      amazonSideAsn: `${asn}`,
      tags: { Name: name },
    }).id;
    const propagation = new Construct(this, "propagation");
    for (const [zone, routeTableId] of routeTableIds)
      new VpnGatewayRoutePropagation(propagation, zone, { vpnGatewayId: this.id, routeTableId });
  }
}
