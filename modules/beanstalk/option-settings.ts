import type { ElasticBeanstalkEnvironmentSetting } from "@cdktf/provider-aws/lib/elastic-beanstalk-environment";
import { architectureOf } from "../identity";

/** The port of the platform's proxy, which forwards to the application. */
export const PROCESS_PORT = 80;

const DEFAULT_LISTENER_PORT = 80;

export interface OptionProps {
  readonly vpcId: string;
  /** Of the instances. */
  readonly subnetIds: readonly string[];
  readonly loadBalancerSubnetIds: readonly string[];
  readonly securityGroupId: string;
  readonly instanceProfile: string;
  readonly serviceRoleArn: string;
  readonly instanceType: string;
  readonly instances: { readonly min: number; readonly max: number };
  /** The TCP port that the load balancer listens on. */
  readonly port: number;
  readonly healthCheckPath: string;
  /** Whether Elastic Beanstalk keeps the platform's version new by itself. */
  readonly managedUpdates: boolean;
}

/** Values by option, by namespace. */
type Options = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * What an environment is told, sorted by namespace and name: Terraform keeps them as a set.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
 */
export function optionSettings(props: OptionProps): ElasticBeanstalkEnvironmentSetting[] {
  const options: Options = {
    ...instanceOptions(props),
    ...networkOptions(props),
    ...listenerOptions(props.port),
    ...updateOptions(props.managedUpdates),
    ...OBSERVATION,
  };
  return sorted(options).flatMap(([namespace, values]) =>
    sorted(values).map(([name, value]) => ({ namespace, name, value })),
  );
}

function instanceOptions(props: OptionProps): Options {
  const { instances, instanceType, instanceProfile, securityGroupId } = props;
  return {
    "aws:autoscaling:asg": { MinSize: String(instances.min), MaxSize: String(instances.max) },
    "aws:autoscaling:launchconfiguration": {
      // The group that Elastic Beanstalk would add admits port 80 from wherever it likes, unseen by Terraform.
      // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.ec2.instances.sg.html
      DisableDefaultEC2SecurityGroup: "true",
      DisableIMDSv1: "true",
      IamInstanceProfile: instanceProfile,
      SecurityGroups: securityGroupId,
    },
    "aws:ec2:instances": {
      InstanceTypes: instanceType,
      SupportedArchitectures: architectureOf(instanceType),
    },
  };
}

function networkOptions(props: OptionProps): Options {
  return {
    "aws:ec2:vpc": {
      AssociatePublicIpAddress: "false",
      ELBScheme: "internal",
      ELBSubnets: props.loadBalancerSubnetIds.join(","),
      Subnets: props.subnetIds.join(","),
      VPCId: props.vpcId,
    },
    "aws:elasticbeanstalk:environment": {
      EnvironmentType: "LoadBalanced",
      LoadBalancerType: "network",
      ServiceRole: props.serviceRoleArn,
    },
    "aws:elasticbeanstalk:environment:process:default": {
      HealthCheckPath: props.healthCheckPath,
      Port: String(PROCESS_PORT),
      Protocol: "TCP",
    },
  };
}

/**
 * One listener: the default one, which is that of port 80, or one of another port instead.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-nlb.html
 */
function listenerOptions(port: number): Options {
  const listener = { DefaultProcess: "default", ListenerEnabled: "true", Protocol: "TCP" };
  if (port === DEFAULT_LISTENER_PORT) return { "aws:elbv2:listener:default": listener };
  return {
    "aws:elbv2:listener:default": { ListenerEnabled: "false" },
    [`aws:elbv2:listener:${port}`]: listener,
  };
}

/**
 * Neither a new version of the application nor one of the platform takes all instances away at once.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-platform-update-managed.html
 */
function updateOptions(managedUpdates: boolean): Options {
  const rolling = {
    "aws:autoscaling:updatepolicy:rollingupdate": {
      RollingUpdateEnabled: "true",
      RollingUpdateType: "Health",
    },
    "aws:elasticbeanstalk:command": { DeploymentPolicy: "RollingWithAdditionalBatch" },
  };
  if (!managedUpdates)
    return { ...rolling, "aws:elasticbeanstalk:managedactions": { ManagedActionsEnabled: "false" } };
  return {
    ...rolling,
    "aws:elasticbeanstalk:managedactions": {
      ManagedActionsEnabled: "true",
      // In UTC.
      PreferredStartTime: "Sun:18:00",
      // Elastic Beanstalk's own, so that the environment's service role need not be able to replace it.
      ServiceRoleForManagedUpdates: "AWSServiceRoleForElasticBeanstalkManagedUpdates",
    },
    "aws:elasticbeanstalk:managedactions:platformupdate": { UpdateLevel: "minor" },
  };
}

const OBSERVATION: Options = {
  "aws:elasticbeanstalk:cloudwatch:logs": {
    DeleteOnTerminate: "true",
    RetentionInDays: "90",
    StreamLogs: "true",
  },
  // Managed updates need it.
  "aws:elasticbeanstalk:healthreporting:system": { SystemType: "enhanced" },
};

function sorted<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));
}
