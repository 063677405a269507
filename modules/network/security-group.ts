import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Ipv4Address, Ipv4Block } from "../addressing";

/** Who stands at the other end of a rule. */
export type Peer =
  | { readonly kind: "security-group"; readonly id: string }
  | { readonly kind: "block"; readonly block: Ipv4Block };

/** One address. */
export function addressPeer(address: Ipv4Address): Peer {
  return { kind: "block", block: Ipv4Block.containing(address, 32) };
}

export interface SecurityGroupProps {
  readonly vpcId: string;
  readonly name: string;
  readonly description: string;
}

/** A security group that admits and lets out nothing until it is told to; each rule is a resource of its own. */
export class SecurityGroup extends Construct {
  readonly id: string;

  constructor(scope: Construct, id: string, { vpcId, name, description }: SecurityGroupProps) {
    super(scope, id);
    const group = new AwsSecurityGroup(this, "resource", { vpcId, name, description, tags: { Name: name } });
    this.id = group.id;
  }

  /** Admits TCP connections to a port. @param from names the rule; unique among the group's ingress rules */
  addIngressRule(from: string, peer: Peer, port: number): VpcSecurityGroupIngressRule {
    return new VpcSecurityGroupIngressRule(this, `from-${from}`, {
      ...tcpRule(this.id, peer, port),
      description: `TCP ${port} from ${described(peer, from)}`,
    });
  }

  /** Lets TCP connections out. @param to names the rule; unique among the group's egress rules */
  addEgressRule(to: string, peer: Peer, port: number): VpcSecurityGroupEgressRule {
    return new VpcSecurityGroupEgressRule(this, `to-${to}`, {
      ...tcpRule(this.id, peer, port),
      description: `TCP ${port} to ${described(peer, to)}`,
    });
  }
}

/** Lets TCP connections of a group that another stack owns out to a port. */
export class EgressRule extends Construct {
  constructor(scope: Construct, id: string, props: EgressRuleProps) {
    super(scope, id);
    const { securityGroupId, to, peer, port, dependsOn = [] } = props;
    new VpcSecurityGroupEgressRule(this, "resource", {
      ...tcpRule(securityGroupId, peer, port),
      description: `TCP ${port} to ${described(peer, to)}`,
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    });
  }
}

/** Admits TCP connections to a port of a group that another stack owns. */
export class IngressRule extends Construct {
  constructor(scope: Construct, id: string, props: IngressRuleProps) {
    super(scope, id);
    const { securityGroupId, from, peer, port, dependsOn = [] } = props;
    new VpcSecurityGroupIngressRule(this, "resource", {
      ...tcpRule(securityGroupId, peer, port),
      description: `TCP ${port} from ${described(peer, from)}`,
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    });
  }
}

interface RuleProps {
  readonly securityGroupId: string;
  readonly peer: Peer;
  readonly port: number;
  /** What must be in place before the rule may name its peer. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

export interface EgressRuleProps extends RuleProps {
  /** Describes the peer. */
  readonly to: string;
}

export interface IngressRuleProps extends RuleProps {
  /** Describes the peer. */
  readonly from: string;
}

/** A block speaks for itself; a security group's id says nothing to whoever reads a rule. */
function described(peer: Peer, name: string): string {
  return peer.kind === "block" ? peer.block.toString() : name;
}

interface TcpRule {
  readonly securityGroupId: string;
  readonly ipProtocol: "tcp";
  readonly fromPort: number;
  readonly toPort: number;
  readonly referencedSecurityGroupId?: string;
  readonly cidrIpv4?: string;
}

function tcpRule(securityGroupId: string, peer: Peer, port: number): TcpRule {
  const range = { securityGroupId, ipProtocol: "tcp", fromPort: port, toPort: port } as const;
  return peer.kind === "security-group"
    ? { ...range, referencedSecurityGroupId: peer.id }
    : { ...range, cidrIpv4: peer.block.toString() };
}
