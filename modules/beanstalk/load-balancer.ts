import { DataAwsLb } from "@cdktf/provider-aws/lib/data-aws-lb";
import type { ElasticBeanstalkEnvironment } from "@cdktf/provider-aws/lib/elastic-beanstalk-environment";
import { Construct } from "constructs";
import { expectAttributes } from "../wiring";

export interface EnvironmentLoadBalancerProps {
  readonly name: string;
  readonly environment: ElasticBeanstalkEnvironment;
  readonly crossZone: boolean;
}

/**
 * The Network Load Balancer that Elastic Beanstalk has made for an environment. What the source bundle may have made of
 * it is read back, and anything else than what it should be stops Terraform.
 */
export class EnvironmentLoadBalancer extends Construct {
  readonly arn: string;
  /** Is there once the load balancer is as it should be. */
  readonly found: DataAwsLb;

  constructor(scope: Construct, id: string, { name, environment, crossZone }: EnvironmentLoadBalancerProps) {
    super(scope, id);
    // An environment with a Network Load Balancer has one, and tells its ARN.
    this.arn = environment.getStringAttribute("load_balancers[0]");
    this.found = new DataAwsLb(this, "resource", {
      arn: this.arn,
      // Otherwise a wrong load balancer would be found before the change that puts it right.
      dependsOn: [environment],
    });
    const crossing = `in the source bundle, .ebextensions/load-balancer.config must set, under Resources, AWSEBV2LoadBalancer, Properties, LoadBalancerAttributes, the key load_balancing.cross_zone.enabled to the text ${String(crossZone)}; give the new bundle a new key`;
    expectAttributes(this.found, [
      {
        attribute: "enable_cross_zone_load_balancing",
        value: crossZone,
        sentence: crossZone
          ? `The load balancer of ${name} sends traffic to instances in its own zone only, and its service says otherwise: ${crossing}.`
          : `The load balancer of ${name} sends traffic of one zone to instances in others, and its service says crossZone: false: ${crossing}.`,
      },
      {
        attribute: "internal",
        value: true,
        sentence: `The load balancer of ${name} faces the internet: take what sets its Scheme out of the source bundle's .ebextensions, and make the environment anew.`,
      },
      {
        attribute: "load_balancer_type",
        value: "network",
        sentence: `The load balancer of ${name} is no Network Load Balancer, and an endpoint service needs one: take what sets its Type out of the source bundle's .ebextensions, and make the environment anew.`,
      },
      {
        attribute: "security_groups",
        // Those of a load balancer are enforced on what comes by PrivateLink, too, unless it is told not to.
        // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
        value: [],
        sentence: `The load balancer of ${name} has the security groups \${join(", ", sort(self.security_groups))}, which would judge what comes by PrivateLink, and nothing here admits it: take what sets its SecurityGroups out of the source bundle's .ebextensions, and make the environment anew.`,
      },
    ]);
  }
}
