import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import { Construct } from "constructs";
import type { Ipv4Address, Ipv4Block } from "../addressing";
import { addressPeer, blockId, hyphenatedName, SecurityGroup } from "../network";

/** An instance that answers for a load balancer. */
export type Target =
  | { readonly kind: "made"; readonly instanceId: string; readonly securityGroup: SecurityGroup }
  /** One that is there already: its own security groups admit the load balancer or not, and are not to be changed. */
  | { readonly kind: "existing"; readonly instanceId: string; readonly address: Ipv4Address };

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
  /** Whether traffic of one zone may reach targets in others; AWS's own default is no. @default true */
  readonly crossZone?: boolean;
  /**
   * Whether the security group judges PrivateLink traffic, by the client's own address; AWS's own default is yes.
   * @default false: the endpoint's security group is the gate
   */
  readonly enforceInboundRulesOnPrivateLinkTraffic?: boolean;
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

  constructor(scope: Construct, id: string, props: NetworkLoadBalancerProps) {
    super(scope, id);
    const { name, vpcId, port, targetPort = port, crossZone = true, inboundFrom = [] } = props;
    const securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The load balancer ${name}`,
    });
    for (const block of inboundFrom)
      securityGroup.addIngressRule(blockId(block), { kind: "block", block }, port);

    const loadBalancer = new Lb(this, "resource", {
      name: hyphenatedName(name, LONGEST_NAME),
      internal: true,
      loadBalancerType: "network",
      subnets: [...props.subnetIds],
      // A load balancer made without a group can never get one.
      securityGroups: [securityGroup.id],
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: props.enforceInboundRulesOnPrivateLinkTraffic
        ? "on"
        : "off",
      enableCrossZoneLoadBalancing: crossZone,
      tags: { Name: name },
    });
    this.arn = loadBalancer.arn;

    const targetGroup = this.targetGroup(props, targetPort);
    new LbListener(this, "listener", {
      loadBalancerArn: loadBalancer.arn,
      protocol: "TCP",
      port,
      defaultAction: [{ type: "forward", targetGroupArn: targetGroup.arn }],
    });
    const attachments = new Construct(this, "targets");
    for (const [targetName, target] of props.targets) {
      new LbTargetGroupAttachment(attachments, targetName, {
        targetGroupArn: targetGroup.arn,
        targetId: target.instanceId,
      });
      // Traffic and health checks both use the target port.
      if (target.kind === "existing") {
        securityGroup.addEgressRule(targetName, addressPeer(target.address), targetPort);
        continue;
      }
      const toTarget = { kind: "security-group", id: target.securityGroup.id } as const;
      const fromLoadBalancer = { kind: "security-group", id: securityGroup.id } as const;
      securityGroup.addEgressRule(targetName, toTarget, targetPort);
      target.securityGroup.addIngressRule(`load-balancer-${id}`, fromLoadBalancer, targetPort);
    }
  }

  private targetGroup(
    { name, vpcId, healthCheckPath }: NetworkLoadBalancerProps,
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
      healthCheck:
        healthCheckPath === undefined
          ? { protocol: "TCP", port: "traffic-port" }
          : { protocol: "HTTP", port: "traffic-port", path: healthCheckPath, matcher: "200-399" },
      tags: { Name: name },
    });
  }
}
