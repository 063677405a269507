import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { groupOf, launchTemplate, letOut, ManagedInstanceProfile } from "../hosts";
import type { AccountId, AzId, Region } from "../identity";
import { type PrivateSubnet, SecurityGroup } from "../network";
import type { AutoScaledTargets } from "../privatelink";
import { addressOf } from "../wiring";
import { AccessLog } from "./access-log";

export interface ProxyGroupProps {
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly vpcId: string;
  /** Where the proxies stand, spread evenly. */
  readonly subnets: ReadonlyMap<AzId, PrivateSubnet>;
  /** One with two processors. @default "t3.small" */
  readonly instanceType?: string;
  /** How many proxies there are at least, and at most when they have much to do. */
  readonly instances: { readonly min: number; readonly max: number };
  /** Base64 of what makes each a proxy at its first boot. */
  readonly userData: string;
}

export const DEFAULT_INSTANCE_TYPE = "t3.small";

/** GiB of a proxy's root volume: room for the logs of very busy hours, of which nothing is written once it is full. */
export const ROOT_VOLUME_SIZE = 20;

/** Seconds for the first boot, which installs packages, before an unhealthy answer counts. */
const FIRST_BOOT = 300;

/** Percent of all processors, on average. A proxy is one process, which keeps one of two processors busy at most. */
const BUSY = 40;

/**
 * Forward proxies that replace each other: one that does not answer the load balancer's health check makes way for a
 * new one, and all of them do, one by one, when their configuration changes.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
 */
export class ProxyGroup extends Construct implements AutoScaledTargets {
  /** Admits nobody until it is told to. */
  readonly securityGroup: SecurityGroup;
  readonly group: AutoscalingGroup;

  constructor(scope: Construct, id: string, props: ProxyGroupProps) {
    super(scope, id);
    const { name, region, vpcId, instanceType = DEFAULT_INSTANCE_TYPE, instances, userData } = props;
    const subnets = [...props.subnets.values()];
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The proxies ${name}`,
    });
    const waysOut = letOut(this.securityGroup, "web");
    const log = new AccessLog(this, "access-log", props);
    const profile = new ManagedInstanceProfile(this, "profile", { name, region, policies: log.policies });
    // What a proxy asks for a client starts in the proxy itself, within the one hop to the role's credentials: Squid's own
    // rules and its systemd unit keep it from them.
    const template = launchTemplate(this, {
      name,
      instanceType,
      rootVolumeSize: ROOT_VOLUME_SIZE,
      securityGroupId: this.securityGroup.id,
      instanceProfile: profile.name,
      userData,
    });
    this.group = new AutoscalingGroup(this, "resource", {
      ...groupOf(this, name, template),
      vpcZoneIdentifier: subnets.map((subnet) => subnet.id),
      // How many there are in between is for scaling to say: a number here would undo it with every plan.
      minSize: instances.min,
      maxSize: instances.max,
      healthCheckType: "ELB",
      healthCheckGracePeriod: FIRST_BOOT,
      // A new proxy serves before an old one goes, a sick one too, so that even a single one leaves no gap.
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-maintenance-policy.html
      instanceMaintenancePolicy: { minHealthyPercentage: 100, maxHealthyPercentage: 110 },
      // Within the same limits, unless it has preferences of its own.
      // https://docs.aws.amazon.com/autoscaling/ec2/userguide/understand-instance-refresh-default-values.html
      instanceRefresh: { strategy: "Rolling" },
      dependsOn: [
        ...new Set(subnets.flatMap(({ routes }) => routes)),
        ...waysOut,
        ...profile.policies,
        log.group,
      ],
    });
    new AutoscalingPolicy(this, "scaling", {
      name: "processors",
      autoscalingGroupName: this.group.name,
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        targetValue: BUSY,
      },
    });
  }

  registerWith(targetGroupArn: string, listener: TerraformResource): void {
    this.group.targetGroupArns = [...(this.group.targetGroupArnsInput ?? []), targetGroupArn];
    this.group.dependsOn = [...(this.group.dependsOn ?? []), addressOf(listener)];
  }
}
