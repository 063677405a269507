import type { Resource, Unknown } from "../../../terraform";
import {
  type AutoScalingGroup,
  elementKey,
  type Listener,
  type LoadBalancer,
  type NetworkInterface,
  type TargetGroup,
} from "../../model";
import type { Associations } from "../associations";
import type { Layout } from "../layout";
import { doubtful } from "../listings";
import { ENVIRONMENT, notAnalysed } from "./identities";
import { instancesOf } from "./instances";
import { targetGroupsOf } from "./listeners";
import { type CheckedFacts, checkedFacts, loadBalancerFor } from "./load-balancers";
import { configurationTemplates, OptionSettings } from "./option-settings";

interface Environments {
  readonly hosts: readonly AutoScalingGroup[];
  readonly interfaces: readonly NetworkInterface[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly targetGroups: readonly TargetGroup[];
}

/**
 * What Elastic Beanstalk makes of environments, which is not in the Terraform.
 * @param listeners those that Terraform adds to load balancers
 */
export function environmentsOf(layout: Layout, listeners: Associations<Listener>): Environments {
  const environments = layout.deployment.ofType(ENVIRONMENT);
  const templates = configurationTemplates(layout.deployment);
  // Hardly any deployment has environments, and there are many resources.
  const facts: CheckedFacts = environments.length === 0 ? new Map() : checkedFacts(layout.deployment);
  const made = environments.map((environment) => {
    const settings = new OptionSettings(environment, templates);
    const unclear = notAnalysed(environment, settings);
    if (unclear !== undefined)
      return {
        hosts: [unclearHost(environment, unclear)],
        interfaces: [],
        loadBalancers: [],
        targetGroups: [],
      };
    const { host, interfaces } = instancesOf(environment, settings, layout);
    const balancing = loadBalancerFor(environment, settings, layout, facts, listeners);
    return {
      hosts: [host],
      interfaces: [...interfaces, ...balancing.interfaces],
      loadBalancers: [balancing.loadBalancer],
      targetGroups: targetGroupsOf(environment, settings),
    };
  });
  return {
    hosts: made.flatMap(({ hosts }) => hosts),
    interfaces: made.flatMap(({ interfaces }) => interfaces),
    loadBalancers: made.flatMap(({ loadBalancers }) => loadBalancers),
    targetGroups: made.flatMap(({ targetGroups }) => targetGroups),
  };
}

function unclearHost({ key }: Resource, why: Unknown): AutoScalingGroup {
  return {
    kind: "auto-scaling-group",
    key: elementKey(key),
    at: key,
    interfaces: doubtful([why]),
    software: why,
    hasInstanceProfile: why,
    minimumSize: why,
    everywhere: why,
    needsAwsServices: true,
  };
}
