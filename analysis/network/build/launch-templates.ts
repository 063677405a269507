import { type Deployment, placeOf, Reference, type Resource, Unknown, type Value } from "../../terraform";
import type { Known, Listing } from "../known";
import type { ElementKey } from "../model";
import { asText, type Block, blocksOf } from "./attributes";
import { type UserData, userDataOf } from "./host-software";
import { isEmpty } from "./listings";
import { securityGroupsIn } from "./layout";
import { NamedResources } from "./named-resources";
import { attributesOf, fieldsOf } from "./readers";

/** What a launch template or a launch configuration says of an instance's primary interface. */
export interface LaunchSettings {
  /** Where its values stand. */
  readonly resource: Resource;
  readonly subnet: Value | undefined;
  readonly privateAddress: Value | undefined;
  readonly securityGroups: Listing<ElementKey>;
  readonly publicAddress: Value | undefined;
  readonly userData: UserData | undefined;
  readonly hasInstanceProfile: Known<boolean>;
}

export class LaunchTemplates {
  readonly #templates: NamedResources;
  readonly #configurations: NamedResources;

  constructor(private readonly deployment: Deployment) {
    this.#templates = new NamedResources(deployment, ["aws_launch_template"]);
    this.#configurations = new NamedResources(deployment, ["aws_launch_configuration"]);
  }

  /** @param specification the block that says which template, and which of its versions */
  template(specification: Block, from: Resource): Known<LaunchSettings> {
    const read = fieldsOf(specification);
    const name = ["id", "launch_template_id", "name", "launch_template_name"]
      .map(read)
      .find((value) => value !== undefined);
    const template = this.#templates.find(name, from);
    if (template instanceof Unknown) return template;
    return anotherVersion(read("version"), template, from) ?? settingsOf(template, this.deployment);
  }

  /** @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html */
  configuration(name: Value, from: Resource): Known<LaunchSettings> {
    const resource = this.#configurations.find(name, from);
    if (resource instanceof Unknown) return resource;
    const read = attributesOf(resource);
    return {
      resource,
      subnet: undefined,
      privateAddress: undefined,
      securityGroups: securityGroupsIn(read("security_groups"), resource, this.deployment),
      publicAddress: read("associate_public_ip_address"),
      userData: userDataOf(read, resource),
      hasInstanceProfile: isStated(read("iam_instance_profile")),
    };
  }
}

/**
 * Each change of a template makes a version, numbered from 1, and its configuration states the latest. Before anything
 * is deployed, that is the first, the default and the latest at once.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-launch-template-versions.html
 */
function anotherVersion(version: Value | undefined, template: Resource, from: Resource): Unknown | undefined {
  if (version instanceof Reference && version.resource === template.key) return undefined;
  const text = asText(version, from);
  if (text instanceof Unknown) return text;
  return text === undefined || ["1", "$Latest", "$Default"].includes(text)
    ? undefined
    : new Unknown(text, "a launch template states its latest version only", from.key);
}

/** @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html */
function settingsOf(resource: Resource, deployment: Deployment): Known<LaunchSettings> {
  const read = attributesOf(resource);
  const { items, doubts } = blocksOf(read("network_interfaces"), resource);
  const [primary, ...others] = items.map(fieldsOf);
  const [doubt] = doubts;
  if (doubt !== undefined) return doubt;
  if (others.length > 0) return notAnalysed("several interfaces of a launch template", resource);
  if (primary?.("network_interface_id") !== undefined)
    return notAnalysed("interfaces that a launch template finds by ID", resource);
  if (read("security_group_names") !== undefined)
    return notAnalysed("security groups that a launch template finds by name", resource);
  const own = securityGroupsIn(primary?.("security_groups"), resource, deployment);
  const shared = securityGroupsIn(read("vpc_security_group_ids"), resource, deployment);
  return {
    resource,
    subnet: primary?.("subnet_id"),
    privateAddress: primary?.("private_ip_address"),
    securityGroups: isEmpty(own) ? shared : own,
    publicAddress: primary?.("associate_public_ip_address"),
    userData: userDataOf(read, resource),
    hasInstanceProfile: profileIn(resource),
  };
}

function profileIn(resource: Resource): Known<boolean> {
  const { items, doubts } = blocksOf(resource.attribute("iam_instance_profile"), resource);
  const named = items.map((block) => isStated(fieldsOf(block)("name") ?? fieldsOf(block)("arn")));
  return named.find((each) => each !== false) ?? doubts[0] ?? false;
}

/** What is not known may be null. */
export function isStated(value: Value | undefined): Known<boolean> {
  return value instanceof Unknown ? value : value !== undefined;
}

function notAnalysed(what: string, resource: Resource): Unknown {
  return new Unknown(placeOf(resource.key).address, `${what} are not analysed`, resource.key);
}
