import { Route } from "@cdktf/provider-aws/lib/route";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Block } from "../addressing";
import type { AccountId, AzId } from "../identity";
import { blockId, EgressRule, IngressRule } from "../network";

/** A security group at one end of a peering connection. */
export interface PeeredSecurityGroup {
  /** Part of construct ids: letters, digits and hyphens, beginning with a letter. */
  readonly name: string;
  readonly id: string;
}

/** A TCP port that a group of this side lets out to one of the peer, or admits from there. */
export interface PeeringRule {
  readonly direction: "ingress" | "egress";
  readonly own: PeeredSecurityGroup;
  readonly peer: PeeredSecurityGroup;
  readonly port: number;
}

export interface PeeringSideProps {
  readonly account: AccountId;
  readonly peer: { readonly account: AccountId; readonly name: string };
  /** The ID of an active peering connection. */
  readonly connectionId: string;
  /** The route tables of this side's subnets that reach the peer, by zone. */
  readonly routeTableIds: ReadonlyMap<AzId, string>;
  /** The blocks of the peer that they reach. */
  readonly destinations: readonly Ipv4Block[];
  /** One for each direction, pair of groups and port. */
  readonly rules: readonly PeeringRule[];
  /** What makes the connection active. @default it is */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * What one VPC does for a peering connection: routes to the other one, in the tables of the subnets that are to reach
 * it and in no other, and rules that refer to its security groups.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export class PeeringSide extends Construct {
  constructor(scope: Construct, id: string, props: PeeringSideProps) {
    super(scope, id);
    const { connectionId, routeTableIds, destinations, rules, dependsOn = [] } = props;
    const routes = new Construct(this, "routes");
    for (const [zone, routeTableId] of routeTableIds) {
      const ofZone = new Construct(routes, zone);
      for (const destination of destinations) {
        new Route(ofZone, `to-${blockId(destination)}`, {
          routeTableId,
          destinationCidrBlock: destination.toString(),
          vpcPeeringConnectionId: connectionId,
          ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
        });
      }
    }
    const scopeOfRules = new Construct(this, "rules");
    for (const rule of rules) addRule(scopeOfRules, rule, props);
  }
}

function addRule(
  scope: Construct,
  { direction, own, peer, port }: PeeringRule,
  { account, peer: other, dependsOn = [] }: PeeringSideProps,
): void {
  const ofGroup = scope.node.tryFindChild(own.name) ?? new Construct(scope, own.name);
  const described = `${peer.name} of ${other.name}`;
  const rule = { securityGroupId: own.id, port, dependsOn };
  // AWS tells of another account's group together with that account, and so does the provider: left out here, it would
  // be a change in every plan. A rule with it cannot be changed in place; so what may change of it is in the rule's id.
  // https://github.com/hashicorp/terraform-provider-aws/issues/30664
  const id = other.account === account ? peer.id : `${other.account}/${peer.id}`;
  const group = { kind: "security-group", id } as const;
  if (direction === "ingress")
    new IngressRule(ofGroup, `from-${peer.name}-${port}`, { ...rule, peer: group, from: described });
  else new EgressRule(ofGroup, `to-${peer.name}-${port}`, { ...rule, peer: group, to: described });
}
