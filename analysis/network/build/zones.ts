import { sentenceOf } from "../../../modules/addressing";
import {
  type AccountId,
  type AzId,
  isInRegion,
  parseAzId,
  parseRegion,
  type Region,
} from "../../../modules/identity";
import {
  type Deployment,
  formatReference,
  isList,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import { isKnown, type Known, sameKnown } from "../known";
import { asText, typeOf } from "./attributes";
import { subnetResources } from "./identities";
import { attributesOf } from "./readers";
import { TARGET_GROUP_ATTACHMENT_TYPES } from "./resource-types";

/** What states in which zone it is by a name or an ID. */
interface Statement {
  readonly resource: Resource;
  readonly stated: Value;
}

/** A name of a zone, which counts in one account. */
interface ZoneName {
  readonly account: Known<AccountId>;
  /** The Region that the name itself tells; `undefined` where it is only a place in a list that is not known yet. */
  readonly region: Region | undefined;
  /** What gives names to zones: names of one source are different where their zones are. */
  readonly source: string;
  readonly name: string;
}

/**
 * Tells zones apart by their IDs. Names mean other zones in other accounts: one stands for an ID where something of the
 * account tells both, and for itself where nothing else tells zones of the Region, so that only it is compared with
 * names of its account.
 * @see https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export class Zones {
  readonly #ids = new Map<Known<AccountId>, Map<string, AzId>>();
  readonly #stated: readonly AzId[];
  readonly #names: readonly ZoneName[];
  readonly #standing = new Map<Known<AccountId>, Map<string, boolean>>();

  constructor(deployment: Deployment) {
    const subnets = subnetResources(deployment);
    for (const subnet of subnets)
      this.#learn(subnet, subnet.attribute("availability_zone"), subnet.attribute("availability_zone_id"));
    for (const source of deployment.resources) if (source.mode === "data") this.#learnFrom(source);
    const statements = [
      ...subnets.map((resource) => ({ resource, stated: zoneStatedBy(resource) })),
      ...TARGET_GROUP_ATTACHMENT_TYPES.flatMap((type) => deployment.ofType(type)).map((resource) => ({
        resource,
        stated: resource.attribute("availability_zone"),
      })),
    ].flatMap(({ resource, stated }): Statement[] => (stated === undefined ? [] : [{ resource, stated }]));
    this.#stated = statements.flatMap((each) => this.#idOf(each) ?? []);
    this.#names = statements.flatMap((each) => (this.#idOf(each) === undefined ? (nameIn(each) ?? []) : []));
  }

  /** The zone of a subnet. */
  ofSubnet(subnet: Resource): Known<AzId> {
    const stated = zoneStatedBy(subnet);
    return stated === undefined
      ? new Unknown("availability_zone_id", "left out, AWS picks a zone", subnet.key)
      : this.stated(stated, subnet);
  }

  /** The zone that a resource states. */
  stated(stated: Value, resource: Resource): Known<AzId> {
    const statement = { stated, resource };
    const id = this.#idOf(statement);
    if (id !== undefined) return id;
    const name = nameIn(statement);
    if (name !== undefined && this.#standsForItself(name)) return asZone(name.name);
    const text = asText(stated, resource);
    if (text === undefined || text instanceof Unknown)
      return text ?? new Unknown("availability_zone", "this is not stated", resource.key);
    const zone = parseAzId(text);
    return zone.ok ? zone.value : new Unknown(text, sentenceOf(zone.fault), resource.key);
  }

  #idOf({ stated, resource }: Statement): AzId | undefined {
    if (typeof stated !== "string") return undefined;
    const zone = parseAzId(stated);
    return zone.ok ? zone.value : this.#ids.get(resource.account)?.get(stated);
  }

  /** Whether it is compared only with names that its own account and source gives. */
  #standsForItself(name: ZoneName): boolean {
    const { account, region, source } = name;
    const judged = this.#standing.get(account) ?? new Map<string, boolean>();
    this.#standing.set(account, judged);
    const key = `${region ?? ""} ${source}`;
    const known = judged.get(key) ?? this.#isAlone(name);
    judged.set(key, known);
    return known;
  }

  #isAlone({ account, region, source }: ZoneName): boolean {
    const isElsewhere = (other: Region | undefined): boolean =>
      region !== undefined && other !== undefined && region !== other;
    return (
      this.#stated.every((id) => region !== undefined && !isInRegion(id, region)) &&
      this.#names.every(
        (other) =>
          isElsewhere(other.region) ||
          (sameKnown(other.account, account) === true && other.source === source),
      )
    );
  }

  #learnFrom(source: Resource): void {
    const read = attributesOf(source);
    if (source.type === "aws_availability_zone") this.#learn(source, read("name"), read("zone_id"));
    if (source.type !== "aws_availability_zones") return;
    // The provider fills both lists in one order.
    const [names, ids] = [read("names"), read("zone_ids")];
    if (names === undefined || ids === undefined || !isList(names) || !isList(ids)) return;
    if (names.length === ids.length)
      names.forEach((name, index) => {
        this.#learn(source, name, ids[index]);
      });
  }

  #learn({ account }: Resource, name: Value | undefined, id: Value | undefined): void {
    const zone = typeof id === "string" ? parseAzId(id) : undefined;
    if (typeof name !== "string" || zone?.ok !== true) return;
    const known = this.#ids.get(account) ?? new Map<string, AzId>();
    this.#ids.set(account, known.set(name, zone.value));
  }
}

/** By its ID where that is told, which a plan tells only of what is there. */
function zoneStatedBy(subnet: Resource): Value | undefined {
  const read = attributesOf(subnet);
  const [id, name] = [read("availability_zone_id"), read("availability_zone")];
  return isTold(id) || !isTold(name) ? (id ?? name) : name;
}

function isTold(value: Value | undefined): boolean {
  return typeof value === "string" || placeInList(value) !== undefined;
}

/** Its place in a list of zones that a data source finds: the same one in that of names and in that of IDs. */
function placeInList(value: Value | undefined): string | undefined {
  return value instanceof Reference && typeOf(value) === "aws_availability_zones"
    ? /^(?:names|zone_ids)(\[\d+\])$/.exec(value.attribute)?.[1]
    : undefined;
}

/** The name that a statement gives: a text, or what has a place in the list of a data source. */
function nameIn({ stated, resource: { account, region } }: Statement): ZoneName | undefined {
  if (typeof stated === "string") {
    const parsed = /^(.+-\d)[a-z]$/.exec(stated)?.[1];
    const own = parsed === undefined ? undefined : parseRegion(parsed);
    return own?.ok === true ? { account, region: own.value, source: "names", name: stated } : undefined;
  }
  const place = placeInList(stated);
  if (!(stated instanceof Reference) || place === undefined) return undefined;
  return {
    account,
    region: isKnown(region) ? region : undefined,
    source: stated.resource,
    name: `${formatReference(new Reference(stated.resource, "names"))}${place}`,
  };
}

/** A name that is compared with nothing but names that one account gives. */
function asZone(name: string): AzId {
  // The one place where a name stands for an ID: it is as good as one to tell zones apart.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return name as AzId;
}
