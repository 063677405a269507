import { type Resource, Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import { type AutoScalingGroup, type ElementKey, elementKey, type NetworkInterface } from "../model";
import { asNumber, blocksOf, elementsOf, type KnownValue, mapListing } from "./attributes";
import { subnetOf } from "./identities";
import type { UserDataReader } from "./host-software";
import type { LaunchSettings, LaunchTemplates } from "./launch-templates";
import { addressesIn, getsPublicAddress, type Layout, statedOrDefaultGroups, vpcOfSubnet } from "./layout";
import { distinct, doubtful, inOrder, isEmpty } from "./listings";
import { attributesOf, fieldsOf } from "./readers";

interface AutoScalingGroups {
  readonly hosts: readonly AutoScalingGroup[];
  readonly interfaces: readonly NetworkInterface[];
}

export function autoScalingGroupsOf(
  layout: Layout,
  templates: LaunchTemplates,
  userData: UserDataReader,
): AutoScalingGroups {
  const hosts: AutoScalingGroup[] = [];
  const interfaces: NetworkInterface[] = [];
  for (const resource of layout.deployment.ofType("aws_autoscaling_group")) {
    const launch = launchOf(resource, templates);
    const subnets = subnetsOf(resource);
    const places = asNumber(resource.attribute("max_size"), resource) === 0 ? [] : subnets.items;
    const own = places.map((subnet) => interfaceIn(subnet, resource, launch, layout));
    const minimumSize = minimumSizeOf(resource);
    interfaces.push(...own);
    hosts.push({
      kind: "auto-scaling-group",
      key: elementKey(resource.key),
      at: resource.key,
      interfaces: {
        items: own.map(({ key }) => key),
        doubts: [...subnets.doubts, ...(launch instanceof Unknown ? [launch] : [])],
      },
      get software(): AutoScalingGroup["software"] {
        return launch instanceof Unknown ? launch : userData.softwareOf(launch.userData);
      },
      hasInstanceProfile: launch instanceof Unknown ? launch : launch.hasInstanceProfile,
      minimumSize,
      everywhere: standEverywhere(minimumSize, own.length, resource),
      needsAwsServices: false,
    });
  }
  return { hosts, interfaces };
}

/** Without any of these it still keeps as many instances, in as many zones, and load balancers know them. */
const DISPENSABLE_PROCESSES: readonly KnownValue[] = [
  "AlarmNotification",
  "InstanceRefresh",
  "ScheduledActions",
  "Terminate",
];

/** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/understand-how-suspending-processes-affects-other-processes.html */
function minimumSizeOf(resource: Resource): Known<number> {
  const { items, doubts } = elementsOf(resource.attribute("suspended_processes"), resource);
  const suspended = items.find((each) => !DISPENSABLE_PROCESSES.includes(each));
  if (suspended !== undefined)
    return new Unknown(
      `suspended_processes = ${JSON.stringify(suspended)}`,
      "without this process it need not have instances that serve",
      resource.key,
    );
  return doubts[0] ?? asNumber(resource.attribute("min_size"), resource) ?? notStated("min_size", resource);
}

function standEverywhere(minimum: Known<number>, subnets: number, { key }: Resource): Known<true> {
  if (minimum instanceof Unknown) return minimum;
  if (minimum >= subnets) return true;
  return new Unknown(
    `min_size = ${minimum}`,
    minimum <= 0
      ? "it need not have an instance at all"
      : `its instances need not stand in each of its ${subnets} subnets`,
    key,
  );
}

/** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-in-vpc.html */
function subnetsOf(resource: Resource): Listing<ElementKey> {
  const stated = elementsOf(resource.attribute("vpc_zone_identifier"), resource);
  return isEmpty(stated)
    ? doubtful([
        new Unknown(
          "vpc_zone_identifier",
          "left out, AWS picks subnets of the account's default VPC",
          resource.key,
        ),
      ])
    : inOrder(distinct(mapListing(stated, (each) => subnetOf(each, resource))), String);
}

function interfaceIn(
  subnet: ElementKey,
  resource: Resource,
  launch: Known<LaunchSettings>,
  layout: Layout,
): NetworkInterface {
  const isUnclear = launch instanceof Unknown;
  return {
    key: elementKey(resource.key, subnet),
    at: resource.key,
    owner: { kind: "host", host: elementKey(resource.key) },
    subnet,
    securityGroups: isUnclear
      ? doubtful([launch])
      : statedOrDefaultGroups(launch.securityGroups, vpcOfSubnet(subnet, layout), layout),
    addresses: addressesIn(subnet, layout),
    hasPublicAddress: isUnclear
      ? launch
      : getsPublicAddress(launch.publicAddress, launch.resource, subnet, layout),
    sourceDestinationCheck: true,
  };
}

function launchOf(resource: Resource, templates: LaunchTemplates): Known<LaunchSettings> {
  const read = attributesOf(resource);
  const configuration = read("launch_configuration");
  if (configuration !== undefined) return templates.configuration(configuration, resource);
  const { items, doubts } = blocksOf(read("launch_template"), resource);
  const [block] = items;
  if (block !== undefined) return templates.template(block, resource);
  return doubts[0] ?? mixedLaunchOf(resource, templates);
}

/** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html */
function mixedLaunchOf(resource: Resource, templates: LaunchTemplates): Known<LaunchSettings> {
  const policies = blocksOf(resource.attribute("mixed_instances_policy"), resource);
  const launches = blocksOf(policies.items[0]?.["launch_template"], resource);
  const overrides = blocksOf(launches.items[0]?.["override"], resource);
  const others = overrides.items.map((each) => fieldsOf(each)("launch_template_specification"));
  const specifications = blocksOf(launches.items[0]?.["launch_template_specification"], resource);
  const [doubt] = [policies, launches, overrides, specifications].flatMap((each) => each.doubts);
  if (doubt !== undefined) return doubt;
  if (others.some((each) => each !== undefined))
    return new Unknown(
      "launch_template_specification",
      "instances from several launch templates are not analysed",
      resource.key,
    );
  const [block] = specifications.items;
  return block === undefined ? notStated("launch_template", resource) : templates.template(block, resource);
}

function notStated(attribute: string, resource: Resource): Unknown {
  return new Unknown(attribute, "this is not stated", resource.key);
}
