import { type Deployment, Reference, type Resource, Unknown, type Value } from "../../../terraform";
import type { Known } from "../../known";
import { type ElementKey, elementKey } from "../../model";
import { asText, identified, isOneOf } from "../attributes";
import { LOAD_BALANCER_TYPES } from "../resource-types";
import { configurationTemplates, OptionSettings } from "./option-settings";

export const ENVIRONMENT = "aws_elastic_beanstalk_environment";

/** The first of an environment's load balancers, which is its only one. */
const ITS_LOAD_BALANCER = "load_balancers[0]";

/** Terraform does not make the load balancer, but Elastic Beanstalk does, with the environment. */
export function loadBalancerKey(environment: Resource): ElementKey {
  return elementKey(environment.key, "load-balancer");
}

/**
 * Which load balancer a value identifies: one of Terraform's, or an environment's, directly or through a data source
 * that finds it by its ARN.
 * @param attributes those that identify one of Terraform's @default id and arn
 */
export function loadBalancerOf(
  value: Value | undefined,
  resource: Resource,
  deployment: Deployment,
  attributes: readonly string[] = ["id", "arn"],
): Known<ElementKey> {
  if (
    value instanceof Reference &&
    isOneOf(value, LOAD_BALANCER_TYPES) &&
    attributes.includes(value.attribute)
  ) {
    const found = environmentFoundBy(deployment.find(value.resource), deployment);
    if (found !== undefined) return ofEnvironment(found, deployment);
  }
  const environment = environmentOf(value, deployment);
  return environment === undefined
    ? identified(value, LOAD_BALANCER_TYPES, resource, attributes)
    : ofEnvironment(environment, deployment);
}

function ofEnvironment(environment: Resource, deployment: Deployment): Known<ElementKey> {
  const settings = new OptionSettings(environment, configurationTemplates(deployment));
  return notAnalysed(environment, settings) ?? loadBalancerKey(environment);
}

/** The environment of whose load balancer a value is the ARN. */
function environmentOf(value: Value | undefined, deployment: Deployment): Resource | undefined {
  if (!(value instanceof Reference) || value.attribute !== ITS_LOAD_BALANCER) return undefined;
  const environment = deployment.find(value.resource);
  return environment?.mode === "managed" && environment.type === ENVIRONMENT ? environment : undefined;
}

/** The environment whose load balancer a data source finds. */
export function environmentFoundBy(data: Resource | undefined, deployment: Deployment): Resource | undefined {
  return data?.mode === "data" && LOAD_BALANCER_TYPES.includes(data.type)
    ? environmentOf(data.attribute("arn"), deployment)
    : undefined;
}

/** Options of environments with a Network Load Balancer, and what they are where they are left out. */
const KINDS = [
  { name: "EnvironmentType", otherwise: "LoadBalanced", wanted: "LoadBalanced" },
  { name: "LoadBalancerType", otherwise: "classic", wanted: "network" },
];

/**
 * Why nothing is told of an environment: it is not one with a Network Load Balancer.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-elasticbeanstalkenvironment
 */
export function notAnalysed(environment: Resource, settings: OptionSettings): Unknown | undefined {
  const tier = asText(environment.attribute("tier"), environment) ?? "WebServer";
  const stated = KINDS.map(({ name, otherwise, wanted }) => ({
    name,
    wanted,
    value: asText(settings.value("aws:elasticbeanstalk:environment", name), environment) ?? otherwise,
  }));
  const wrong = [{ name: "tier", wanted: "WebServer", value: tier }, ...stated].find(
    ({ value, wanted }) => value !== wanted,
  );
  if (wrong === undefined) return undefined;
  if (wrong.value instanceof Unknown) return wrong.value;
  return new Unknown(
    `${wrong.name} = ${wrong.value}`,
    "only web server environments with a Network Load Balancer are analysed",
    environment.key,
  );
}
