import type { Construct } from "constructs";
import type { Ipv4Block } from "../modules/addressing";
import { type ApplicationSource, Environment } from "../modules/beanstalk";
import type { AzId } from "../modules/identity";
import { hyphenatedName } from "../modules/network";
import { privateSubnetsOf, type VpcSpecification } from "./vpc-specification";
import type { VpcStack } from "./vpc-stack";

/** An Elastic Beanstalk environment behind an internal Network Load Balancer. */
export interface EnvironmentSpecification {
  /** Zones with instances. */
  readonly zones: readonly AzId[];
  /** Zones with the load balancer. */
  readonly loadBalancerZones: readonly AzId[];
  /** The TCP port that the load balancer listens on. */
  readonly port: number;
  readonly instanceType: string;
  readonly instances: { readonly min: number; readonly max: number };
  /** Begins the environment's address. @default AWS picks one */
  readonly cnamePrefix?: string;
  /** Name of a Docker platform's version. @default the newest one when the environment is made */
  readonly solutionStack?: string;
  readonly application: ApplicationSource;
}

/** What the service that an environment answers for says of its load balancer. */
export interface OfferedEnvironment {
  /** @default Elastic Beanstalk's own */
  readonly healthCheckPath?: string;
  /** @default true */
  readonly crossZone?: boolean;
}

/** @see https://docs.aws.amazon.com/elasticbeanstalk/latest/api/API_CreateEnvironment.html */
const LONGEST_NAME = 40;

/** Makes an environment in a stack's VPC. @param vpc what the stack's VPC was made of */
export function addEnvironment(
  scope: Construct,
  id: string,
  stack: VpcStack,
  vpc: VpcSpecification,
  specification: EnvironmentSpecification,
  { healthCheckPath, crossZone }: OfferedEnvironment,
): Environment {
  const { zones, loadBalancerZones, ...rest } = specification;
  const subnets = zones.map((zone) => stack.vpc.privateSubnet(zone));
  return new Environment(scope, id, {
    ...rest,
    name: `${stack.node.id}.environments.${id}`,
    environmentName: hyphenatedName(`${stack.node.id}.${id}`, LONGEST_NAME),
    account: stack.account,
    region: stack.region,
    vpcId: stack.vpc.id,
    subnetIds: subnets.map((subnet) => subnet.id),
    loadBalancerSubnets: loadBalancerZones.map((zone) => ({
      id: stack.vpc.privateSubnet(zone).id,
      block: privateBlock(vpc, zone),
    })),
    ...(healthCheckPath === undefined ? {} : { healthCheckPath }),
    ...(crossZone === undefined ? {} : { crossZone }),
    dependsOn: subnets.flatMap((subnet) => subnet.routes),
  });
}

function privateBlock(vpc: VpcSpecification, zone: AzId): Ipv4Block {
  const subnets = privateSubnetsOf(vpc);
  const subnet = subnets.find((each) => each.zone === zone);
  if (subnet !== undefined) return subnet.block;
  throw new Error(
    `the VPC has no private subnet in ${zone}; it has them in ${subnets.map((each) => each.zone).join(", ")}`,
  );
}
