import type { Construct } from "constructs";
import type { Ipv4Address, Ipv4Block } from "../modules/addressing";
import type { AzId } from "../modules/identity";
import { type EndpointClient, ServiceEndpoint } from "../modules/privatelink";
import type { ContractStack, ServiceFields } from "../modules/wiring";

export interface EndpointSpecification {
  /** The stack that publishes the service's contract. */
  readonly service: ContractStack<ServiceFields>;
  /** The TCP port of the service. */
  readonly port: number;
  /** Zones with a network interface of the endpoint. */
  readonly zones: readonly AzId[];
  /** Addresses of network interfaces. @default AWS picks free ones */
  readonly addresses?: ReadonlyMap<AzId, Ipv4Address>;
  /** Hosts of the VPC by name, and blocks. */
  readonly clients: readonly (
    { readonly kind: "host"; readonly host: string } | { readonly kind: "block"; readonly block: Ipv4Block }
  )[];
  /** Whether the VPC resolves the service's private DNS name to the endpoint. @default false */
  readonly privateDns?: boolean;
  /** A name that the VPC alone resolves. @default only AWS's own name */
  readonly dnsName?: string;
}

/** The VPC an endpoint stands in, whether its stack is this one or another, and the endpoint's full name. */
export interface EndpointSite {
  readonly name: string;
  readonly vpcId: string;
  readonly privateSubnetId: (zone: AzId) => string;
  readonly hostSecurityGroupId: (host: string) => string;
}

/** Makes an endpoint in a VPC. */
export function addEndpoint(
  scope: Construct,
  id: string,
  site: EndpointSite,
  specification: EndpointSpecification,
): ServiceEndpoint {
  const { zones, clients, ...rest } = specification;
  return new ServiceEndpoint(scope, id, {
    ...rest,
    name: site.name,
    vpcId: site.vpcId,
    subnetIds: new Map(zones.map((zone) => [zone, site.privateSubnetId(zone)])),
    clients: clients.map((client): EndpointClient =>
      client.kind === "block"
        ? client
        : { kind: "host", name: client.host, securityGroupId: site.hostSecurityGroupId(client.host) },
    ),
  });
}
