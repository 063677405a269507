import { ElasticBeanstalkEnvironment } from "@cdktf/provider-aws/lib/elastic-beanstalk-environment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { addressFromInteger, Ipv4Block } from "../addressing";
import type { AccountId, Region } from "../identity";
import { blockId, type Peer, SecurityGroup } from "../network";
import { Application, type ApplicationSource } from "./application";
import { EnvironmentLoadBalancer } from "./load-balancer";
import { optionSettings, PROCESS_PORT } from "./option-settings";
import { newestDockerPlatform } from "./platform";
import { EnvironmentInstanceProfile, EnvironmentServiceRole } from "./roles";

export interface EnvironmentProps {
  /** Begins the names and tags of everything that is made. */
  readonly name: string;
  /** What Elastic Beanstalk calls it: 4 to 40 letters, digits and hyphens, unique in the account and Region. */
  readonly environmentName: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly vpcId: string;
  /** Private subnets of the instances, which need a way out to AWS's services and the application's image. */
  readonly subnetIds: readonly string[];
  /** Subnets of the load balancer, one for each of its zones. */
  readonly loadBalancerSubnets: readonly { readonly id: string; readonly block: Ipv4Block }[];
  /** The TCP port that the load balancer listens on. */
  readonly port: number;
  readonly instanceType: string;
  readonly instances: { readonly min: number; readonly max: number };
  /** Path of the load balancer's HTTP health check. @default "/", Elastic Beanstalk's own */
  readonly healthCheckPath?: string;
  /** Whether traffic of one zone may reach instances in others; AWS's own default is no. @default true */
  readonly crossZone?: boolean;
  /** Begins the environment's address. @default AWS picks one */
  readonly cnamePrefix?: string;
  /**
   * Name of a Docker platform's version.
   * @default the newest one when the environment is made, which Elastic Beanstalk replaces by newer ones of its branch
   */
  readonly solutionStack?: string;
  readonly application: ApplicationSource;
  /** What must be in place before the first boot. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

const HTTPS = 443;
const ANYWHERE: Peer = { kind: "block", block: Ipv4Block.containing(addressFromInteger(0), 0) };

/**
 * An Elastic Beanstalk environment on the Docker platform, behind an internal Network Load Balancer that Elastic
 * Beanstalk makes. Its instances have no public address, and admit that load balancer's subnets alone.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-nlb.html
 */
export class Environment extends Construct {
  readonly environment: ElasticBeanstalkEnvironment;
  readonly loadBalancer: EnvironmentLoadBalancer;

  constructor(scope: Construct, id: string, props: EnvironmentProps) {
    super(scope, id);
    const {
      name,
      account,
      region,
      solutionStack,
      crossZone = true,
      loadBalancerSubnets,
      dependsOn = [],
    } = props;
    const application = new Application(this, "application", {
      name,
      account,
      region,
      source: props.application,
      crossZone,
    });
    const profile = new EnvironmentInstanceProfile(this, "profile", {
      name: `${name}.instances`,
      region,
      bundle: application.bundle,
    });
    const serviceRole = new EnvironmentServiceRole(this, "service-role", { name: `${name}.service`, region });
    const { securityGroup, rules } = this.instancesSecurityGroup(props);
    this.environment = new ElasticBeanstalkEnvironment(this, "resource", {
      name: props.environmentName,
      application: application.name,
      versionLabel: application.versionLabel,
      solutionStackName: solutionStack ?? newestDockerPlatform(this),
      ...(props.cnamePrefix === undefined ? {} : { cnamePrefix: props.cnamePrefix }),
      tier: "WebServer",
      setting: optionSettings({
        vpcId: props.vpcId,
        subnetIds: props.subnetIds,
        loadBalancerSubnetIds: loadBalancerSubnets.map((subnet) => subnet.id),
        securityGroupId: securityGroup.id,
        instanceProfile: profile.name,
        serviceRoleArn: serviceRole.arn,
        instanceType: props.instanceType,
        instances: props.instances,
        port: props.port,
        healthCheckPath: props.healthCheckPath ?? "/",
        managedUpdates: solutionStack === undefined,
      }),
      // Elastic Beanstalk sets `Name` itself, to the environment's name.
      // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/applications-tagging-resources.html
      dependsOn: [...new Set([...dependsOn, ...rules, ...profile.permissions, ...serviceRole.permissions])],
      // Managed updates change the platform's version; an unrelated plan must not change it back.
      ...(solutionStack === undefined ? { lifecycle: { ignoreChanges: ["solution_stack_name"] } } : {}),
    });
    this.loadBalancer = new EnvironmentLoadBalancer(this, "load-balancer", {
      name,
      environment: this.environment,
      crossZone,
    });
  }

  /**
   * Elastic Beanstalk's Network Load Balancers have no security group that a rule could name, and there is no option to
   * give them one. What comes through them by PrivateLink has the load balancer's own address, as has a health check.
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
   */
  private instancesSecurityGroup({
    name,
    vpcId,
    loadBalancerSubnets,
  }: EnvironmentProps): InstancesSecurityGroup {
    const securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The instances of ${name}`,
    });
    const ingress = loadBalancerSubnets.map(({ block }) =>
      securityGroup.addIngressRule(blockId(block), { kind: "block", block }, PROCESS_PORT),
    );
    // Packages, images, S3, CloudFormation and Elastic Beanstalk's health service all speak HTTPS.
    // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc.html
    return { securityGroup, rules: [...ingress, securityGroup.addEgressRule("https", ANYWHERE, HTTPS)] };
  }
}

interface InstancesSecurityGroup {
  readonly securityGroup: SecurityGroup;
  readonly rules: readonly ITerraformDependable[];
}
