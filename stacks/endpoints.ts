import type { Construct } from "constructs";
import type { Ipv4Address, Ipv4Block } from "../modules/addressing";
import type { AzId } from "../modules/identity";
import { type EndpointClient, type EndpointListener, ServiceEndpoint } from "../modules/privatelink";
import type { ContractStack, ServiceFields } from "../modules/wiring";

export interface EndpointSpecification {
  /** The stack that publishes the service's contract. */
  readonly service: ContractStack<ServiceFields>;
  /** What clients call of the service, each of another port. */
  readonly listeners: readonly EndpointListener[];
  /** Zones with a network interface of the endpoint. */
  readonly zones: readonly AzId[];
  /** Addresses of network interfaces. @default AWS picks free ones */
  readonly addresses?: ReadonlyMap<AzId, Ipv4Address>;
  readonly clients: readonly ClientSpecification[];
  /** Whether a {@link PrivateDnsStack} makes the VPC resolve the service's private DNS name to it. @default false */
  readonly privateDns?: boolean;
  /** A name that the VPC alone resolves. @default only AWS's own name */
  readonly dnsName?: string;
}

/** Who may call an endpoint: hosts of its VPC by name, and blocks. */
export type ClientSpecification =
  | { readonly kind: "host"; readonly host: string }
  /** A host that is there already: its address is admitted, and its own security groups let it call or not. */
  | { readonly kind: "existing-host"; readonly host: string; readonly address: Ipv4Address }
  | { readonly kind: "block"; readonly block: Ipv4Block };

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
    clients: clients.map((client) => endpointClient(client, site.hostSecurityGroupId)),
  });
}

/** A client as an endpoint's security group knows it. */
export function endpointClient(
  client: ClientSpecification,
  hostSecurityGroupId: (host: string) => string,
): EndpointClient {
  switch (client.kind) {
    case "block":
      return client;
    case "host":
      return { kind: "host", name: client.host, securityGroupId: hostSecurityGroupId(client.host) };
    case "existing-host":
      return { kind: "address", name: client.host, address: client.address };
  }
}
