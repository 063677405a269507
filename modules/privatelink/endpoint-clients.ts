import type { Construct } from "constructs";
import type { Ipv4Address, Ipv4Block } from "../addressing";
import { addressPeer, blockId, EgressRule, SecurityGroup } from "../network";

/** Who may call an endpoint. */
export type EndpointClient =
  | { readonly kind: "host"; readonly name: string; readonly securityGroupId: string }
  /** A host whose security groups are not to be changed. */
  | { readonly kind: "address"; readonly name: string; readonly address: Ipv4Address }
  | { readonly kind: "block"; readonly block: Ipv4Block };

/** Where a name can lead: an alias's target in Route 53's words. */
export interface AliasTarget {
  readonly dnsName: string;
  readonly zoneId: string;
}

interface EndpointGroupProps {
  /** The endpoint's. */
  readonly name: string;
  readonly vpcId: string;
  /** The TCP port that clients call. */
  readonly port: number;
  readonly clients: readonly EndpointClient[];
}

/**
 * The gate of an endpoint: a security group that names each client, and lets nothing out, since an endpoint never
 * starts a connection. Hosts are let out to it.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export function endpointSecurityGroup(
  scope: Construct,
  { name, vpcId, port, clients }: EndpointGroupProps,
): SecurityGroup {
  const securityGroup = new SecurityGroup(scope, "security-group", {
    vpcId,
    name,
    description: `The endpoint ${name}`,
  });
  for (const client of clients) {
    if (client.kind === "block") {
      securityGroup.addIngressRule(blockId(client.block), client, port);
    } else if (client.kind === "address") {
      securityGroup.addIngressRule(client.name, addressPeer(client.address), port);
    } else {
      const peer = { kind: "security-group", id: client.securityGroupId } as const;
      securityGroup.addIngressRule(client.name, peer, port);
      const toEndpoint = { kind: "security-group", id: securityGroup.id } as const;
      new EgressRule(scope, `client-${client.name}`, {
        securityGroupId: client.securityGroupId,
        to: name,
        peer: toEndpoint,
        port,
      });
    }
  }
  return securityGroup;
}
