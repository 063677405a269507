import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Ipv4Address, Ipv4Block } from "../addressing";

/** Who stands at the other end of a rule. */
export type Peer =
  | { readonly kind: "security-group"; readonly id: string }
  | { readonly kind: "block"; readonly block: Ipv4Block }
  /** One address that Terraform alone knows: an expression. */
  | { readonly kind: "address-reference"; readonly address: string };

/** What a rule with a port is about. */
export type Protocol = "tcp" | "udp";

/** One address. */
export function addressPeer(address: Ipv4Address): Peer {
  return { kind: "block", block: Ipv4Block.ofOne(address) };
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

  /** Admits connections to a port. @param from names the rule; unique among the group's ingress rules */
  addIngressRule(
    from: string,
    peer: Peer,
    port: number,
    protocol: Protocol = "tcp",
  ): VpcSecurityGroupIngressRule {
    return new VpcSecurityGroupIngressRule(this, `from-${from}`, {
      ...rule(this.id, peer, { protocol, port }),
      description: `${told({ protocol, port })} from ${described(peer, from)}`,
    });
  }

  /** Lets connections out. @param to names the rule; unique among the group's egress rules */
  addEgressRule(
    to: string,
    peer: Peer,
    port: number,
    protocol: Protocol = "tcp",
  ): VpcSecurityGroupEgressRule {
    return new VpcSecurityGroupEgressRule(this, `to-${to}`, {
      ...rule(this.id, peer, { protocol, port }),
      description: `${told({ protocol, port })} to ${described(peer, to)}`,
    });
  }

  /** Admits everything of every protocol. @param from names the rule; unique among the group's ingress rules */
  addIngressOfEverything(from: string, peer: Peer): VpcSecurityGroupIngressRule {
    return new VpcSecurityGroupIngressRule(this, `from-${from}`, {
      ...rule(this.id, peer, "everything"),
      description: `${told("everything")} from ${described(peer, from)}`,
    });
  }

  /** Lets out everything of every protocol. @param to names the rule; unique among the group's egress rules */
  addEgressOfEverything(to: string, peer: Peer): VpcSecurityGroupEgressRule {
    return new VpcSecurityGroupEgressRule(this, `to-${to}`, {
      ...rule(this.id, peer, "everything"),
      description: `${told("everything")} to ${described(peer, to)}`,
    });
  }
}

/** Lets connections of a group that another stack owns out to a port. */
export class EgressRule extends Construct implements ITerraformDependable {
  readonly fqn: string;

  constructor(scope: Construct, id: string, props: EgressRuleProps) {
    super(scope, id);
    const { securityGroupId, to, peer, port, protocol = "tcp", dependsOn = [] } = props;
    const { fqn } = new VpcSecurityGroupEgressRule(this, "resource", {
      ...rule(securityGroupId, peer, { protocol, port }),
      description: `${told({ protocol, port })} to ${described(peer, to)}`,
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    });
    this.fqn = fqn;
  }
}

/** Admits connections to a port of a group that another stack owns. */
export class IngressRule extends Construct implements ITerraformDependable {
  readonly fqn: string;

  constructor(scope: Construct, id: string, props: IngressRuleProps) {
    super(scope, id);
    const { securityGroupId, from, peer, port, protocol = "tcp", dependsOn = [] } = props;
    const { fqn } = new VpcSecurityGroupIngressRule(this, "resource", {
      ...rule(securityGroupId, peer, { protocol, port }),
      description: `${told({ protocol, port })} from ${described(peer, from)}`,
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    });
    this.fqn = fqn;
  }
}

interface RuleProps {
  readonly securityGroupId: string;
  readonly peer: Peer;
  readonly port: number;
  /** @default "tcp" */
  readonly protocol?: Protocol;
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

/** What a rule is about. */
type Traffic = { readonly protocol: Protocol; readonly port: number } | "everything";

function told(traffic: Traffic): string {
  return traffic === "everything" ? "Everything" : `${traffic.protocol.toUpperCase()} ${traffic.port}`;
}

/** A block speaks for itself; a security group's id says nothing to whoever reads a rule. */
function described(peer: Peer, name: string): string {
  return peer.kind === "block" ? peer.block.toString() : name;
}

interface Rule {
  readonly securityGroupId: string;
  readonly ipProtocol: Protocol | "-1";
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly referencedSecurityGroupId?: string;
  readonly cidrIpv4?: string;
}

function rule(securityGroupId: string, peer: Peer, traffic: Traffic): Rule {
  const judged = { securityGroupId, ...rangeOf(traffic) };
  switch (peer.kind) {
    case "security-group":
      return { ...judged, referencedSecurityGroupId: peer.id };
    case "block":
      return { ...judged, cidrIpv4: peer.block.toString() };
    case "address-reference":
      return { ...judged, cidrIpv4: `${peer.address}/32` };
  }
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
function rangeOf(traffic: Traffic): Pick<Rule, "ipProtocol" | "fromPort" | "toPort"> {
  if (traffic === "everything") return { ipProtocol: "-1" };
  return { ipProtocol: traffic.protocol, fromPort: traffic.port, toPort: traffic.port };
}
