import { type Deployment, type Resource, type ResourceKey, Unknown, type Value } from "../../../terraform";
import { isKnown, type Known, type Listing } from "../../known";
import {
  type ElementKey,
  elementKey,
  type Listener,
  type LoadBalancer,
  type NetworkInterface,
} from "../../model";
import type { Associations } from "../associations";
import { asBoolean, asText, joinListings, mapListing } from "../attributes";
import { subnetOf } from "../identities";
import { addressesIn, type Layout } from "../layout";
import { doubtful, inOrder, isEmpty, NOTHING } from "../listings";
import { environmentFoundBy, loadBalancerKey } from "./identities";
import { listenersOf } from "./listeners";
import { listedIn, type OptionSettings } from "./option-settings";

/** What Terraform checks of environments' load balancers, by environment and attribute. */
export type CheckedFacts = ReadonlyMap<ResourceKey, (attribute: string) => Value | undefined>;

/** The facts that data sources demand which find the load balancers by their ARNs. */
export function checkedFacts(deployment: Deployment): CheckedFacts {
  const finders = new Map<ResourceKey, Resource[]>();
  for (const resource of deployment.resources) {
    const environment = environmentFoundBy(resource, deployment);
    if (environment === undefined) continue;
    const others = finders.get(environment.key);
    if (others === undefined) finders.set(environment.key, [resource]);
    else others.push(resource);
  }
  return new Map(
    [...finders].map(([key, found]) => [
      key,
      (name) => found.map((each) => each.attribute(name)).find((value) => value !== undefined),
    ]),
  );
}

interface Balancing {
  readonly loadBalancer: LoadBalancer;
  readonly interfaces: readonly NetworkInterface[];
}

/**
 * The Network Load Balancer that Elastic Beanstalk makes for an environment, one for each.
 * @param others listeners that Terraform adds to it
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environments-cfg-nlb.html
 */
export function loadBalancerFor(
  environment: Resource,
  settings: OptionSettings,
  layout: Layout,
  facts: CheckedFacts,
  others: Associations<Listener>,
): Balancing {
  const key = loadBalancerKey(environment);
  const checked = (attribute: string): Value | undefined => facts.get(environment.key)?.(attribute);
  const internal = isInternal(environment, settings);
  const securityGroups = groupsOf(environment, settings, checked("security_groups"));
  const subnets = subnetsOf(environment, settings);
  const interfaces = subnets.items.map((subnet): NetworkInterface => ({
    key: elementKey(environment.key, `load-balancer/${subnet}`),
    at: environment.key,
    owner: { kind: "load-balancer", loadBalancer: key },
    subnet,
    securityGroups,
    addresses: addressesIn(subnet, layout),
    hasPublicAddress: isKnown(internal) ? !internal : internal,
    sourceDestinationCheck: true,
  }));
  const [groupsMayBe] = securityGroups.doubts;
  return {
    interfaces,
    loadBalancer: {
      key,
      at: environment.key,
      type: "network",
      internal,
      crossZone: isCrossZone(environment, checked("enable_cross_zone_load_balancing")),
      interfaces: { items: interfaces.map((each) => each.key), doubts: subnets.doubts },
      hasSecurityGroups: groupsMayBe ?? false,
      enforcesOnPrivateLink: groupsMayBe ?? false,
      listeners: joinListings([listenersOf(environment, settings), others.of(environment, key)]),
    },
  };
}

/** @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-ec2vpc */
function isInternal(environment: Resource, settings: OptionSettings): Known<boolean> {
  const scheme = asText(settings.value("aws:ec2:vpc", "ELBScheme"), environment);
  return scheme instanceof Unknown ? scheme : scheme === "internal";
}

function subnetsOf(environment: Resource, settings: OptionSettings): Listing<ElementKey> {
  const stated = listedIn(settings.value("aws:ec2:vpc", "ELBSubnets"), environment);
  return isEmpty(stated)
    ? doubtful([new Unknown("ELBSubnets", "left out, Elastic Beanstalk picks the subnets", environment.key)])
    : inOrder(
        mapListing(stated, (each) => subnetOf(each, environment)),
        String,
      );
}

/**
 * Network Load Balancers have it off by default, and no option turns it on, but a resource in `.ebextensions` of the
 * source bundle may.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html#cross-zone-load-balancing
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-resources.html
 */
function isCrossZone(environment: Resource, checked: Value | undefined): Known<boolean> {
  const untold = new Unknown(
    "enable_cross_zone_load_balancing",
    "it is off unless .ebextensions of the source bundle turn it on, which the Terraform does not tell; a data.aws_lb with this load balancer's arn tells, if a postcondition demands what it is",
    environment.key,
  );
  return checked === undefined ? untold : asBoolean(checked, false, environment);
}

/**
 * It has none by default, and the options that name groups are for other load balancers, says the guide; where they are
 * stated nonetheless, or a resource in `.ebextensions` of the source bundle gives it some, nobody can tell.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-elbv2
 * @see https://repost.aws/knowledge-center/security-group-elastic-beanstalk
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/environment-resources.html
 */
function groupsOf(
  environment: Resource,
  settings: OptionSettings,
  checked: Value | undefined,
): Listing<ElementKey> {
  if (Array.isArray(checked) && checked.length === 0) return NOTHING;
  const stated = ["SecurityGroups", "ManagedSecurityGroup"].flatMap((name) => {
    const value = settings.value("aws:elbv2:loadbalancer", name);
    const why = "AWS's guide says that it is not for Network Load Balancers, which have no security group";
    if (value === undefined || value instanceof Unknown) return value ?? [];
    return new Unknown(`aws:elbv2:loadbalancer ${name}`, why, environment.key);
  });
  const untold = new Unknown(
    "security_groups",
    "it has none unless .ebextensions of the source bundle give it some, which the Terraform does not tell; a data.aws_lb with this load balancer's arn tells, if a postcondition demands what they are",
    environment.key,
  );
  return doubtful([...stated, untold]);
}
