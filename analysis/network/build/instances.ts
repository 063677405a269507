import { type Resource, Unknown, type Value } from "../../terraform";
import type { Known, Listing } from "../known";
import { type ElementKey, elementKey, type Instance, type NetworkInterface } from "../model";
import { blocksOf, elementsOf, joinListings, knownBoolean, type KnownValue } from "./attributes";
import type { Attachments } from "./attachments";
import { type UserDataReader, userDataOf } from "./host-software";
import { subnetOf } from "./identities";
import { ownInterfaceOf, primaryInterfaceOf } from "./interface-identity";
import { type InterfaceAdditions, statedAddresses } from "./interfaces";
import { isStated, type LaunchSettings, type LaunchTemplates } from "./launch-templates";
import {
  getsPublicAddress,
  type Layout,
  securityGroupsIn,
  statedOrDefaultGroups,
  vpcOfSubnet,
} from "./layout";
import { distinct, doubtful, isEmpty, listed, NOTHING } from "./listings";
import { attributesOf } from "./readers";

export interface Instances {
  readonly hosts: readonly Instance[];
  /** Those that AWS makes with them. */
  readonly interfaces: readonly NetworkInterface[];
}

export function instancesOf(
  layout: Layout,
  templates: LaunchTemplates,
  attachments: Attachments,
  additions: InterfaceAdditions,
  userData: UserDataReader,
): Instances {
  const launches = layout.deployment.ofType("aws_instance").map((resource) => ({
    resource,
    primary: primaryInterfaceOf(resource),
    template: templateOf(resource, templates),
  }));
  return {
    hosts: launches.map(({ resource, primary, template }) => {
      let software: Instance["software"] | undefined;
      return {
        kind: "instance",
        key: elementKey(resource.key),
        at: resource.key,
        interfaces: distinct(
          joinListings([
            listed(primary),
            attachments.of(resource),
            template instanceof Unknown ? doubtful([template]) : NOTHING,
          ]),
        ),
        // Read where somebody asks, and then once.
        get software(): Instance["software"] {
          return (software ??= softwareOf(resource, template, userData));
        },
        hasInstanceProfile: hasInstanceProfile(resource, template),
      };
    }),
    interfaces: launches
      .filter(({ resource, primary }) => primary === ownInterfaceOf(resource))
      .map((launch) => additions.addTo(ownInterface(launch, layout), launch.resource)),
  };
}

function softwareOf(
  resource: Resource,
  template: Launch["template"],
  userData: UserDataReader,
): Instance["software"] {
  if (resource.mode === "data")
    return new Unknown(
      "user_data",
      "it was there before Terraform, and nothing says what it runs",
      resource.key,
    );
  const own = userDataOf(attributesOf(resource), resource);
  if (own === undefined && template instanceof Unknown) return template;
  return userData.softwareOf(own ?? (template instanceof Unknown ? undefined : template?.userData));
}

function hasInstanceProfile(
  resource: Resource,
  template: Launch["template"],
): Instance["hasInstanceProfile"] {
  if (resource.mode === "data")
    return new Unknown("iam_instance_profile", "it was there before Terraform", resource.key);
  const own = isStated(attributesOf(resource)("iam_instance_profile"));
  if (own !== false) return own;
  return template instanceof Unknown ? template : (template?.hasInstanceProfile ?? false);
}

interface Launch {
  readonly resource: Resource;
  readonly primary: Known<ElementKey>;
  /** What it does not state itself comes from there. */
  readonly template: Known<LaunchSettings> | undefined;
}

function templateOf(resource: Resource, templates: LaunchTemplates): Known<LaunchSettings> | undefined {
  const { items, doubts } = blocksOf(resource.attribute("launch_template"), resource);
  const [block] = items;
  return block === undefined ? doubts[0] : templates.template(block, resource);
}

function ownInterface(launch: Launch, layout: Layout): NetworkInterface {
  const { resource } = launch;
  const subnet = subnetIn(launch);
  return {
    key: ownInterfaceOf(resource),
    at: resource.key,
    owner: { kind: "host", host: elementKey(resource.key) },
    subnet,
    securityGroups: statedOrDefaultGroups(groupsOf(launch, layout), vpcOfSubnet(subnet, layout), layout),
    addresses: statedAddresses(addressesOf(launch), resource, subnet, layout),
    hasPublicAddress: getsPublicAddress(
      stated("associate_public_ip_address", "publicAddress", launch),
      resource,
      subnet,
      layout,
    ),
    sourceDestinationCheck: knownBoolean(resource, "source_dest_check", true),
  };
}

/**
 * What a launch states overrides what its template does.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-instances-from-launch-template.html
 */
function stated(
  attribute: string,
  inTemplate: "subnet" | "privateAddress" | "publicAddress",
  { resource, template }: Launch,
): Value | undefined {
  const own = attributesOf(resource)(attribute);
  if (own !== undefined) return own;
  return template instanceof Unknown ? template : template?.[inTemplate];
}

function subnetIn(launch: Launch): Known<ElementKey> {
  const value = stated("subnet_id", "subnet", launch);
  return value === undefined
    ? new Unknown(
        "subnet_id",
        "left out, AWS picks a subnet of the account's default VPC",
        launch.resource.key,
      )
    : subnetOf(value, launch.resource);
}

function addressesOf(launch: Launch): Listing<KnownValue> {
  const { resource } = launch;
  const primary = stated("private_ip", "privateAddress", launch);
  // With a primary address that AWS picks, any address may be the interface's.
  if (primary === undefined) return NOTHING;
  return joinListings([
    elementsOf([primary], resource),
    elementsOf(resource.attribute("secondary_private_ips"), resource),
  ]);
}

function groupsOf({ resource, template }: Launch, { deployment }: Layout): Listing<ElementKey> {
  const own = joinListings(
    ["vpc_security_group_ids", "security_groups"].map((name) =>
      securityGroupsIn(resource.attribute(name), resource, deployment),
    ),
  );
  if (!isEmpty(own) || template === undefined) return own;
  return template instanceof Unknown ? doubtful([template]) : template.securityGroups;
}
