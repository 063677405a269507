import { DataAwsElasticBeanstalkSolutionStack } from "@cdktf/provider-aws/lib/data-aws-elastic-beanstalk-solution-stack";
import type { Construct } from "constructs";

/**
 * The newest version of the Docker platform on Amazon Linux 2023.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/platforms/platforms-supported.html
 */
export function newestDockerPlatform(scope: Construct): string {
  return new DataAwsElasticBeanstalkSolutionStack(scope, "platform", {
    mostRecent: true,
    nameRegex: "^64bit Amazon Linux 2023 v[0-9.]+ running Docker$",
  }).name;
}
