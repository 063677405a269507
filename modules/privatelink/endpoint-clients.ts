import type { Construct } from "constructs";
import type { Ipv4Address, Ipv4Block } from "../addressing";
import { addressPeer, blockId, EgressRule, SecurityGroup, suffixedId } from "../network";

/** Who may call an endpoint. */
export type EndpointClient =
  | { readonly kind: "host"; readonly name: string; readonly securityGroupId: string }
  /** A host whose security groups are not to be changed. */
  | { readonly kind: "address"; readonly name: string; readonly address: Ipv4Address }
  | { readonly kind: "block"; readonly block: Ipv4Block };

/** A port that an endpoint's clients call. */
export interface EndpointListener {
  /** Tells it from the endpoint's others, in construct ids. @default none, for one of the listeners */
  readonly name?: string;
  /** A TCP port. */
  readonly port: number;
}

/** Where a name can lead: an alias's target in Route 53's words. */
export interface AliasTarget {
  readonly dnsName: string;
  readonly zoneId: string;
}

interface EndpointGroupProps {
  /** The endpoint's. */
  readonly name: string;
  readonly vpcId: string;
  /** Each of another port. */
  readonly listeners: readonly EndpointListener[];
  readonly clients: readonly EndpointClient[];
}

/**
 * The gate of an endpoint: a security group that names each client, and lets nothing out, since an endpoint never
 * starts a connection. Hosts are let out to it.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export function endpointSecurityGroup(
  scope: Construct,
  { name, vpcId, listeners, clients }: EndpointGroupProps,
): SecurityGroup {
  const securityGroup = new SecurityGroup(scope, "security-group", {
    vpcId,
    name,
    description: `The endpoint ${name}`,
  });
  for (const listener of listeners)
    for (const client of clients) letIn(scope, name, securityGroup, client, listener);
  return securityGroup;
}

function letIn(
  scope: Construct,
  endpoint: string,
  securityGroup: SecurityGroup,
  client: EndpointClient,
  { name: listener, port }: EndpointListener,
): void {
  const rule = suffixedId(client.kind === "block" ? blockId(client.block) : client.name, listener);
  if (client.kind !== "host") {
    securityGroup.addIngressRule(rule, client.kind === "block" ? client : addressPeer(client.address), port);
    return;
  }
  securityGroup.addIngressRule(rule, { kind: "security-group", id: client.securityGroupId }, port);
  new EgressRule(scope, `client-${rule}`, {
    securityGroupId: client.securityGroupId,
    to: endpoint,
    peer: { kind: "security-group", id: securityGroup.id },
    port,
  });
}
