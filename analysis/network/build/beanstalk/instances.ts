import { type Resource, Unknown } from "../../../terraform";
import type { Known, Listing } from "../../known";
import { type AutoScalingGroup, type ElementKey, elementKey, type NetworkInterface } from "../../model";
import { asBoolean, asNumber, joinListings, mapListing } from "../attributes";
import { securityGroupOf, subnetOf } from "../identities";
import { addressesIn, getsPublicAddress, type Layout } from "../layout";
import { distinct, doubtful, inOrder, isEmpty } from "../listings";
import { listedIn, type OptionSettings } from "./option-settings";

interface Instances {
  readonly host: AutoScalingGroup;
  readonly interfaces: readonly NetworkInterface[];
}

/**
 * The instances that an environment's Auto Scaling group starts.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.as.html
 */
export function instancesOf(environment: Resource, settings: OptionSettings, layout: Layout): Instances {
  const host = elementKey(environment.key);
  const subnets = subnetsOf(environment, settings);
  const securityGroups = groupsOf(environment, settings, layout);
  const publicAddress = settings.value("aws:ec2:vpc", "AssociatePublicIpAddress");
  const interfaces = subnets.items.map((subnet): NetworkInterface => ({
    key: elementKey(environment.key, subnet),
    at: environment.key,
    owner: { kind: "host", host },
    subnet,
    securityGroups,
    addresses: addressesIn(subnet, layout),
    hasPublicAddress: getsPublicAddress(publicAddress, environment, subnet, layout),
    sourceDestinationCheck: true,
  }));
  const setUp = new Unknown(
    "user data",
    "Elastic Beanstalk sets its instances up, which is not analysed",
    environment.key,
  );
  const minimumSize = asNumber(settings.value("aws:autoscaling:asg", "MinSize"), environment) ?? 1;
  return {
    interfaces,
    host: {
      kind: "auto-scaling-group",
      key: host,
      at: environment.key,
      interfaces: { items: interfaces.map(({ key }) => key), doubts: subnets.doubts },
      software: setUp,
      hasInstanceProfile: setUp,
      minimumSize,
      everywhere: standEverywhere(environment, minimumSize, subnets.items.length),
      needsAwsServices: true,
    },
  };
}

function subnetsOf(environment: Resource, settings: OptionSettings): Listing<ElementKey> {
  const stated = listedIn(settings.value("aws:ec2:vpc", "Subnets"), environment);
  return isEmpty(stated)
    ? doubtful([new Unknown("Subnets", "left out, Elastic Beanstalk picks the subnets", environment.key)])
    : inOrder(distinct(mapListing(stated, (each) => subnetOf(each, environment))), String);
}

/**
 * Auto Scaling spreads instances over zones as well as it can: where one has no capacity, it starts them in another.
 * No option of an environment asks for more.
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html
 */
function standEverywhere(environment: Resource, minimum: Known<number>, subnets: number): Known<true> {
  if (minimum instanceof Unknown) return minimum;
  if (subnets === 1 && minimum >= 1) return true;
  return new Unknown(
    `MinSize = ${minimum}`,
    `none of its ${subnets} subnets is sure to have an instance: where a zone has no capacity, Auto Scaling starts them in another`,
    environment.key,
  );
}

/**
 * Unless it is told not to, Elastic Beanstalk adds a group of its own, which admits HTTP and more.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.ec2.instances.sg.html
 */
function groupsOf(
  environment: Resource,
  settings: OptionSettings,
  { deployment }: Layout,
): Listing<ElementKey> {
  const namespace = "aws:autoscaling:launchconfiguration";
  const stated = distinct(
    mapListing(listedIn(settings.value(namespace, "SecurityGroups"), environment), (each) =>
      securityGroupOf(each, environment, deployment),
    ),
  );
  const name = "DisableDefaultEC2SecurityGroup";
  const disabled = asBoolean(settings.value(namespace, name), false, environment);
  if (disabled === true && !isEmpty(stated)) return stated;
  const why =
    disabled === true
      ? "Elastic Beanstalk refuses this without SecurityGroups"
      : "Elastic Beanstalk adds a security group of its own, whose rules are not in the Terraform";
  return joinListings([
    stated,
    doubtful([
      disabled instanceof Unknown ? disabled : new Unknown(`${name} = ${disabled}`, why, environment.key),
    ]),
  ]);
}
