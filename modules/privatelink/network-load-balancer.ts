import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import type { Ipv4Address, Ipv4Block } from "../addressing";
import { addressPeer, blockId, hyphenatedName, SecurityGroup } from "../network";

/** Who answers for a load balancer. */
export type Target =
  | { readonly kind: "made"; readonly instanceId: string; readonly securityGroup: SecurityGroup }
  /** One that is there already: its own security groups admit the load balancer or not, and are not to be changed. */
  | { readonly kind: "existing"; readonly instanceId: string; readonly address: Ipv4Address }
  | { readonly kind: "auto-scaling-group"; readonly group: AutoScaledTargets };

/** Instances that come and go: their Auto Scaling group registers them itself. */
export interface AutoScaledTargets {
  readonly securityGroup: SecurityGroup;
  /** @param listener before it is there, the target group belongs to no load balancer, and nobody checks health */
  registerWith(targetGroupArn: string, listener: TerraformResource): void;
}

export interface NetworkLoadBalancerProps {
  readonly name: string;
  readonly vpcId: string;
  /** One subnet for each zone of the load balancer. */
  readonly subnetIds: readonly string[];
  readonly port: number;
  /** @default `port` */
  readonly targetPort?: number;
  /** The targets by name. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Path of an HTTP health check on the target port. @default a TCP connection to the target port */
  readonly healthCheckPath?: string;
  /** The HTTP status codes of a healthy target, for example `200,202` or `200-299`. @default "200-399" */
  readonly healthCheckMatcher?: string;
  /** Whether traffic of one zone may reach targets in others; AWS's own default is no. @default true */
  readonly crossZone?: boolean;
  /**
   * Whether the security group judges PrivateLink traffic, by the client's own address; AWS's own default is yes.
   * @default false: the endpoint's security group is the gate
   */
  readonly enforceInboundRulesOnPrivateLinkTraffic?: boolean;
  /**
   * Whether targets see their clients' own addresses; otherwise they see the load balancer's. Of few clients, or many
   * behind few addresses, connections through two of its zones to one target may be alike, and are reset.
   * @default true, as AWS's own for targets that are instances
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html
   */
  readonly preserveClientAddresses?: boolean;
  /** Client blocks that the security group admits. @default none */
  readonly inboundFrom?: readonly Ipv4Block[];
}

/** A load balancer's name holds at most 32 letters, digits and single hyphens. */
const LONGEST_NAME = 32;

/** Terraform takes at most six characters; the tag `Name` says whose target group it is. */
const NAME_PREFIX = "nlb-";

/**
 * An internal Network Load Balancer with one TCP listener, whose targets, where they are made, admit it and nobody else.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
export class NetworkLoadBalancer extends Construct {
  readonly arn: string;
  /** Its name, which leads to its private addresses and which everybody can look up. */
  readonly dnsName: string;
  /** The hosted zone of that name, for aliases. */
  readonly zoneId: string;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, props: NetworkLoadBalancerProps) {
    super(scope, id);
    const { name, vpcId, port, targetPort = port, crossZone = true, inboundFrom = [] } = props;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The load balancer ${name}`,
    });
    for (const block of inboundFrom)
      this.securityGroup.addIngressRule(blockId(block), { kind: "block", block }, port);

    const loadBalancer = new Lb(this, "resource", {
      name: hyphenatedName(name, LONGEST_NAME),
      internal: true,
      loadBalancerType: "network",
      subnets: [...props.subnetIds],
      // A load balancer made without a group can never get one.
      securityGroups: [this.securityGroup.id],
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: props.enforceInboundRulesOnPrivateLinkTraffic
        ? "on"
        : "off",
      enableCrossZoneLoadBalancing: crossZone,
      tags: { Name: name },
    });
    this.arn = loadBalancer.arn;
    this.dnsName = loadBalancer.dnsName;
    this.zoneId = loadBalancer.zoneId;

    const targetGroup = this.targetGroup(props, targetPort);
    const listener = new LbListener(this, "listener", {
      loadBalancerArn: loadBalancer.arn,
      protocol: "TCP",
      port,
      defaultAction: [{ type: "forward", targetGroupArn: targetGroup.arn }],
    });
    const attachments = new Construct(this, "targets");
    for (const [targetName, target] of props.targets) {
      if (target.kind === "auto-scaling-group") target.group.registerWith(targetGroup.arn, listener);
      else
        new LbTargetGroupAttachment(attachments, targetName, {
          targetGroupArn: targetGroup.arn,
          targetId: target.instanceId,
        });
      this.letOut(targetName, target, targetPort);
    }
  }

  /** Traffic and health checks both use the target port. */
  private letOut(targetName: string, target: Target, port: number): void {
    if (target.kind === "existing") {
      this.securityGroup.addEgressRule(targetName, addressPeer(target.address), port);
      return;
    }
    const { securityGroup } = target.kind === "made" ? target : target.group;
    const toTarget = { kind: "security-group", id: securityGroup.id } as const;
    const fromLoadBalancer = { kind: "security-group", id: this.securityGroup.id } as const;
    this.securityGroup.addEgressRule(targetName, toTarget, port);
    securityGroup.addIngressRule(`load-balancer-${this.node.id}`, fromLoadBalancer, port);
  }

  private targetGroup(
    {
      name,
      vpcId,
      healthCheckPath,
      healthCheckMatcher = "200-399",
      preserveClientAddresses = true,
    }: NetworkLoadBalancerProps,
    port: number,
  ): LbTargetGroup {
    return new LbTargetGroup(this, "target-group", {
      // A listener's target group cannot be deleted: what replaces it is made first, and needs another name.
      namePrefix: NAME_PREFIX,
      lifecycle: { createBeforeDestroy: true },
      vpcId,
      targetType: "instance",
      protocol: "TCP",
      port,
      ...(preserveClientAddresses ? {} : { preserveClientIp: "false" }),
      healthCheck:
        healthCheckPath === undefined
          ? { protocol: "TCP", port: "traffic-port" }
          : { protocol: "HTTP", port: "traffic-port", path: healthCheckPath, matcher: healthCheckMatcher },
      tags: { Name: name },
    });
  }
}
