import type { Resource } from "../deployment";
import { placeOf, Reference, type ResourceKey, Unknown, type Value } from "../value";
import { TAKING_OVER } from "./identity-table";
import type { Place } from "./places";

/** What makes things of a type that data sources find. AWS makes some of them with a VPC or gateway. */
const MAKERS: Readonly<Record<string, readonly string[]>> = {
  aws_ec2_transit_gateway: ["aws_ec2_transit_gateway"],
  aws_ec2_transit_gateway_route_table: ["aws_ec2_transit_gateway_route_table", "aws_ec2_transit_gateway"],
  aws_ec2_transit_gateway_vpc_attachment: ["aws_ec2_transit_gateway_vpc_attachment"],
  aws_instance: ["aws_instance"],
  aws_route_table: ["aws_route_table", "aws_default_route_table", "aws_vpc", "aws_default_vpc"],
  aws_security_group: ["aws_security_group", "aws_default_security_group", "aws_vpc", "aws_default_vpc"],
  aws_subnet: ["aws_subnet", "aws_default_subnet"],
  aws_vpc: ["aws_vpc", "aws_default_vpc"],
};

/** What AWS never changes of a thing: two that differ in it are two. */
const LASTING: Readonly<Record<string, readonly string[]>> = {
  aws_instance: ["private_ip", "availability_zone"],
  aws_security_group: ["name", "description"],
  aws_subnet: ["cidr_block", "availability_zone", "availability_zone_id"],
  aws_vpc: ["cidr_block"],
};

/** What a thing is a part of for good. */
const PARTS_OF: Readonly<Record<string, readonly string[]>> = {
  aws_ec2_transit_gateway_route_table: ["transit_gateway_id"],
  aws_ec2_transit_gateway_vpc_attachment: ["transit_gateway_id", "vpc_id"],
  aws_instance: ["subnet_id"],
  aws_route_table: ["vpc_id"],
  aws_security_group: ["vpc_id"],
  aws_subnet: ["vpc_id"],
};

interface Known {
  /** Every resource and data source, as its file tells it. */
  readonly given: ReadonlyMap<ResourceKey, Resource>;
  /** What makes or finds what a text is the identity of. */
  readonly find: (text: string) => Reference | undefined;
  /** What was learned of a resource from those that read its stack's outputs. */
  readonly fact: (resource: ResourceKey, attribute: string) => Value | undefined;
  /** Where a resource of a plan is made. */
  readonly placeOf: (resource: Resource) => Place;
  /** Who owns what a data source finds, and where that is. */
  readonly foundAt: (source: Resource) => Place;
}

/**
 * Tells which resource a found thing may be, though its ID does not say so: one whose plan is older than the other file,
 * and does not know yet which ID AWS will give it.
 */
export class Likeness {
  readonly #madeByType = new Map<string, Resource[]>();

  constructor(private readonly known: Known) {
    for (const each of known.given.values()) {
      if (each.mode !== "managed" || this.#idOf(each) !== undefined) continue;
      const others = this.#madeByType.get(each.type);
      if (others === undefined) this.#madeByType.set(each.type, [each]);
      else others.push(each);
    }
  }

  /** @param sources data sources that find one thing */
  makerOf(sources: readonly Resource[]): Resource | undefined {
    const [found] = sources;
    if (found === undefined) return undefined;
    const stacks = new Set(sources.map(({ key }) => placeOf(key).stack));
    for (const type of makersOf(found.type))
      for (const made of this.#madeByType.get(type) ?? []) {
        // What was there when its own plan was made is nothing that this plan makes.
        const isThere = stacks.has(placeOf(made.key).stack) && !TAKING_OVER.has(type);
        if (!isThere && this.#mayBeMade(found, made)) return made;
      }
    return undefined;
  }

  #mayBeMade(found: Resource, made: Resource): boolean {
    if (!areNear(this.known.foundAt(found), this.known.placeOf(made))) return false;
    const whole = wholeMadeWith(found, made);
    if (whole === undefined) return this.#mayBe(found, made);
    const isNamedOtherwise =
      found.type === "aws_security_group" && differ(found.attribute("name"), "default");
    return !isNamedOtherwise && this.#isWithin(found, whole, made);
  }

  #mayBe(found: Resource, made: Resource): boolean {
    if ((LASTING[found.type] ?? []).some((name) => differ(found.attribute(name), made.attribute(name))))
      return false;
    return (PARTS_OF[found.type] ?? []).every((name) => {
      const stated = made.attribute(name);
      const whole = stated instanceof Reference ? this.known.given.get(stated.resource) : undefined;
      return whole === undefined
        ? !differ(found.attribute(name), stated)
        : this.#isWithin(found, name, whole);
    });
  }

  /** Whether what a found thing is a part of may be a resource. */
  #isWithin(found: Resource, name: string, whole: Resource): boolean {
    const id = found.attribute(name);
    if (typeof id !== "string" || whole.mode === "data") return true;
    const own = this.#idOf(whole);
    if (own !== undefined) return own === id;
    const named = this.known.find(id);
    const other = named === undefined ? undefined : this.known.given.get(named.resource);
    if (other === undefined) return true;
    if (other.mode === "managed") return other.key === whole.key;
    return this.#mayBeMade(other, whole);
  }

  #idOf(resource: Resource): string | undefined {
    const told = [resource.attribute("id"), this.known.fact(resource.key, "id")];
    return told.find((each) => typeof each === "string");
  }
}

/** Of what is not analysed as an existing thing, nothing. */
function makersOf(type: string): readonly string[] {
  return Object.hasOwn(MAKERS, type) ? (MAKERS[type] ?? []) : [];
}

/** By what a thing tells the resource that AWS made it with, if it is of such types. */
function wholeMadeWith(found: Resource, made: Resource): string | undefined {
  if (found.type === "aws_ec2_transit_gateway_route_table" && made.type === "aws_ec2_transit_gateway")
    return "transit_gateway_id";
  return found.type !== "aws_vpc" && (made.type === "aws_vpc" || made.type === "aws_default_vpc")
    ? "vpc_id"
    : undefined;
}

function differ(one: Value | undefined, other: Value | undefined): boolean {
  return typeof one === "string" && typeof other === "string" && one !== "" && other !== "" && one !== other;
}

function areNear(one: Place, other: Place): boolean {
  return (["account", "region"] as const).every(
    (name) => one[name] instanceof Unknown || other[name] instanceof Unknown || one[name] === other[name],
  );
}
