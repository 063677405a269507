import type { Network } from "../../network";
import { addressOf } from "../format";
import type { Stage } from "../path/stage";
import { wayOutStages } from "../way-out/way-out-stage";
import type { FoundTarget } from "./targets";

/**
 * Instances of an Elastic Beanstalk environment serve only once they have reached Amazon S3, AWS CloudFormation and
 * Elastic Beanstalk itself: through the internet, or through endpoints for each of them. Without, the environment never
 * becomes ready, and Terraform stops.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc.html
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc-vpce.html
 */
export function environmentStages(
  network: Network,
  { interface: own, group }: FoundTarget,
): readonly Stage[] {
  if (group?.needsAwsServices !== true) return [];
  return wayOutStages(network, own, {
    component: "Elastic Beanstalk environment",
    code: "ENVIRONMENT_WITHOUT_WAY_OUT",
    sentence: `instances of ${addressOf(own.at)} do not get out to the services of AWS that they need to become ready`,
  });
}
