import {
  type Deployment,
  isList,
  isObject,
  type Observation,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import { blocksOf, elementsOf } from "./attributes";
import { unstated } from "./contents";

/** An attribute in which AWS also shows what resources of their own have added. */
interface Mirror {
  readonly type: string;
  readonly attribute: string;
  /** Of a list of blocks, what tells them apart. */
  readonly field?: string;
  /** How many it is made with, so that no resource adds them. @default 0 */
  readonly own?: number;
  readonly added: readonly Adding[];
}

/** What adds to others. */
interface Adding {
  readonly by: string;
  /** The attribute that names what it adds to; after a dot, that of a block. */
  readonly to: string;
  /** The attribute that it adds. @default whatever is shown */
  readonly what?: string;
}

/**
 * The contents of security groups, network ACLs and route tables have builders of their own: see `contents.ts`.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
const MIRRORS: readonly Mirror[] = [
  ...["subnet", "security_group", "route_table"].map((what) =>
    mirror("aws_vpc_endpoint", `${what}_ids`, {
      by: `aws_vpc_endpoint_${what}_association`,
      to: "vpc_endpoint_id",
      what: `${what}_id`,
    }),
  ),
  mirror("aws_vpc_endpoint_service", "allowed_principals", {
    by: "aws_vpc_endpoint_service_allowed_principal",
    to: "vpc_endpoint_service_id",
    what: "principal_arn",
  }),
  mirror("aws_network_acl", "subnet_ids", {
    by: "aws_network_acl_association",
    to: "network_acl_id",
    what: "subnet_id",
  }),
  ...["internet_gateway", "vpn_gateway"].map((gateway) =>
    mirror(`aws_${gateway}`, "vpc_id", {
      by: `aws_${gateway}_attachment`,
      to: `${gateway}_id`,
      what: "vpc_id",
    }),
  ),
  {
    ...mirror("aws_route53_zone", "vpc", {
      by: "aws_route53_zone_association",
      to: "zone_id",
      what: "vpc_id",
    }),
    field: "vpc_id",
    // https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html (VPC)
    own: 1,
  },
  {
    ...mirror("aws_ec2_managed_prefix_list", "entry", {
      by: "aws_ec2_managed_prefix_list_entry",
      to: "prefix_list_id",
      what: "cidr",
    }),
    field: "cidr",
  },
  {
    ...mirror("aws_network_interface", "attachment", {
      by: "aws_network_interface_attachment",
      to: "network_interface_id",
      what: "instance_id",
    }),
    field: "instance",
  },
  ...[
    ["aws_network_interface", "security_groups"] as const,
    ["aws_instance", "vpc_security_group_ids"] as const,
  ].map(([type, attribute]) =>
    mirror(type, attribute, {
      by: "aws_network_interface_sg_attachment",
      to: "network_interface_id",
      what: "security_group_id",
    }),
  ),
  mirror("aws_autoscaling_group", "target_group_arns", {
    by: "aws_autoscaling_attachment",
    to: "autoscaling_group_name",
    what: "lb_target_group_arn",
  }),
  ...["instance", "network_interface"].map((holder) =>
    mirror(
      "aws_eip",
      holder,
      { by: "aws_eip_association", to: "allocation_id" },
      { by: "aws_eip_association", to: "public_ip" },
      { by: "aws_nat_gateway", to: "allocation_id" },
      { by: "aws_nat_gateway", to: "secondary_allocation_ids" },
      { by: "aws_lb", to: "subnet_mapping.allocation_id" },
    ),
  ),
];

function mirror(type: string, attribute: string, ...added: readonly Adding[]): Mirror {
  return { type, attribute, added };
}

/**
 * The deployment, in which each thing is told once: an attribute that shows what AWS has is without that which other
 * resources add. They tell of it themselves, unless a plan changes it or takes it away.
 */
export function withoutMirrored(deployment: Deployment): Deployment {
  const found = MIRRORS.flatMap((each) => {
    const observing = deployment
      .ofType(each.type)
      .filter((resource) => resource.observes(each.attribute) !== undefined);
    return observing.length === 0 ? [] : [{ ...each, observing, additions: additionsTo(each, deployment) }];
  });
  const bare = new Map<Resource["key"], Bare>();
  for (const { attribute, observing, additions, ...mirror } of found)
    for (const resource of observing) {
      const added = namesOf(resource).flatMap((name) => additions.get(name) ?? []);
      if (added.length === 0) continue;
      const known = bare.get(resource.key) ?? new Bare(resource);
      bare.set(resource.key, known);
      const why = resource.observes(attribute) === "last seen" ? unstated(attribute, resource) : undefined;
      known.takeAway(attribute, (value) => rest(value, new Set(added), mirror, why));
    }
  if (bare.size === 0) return deployment;
  return {
    resources: deployment.resources,
    find: (key) => bare.get(key) ?? deployment.find(key),
    ofType: (type) => deployment.ofType(type).map((each) => bare.get(each.key) ?? each),
    existing: (type) => deployment.existing(type),
    former: (type) => deployment.former(type),
  };
}

/** Stands for whatever is shown. */
const ANYTHING = Symbol("anything");
type Identity = string | typeof ANYTHING;

/** What is added to each resource, by its key or name: now, or before plans change or take it away. */
function additionsTo({ added }: Mirror, deployment: Deployment): ReadonlyMap<string, Identity[]> {
  const additions = new Map<string, Identity[]>();
  for (const { by, to, what } of added)
    for (const resource of [...deployment.ofType(by), ...deployment.former(by)]) {
      const identity = what === undefined ? ANYTHING : identityOf(resource.attribute(what));
      if (identity === undefined) continue;
      for (const owner of ownersIn(resource, to)) {
        const others = additions.get(owner);
        if (others === undefined) additions.set(owner, [identity]);
        else others.push(identity);
      }
    }
  return additions;
}

function ownersIn(resource: Resource, to: string): string[] {
  const [attribute = to, field] = to.split(".");
  const value = resource.attribute(attribute);
  const named =
    field !== undefined
      ? blocksOf(value, resource).items.map((block) => block[field])
      : value !== undefined && isList(value)
        ? elementsOf(value, resource).items
        : [value];
  return named.flatMap((each) => identityOf(each) ?? []);
}

/** What others call it: they refer to it or, as attachments do to Auto Scaling groups, write its name. */
function namesOf(resource: Resource): string[] {
  const name = resource.type === "aws_autoscaling_group" ? resource.attribute("name") : undefined;
  return typeof name === "string" ? [resource.key, name] : [resource.key];
}

function identityOf(value: Value | undefined): string | undefined {
  if (value instanceof Reference) return value.resource;
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * What is left without that which others add.
 * @param why what is left may be gone, where it may
 */
function rest(
  value: Value | undefined,
  added: ReadonlySet<Identity>,
  { field, own = 0 }: Pick<Mirror, "field" | "own">,
  why: Unknown | undefined,
): Value | undefined {
  const isAdded = (each: Value | undefined): boolean =>
    added.has(ANYTHING) || added.has(identityOf(each) ?? "");
  if (value === undefined || value === null || value instanceof Unknown) return value;
  if (!isList(value)) return isAdded(value) ? undefined : (why ?? value);
  const left = value.filter((each) => !isAdded(field !== undefined && isObject(each) ? each[field] : each));
  return why !== undefined && left.length > own ? left.map(() => why) : left;
}

/** A resource without what others have added to it. */
class Bare implements Resource {
  readonly #changed = new Map<string, (value: Value | undefined) => Value | undefined>();

  constructor(private readonly resource: Resource) {}

  takeAway(attribute: string, change: (value: Value | undefined) => Value | undefined): void {
    this.#changed.set(attribute, change);
  }

  get key(): Resource["key"] {
    return this.resource.key;
  }

  get mode(): Resource["mode"] {
    return this.resource.mode;
  }

  get type(): string {
    return this.resource.type;
  }

  get account(): Resource["account"] {
    return this.resource.account;
  }

  get region(): Resource["region"] {
    return this.resource.region;
  }

  get stated(): Resource["stated"] {
    return this.resource.stated;
  }

  get mentions(): Resource["mentions"] {
    return this.resource.mentions;
  }

  attribute(name: string): Value | undefined {
    const value = this.resource.attribute(name);
    const change = this.#changed.get(name);
    return change === undefined ? value : change(value);
  }

  observes(name: string): Observation | undefined {
    return this.resource.observes(name);
  }
}
