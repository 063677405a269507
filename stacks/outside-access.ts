import type { Construct } from "constructs";
import type { Ipv4Address, Ipv4Block } from "../modules/addressing";
import { ResolverInboundEndpoint } from "../modules/dns";
import type { AzId } from "../modules/identity";
import { type IVpc, Vpc } from "../modules/network";
import { VpnGateway } from "../modules/vpn";

/** AWS's end of a VPC's VPN connections. */
export interface VpnSpecification {
  /** The BGP ASN of Amazon's side: 64512 to 65534, or 4200000000 to 4294967294. It cannot be changed later. */
  readonly asn: number;
}

/** Where networks outside AWS ask for names as the VPC resolves them. */
export interface ResolverSpecification {
  /** Its addresses, one for each of its zones, of which there are two at least. */
  readonly addresses: ReadonlyMap<AzId, Ipv4Address>;
  /** Blocks that may ask. */
  readonly clients: readonly Ipv4Block[];
}

/** @throws when the VPC is there already: its route tables are not to be changed */
export function addVpnGateway(
  scope: Construct,
  stack: string,
  vpc: IVpc,
  { asn }: VpnSpecification,
): VpnGateway {
  if (!(vpc instanceof Vpc))
    throw new Error(
      `the VPC of ${stack} is there already, and a VPN gateway writes routes into its tables; give it to a VPC that a stack makes`,
    );
  return new VpnGateway(scope, "vpn-gateway", {
    name: `${stack}.vpn-gateway`,
    vpcId: vpc.id,
    asn,
    routeTableIds: new Map([...vpc.privateSubnets].map(([zone, { routeTableId }]) => [zone, routeTableId])),
  });
}

export function addResolver(
  scope: Construct,
  stack: string,
  vpc: IVpc,
  { addresses, clients }: ResolverSpecification,
): ResolverInboundEndpoint {
  return new ResolverInboundEndpoint(scope, "resolver", {
    name: `${stack}.resolver`,
    vpcId: vpc.id,
    subnetIds: new Map([...addresses.keys()].map((zone) => [zone, vpc.privateSubnet(zone).id])),
    addresses,
    clients,
  });
}
