import { Lb, type LbConfig } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import { Construct } from "constructs";
import { formatAddress, type Ipv4Address, type Ipv4Block } from "../addressing";
import { addressPeer, blockId, hyphenatedName, SecurityGroup, suffixedId } from "../network";
import { registrationOf, type Target, targetTypeOf } from "./targets";

/** A port of a load balancer, and who answers there. */
export interface ListenerProps {
  /** Tells it from the load balancer's others, in construct ids. @default none, for one of the listeners */
  readonly name?: string;
  /** The TCP port that is called. */
  readonly port: number;
  /** @default `port` */
  readonly targetPort?: number;
  /** The targets by name: instances, or addresses, of which one listener has no mixture. */
  readonly targets: ReadonlyMap<string, Target>;
  /** Path of an HTTP health check on the target port. @default a TCP connection to the target port */
  readonly healthCheckPath?: string;
  /** The HTTP status codes of a healthy target, for example `200,202` or `200-299`. @default "200-399" */
  readonly healthCheckMatcher?: string;
}

/** Where a load balancer stands in one zone. */
export interface LoadBalancerSubnet {
  readonly subnetId: string;
  /** Its address there: a free one of the subnet. @default AWS picks one */
  readonly address?: Ipv4Address;
}

export interface NetworkLoadBalancerProps {
  readonly name: string;
  readonly vpcId: string;
  /** One for each zone of the load balancer. */
  readonly subnets: readonly LoadBalancerSubnet[];
  /** Each of another port. */
  readonly listeners: readonly ListenerProps[];
  /** Whether traffic of one zone may reach targets in others; AWS's own default is no. @default true */
  readonly crossZone?: boolean;
  /**
   * Whether the security group judges PrivateLink traffic, by the client's own address; AWS's own default is yes.
   * @default false: the endpoint's security group is the gate
   */
  readonly enforceInboundRulesOnPrivateLinkTraffic?: boolean;
  /**
   * Whether instances see their clients' own addresses; otherwise they see the load balancer's, as targets by address
   * always do. Of few clients, or many behind few addresses, connections through two of its zones to one target may be
   * alike, and are reset.
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
 * An internal Network Load Balancer with TCP listeners, whose targets, where they are made, admit it and nobody else.
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
    const { name, vpcId, subnets, listeners, crossZone = true } = props;
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The load balancer ${name}`,
    });
    const loadBalancer = new Lb(this, "resource", {
      name: hyphenatedName(name, LONGEST_NAME),
      internal: true,
      loadBalancerType: "network",
      ...placed(subnets),
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
    for (const listener of listeners) this.listen(listener, props);
  }

  private listen(props: ListenerProps, loadBalancer: NetworkLoadBalancerProps): void {
    const { name, port, targetPort = port, targets } = props;
    for (const block of loadBalancer.inboundFrom ?? [])
      this.securityGroup.addIngressRule(suffixedId(blockId(block), name), { kind: "block", block }, port);
    const targetGroup = this.targetGroup(props, targetPort, loadBalancer);
    const listener = new LbListener(this, suffixedId("listener", name), {
      loadBalancerArn: this.arn,
      protocol: "TCP",
      port,
      defaultAction: [{ type: "forward", targetGroupArn: targetGroup.arn }],
    });
    const attachments = new Construct(this, suffixedId("targets", name));
    for (const [targetName, target] of targets) {
      if (target.kind === "auto-scaling-group") target.group.registerWith(targetGroup.arn, listener);
      else
        new LbTargetGroupAttachment(attachments, targetName, {
          targetGroupArn: targetGroup.arn,
          ...registrationOf(target),
        });
      this.letOut(
        suffixedId(targetName, name),
        target,
        targetPort,
        suffixedId(`load-balancer-${this.node.id}`, name),
      );
    }
  }

  /** Traffic and health checks both use the target port. */
  private letOut(to: string, target: Target, port: number, from: string): void {
    if (target.kind === "existing" || target.kind === "address") {
      this.securityGroup.addEgressRule(to, addressPeer(target.address), port);
      return;
    }
    const { securityGroup } = target.kind === "made" ? target : target.group;
    const toTarget = { kind: "security-group", id: securityGroup.id } as const;
    const fromLoadBalancer = { kind: "security-group", id: this.securityGroup.id } as const;
    this.securityGroup.addEgressRule(to, toTarget, port);
    securityGroup.addIngressRule(from, fromLoadBalancer, port);
  }

  private targetGroup(
    { name: listener, targets, healthCheckPath, healthCheckMatcher = "200-399" }: ListenerProps,
    port: number,
    { name, vpcId, preserveClientAddresses = true }: NetworkLoadBalancerProps,
  ): LbTargetGroup {
    const targetType = targetTypeOf(targets, this.node.path);
    return new LbTargetGroup(this, suffixedId("target-group", listener), {
      // A listener's target group cannot be deleted: what replaces it is made first, and needs another name.
      namePrefix: NAME_PREFIX,
      lifecycle: { createBeforeDestroy: true },
      vpcId,
      targetType,
      protocol: "TCP",
      port,
      // Endpoints do not take their clients' own addresses, and what is behind a VPN would answer past the load balancer.
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
      ...(preserveClientAddresses && targetType === "instance" ? {} : { preserveClientIp: "false" }),
      healthCheck:
        healthCheckPath === undefined
          ? { protocol: "TCP", port: "traffic-port" }
          : { protocol: "HTTP", port: "traffic-port", path: healthCheckPath, matcher: healthCheckMatcher },
      tags: { Name: suffixedId(name, listener) },
    });
  }
}

function placed(subnets: readonly LoadBalancerSubnet[]): Pick<LbConfig, "subnets" | "subnetMapping"> {
  if (subnets.every(({ address }) => address === undefined))
    return { subnets: subnets.map(({ subnetId }) => subnetId) };
  return {
    subnetMapping: subnets.map(({ subnetId, address }) => ({
      subnetId,
      ...(address === undefined ? {} : { privateIpv4Address: formatAddress(address) }),
    })),
  };
}
