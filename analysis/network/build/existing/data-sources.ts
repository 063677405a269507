import {
  type Deployment,
  isList,
  placeOf,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../../terraform";
import { asText, blocksOf, EXISTING_TYPES } from "../attributes";

/** What data sources that seek tell of what they found: no argument of theirs. */
const FOUND: ReadonlySet<string> = new Set(["arns", "id", "ids"]);

/** Any of whose values is sought, by name. */
type Filters = ReadonlyMap<string, readonly string[]>;

/** The data sources of a deployment: those that name a thing, and those that seek by filters. */
export class DataSources {
  readonly #named = new Map<string, Resource>();
  readonly #byStack = new Map<string, Resource[]>();
  readonly #sought = new Map<string, Resource[]>();

  constructor(private readonly deployment: Deployment) {
    for (const type of [...EXISTING_TYPES, "aws_vpc_security_group_rule"]) {
      for (const resource of this.existing(type)) {
        const id = idOf(resource);
        if (id !== undefined) this.#named.set(keyOf(type, id, placeOfThings(resource)), resource);
      }
    }
    for (const resource of deployment.resources) {
      if (resource.mode !== "data") continue;
      const id = idOf(resource);
      if (id !== undefined)
        add(this.#byStack, keyOf(resource.type, id, placeOf(resource.key).stack), resource);
      const filters = this.#filtersOf(resource);
      if (filters !== undefined) add(this.#sought, soughtKey(resource.type, filters, resource), resource);
    }
  }

  /** What data sources of a type name by IDs that are written out, each thing once: no stack makes it. */
  existing(type: string): readonly Resource[] {
    return this.deployment.existing(type).filter((each) => idOf(each) !== undefined);
  }

  /** The data sources of a stack that name the thing of a type that has an ID. */
  namedIn(stack: string, type: string, id: string): readonly Resource[] {
    return this.#byStack.get(keyOf(type, id, stack)) ?? [];
  }

  /** The thing of a type that has an ID. @param beside a resource of its account and Region */
  named(type: string, id: string, beside: Resource): Resource | undefined {
    return this.#named.get(keyOf(type, id, placeOfThings(beside)));
  }

  /** Those of a type that seek by exactly these filters, in the account and Region of another. */
  seeking(
    type: string,
    filters: Readonly<Record<string, string | readonly string[]>>,
    beside: Resource,
  ): readonly Resource[] {
    const values = Object.entries(filters).map(([name, value]) => [name, [value].flat()] as const);
    return this.#sought.get(soughtKey(type, new Map(values), beside)) ?? [];
  }

  /** The filters of a data source that states nothing else; none where one of their values is not known. */
  #filtersOf(resource: Resource): Filters | undefined {
    const written = resource.attribute("filter");
    // Another way of seeking beside filters would find less.
    if (written === undefined || resource.stated.filter((name) => !FOUND.has(name)).length !== 1)
      return undefined;
    const { items, doubts } = blocksOf(written, resource);
    const filters = new Map<string, readonly string[]>();
    for (const filter of items) {
      const name = asText(filter["name"], resource);
      const { values } = filter;
      const texts = (values !== undefined && isList(values) ? values : [undefined]).map((each) =>
        this.idIn(each),
      );
      if (typeof name !== "string" || filters.has(name) || !texts.every((each) => each !== undefined))
        return undefined;
      filters.set(name, texts);
    }
    return doubts.length > 0 ? undefined : filters;
  }

  /** The ID that a value is, written out or as a reference to what it names. */
  idIn(value: Value | undefined): string | undefined {
    if (typeof value === "string") return value;
    if (!(value instanceof Reference) || value.attribute !== "id") return undefined;
    const found = this.deployment.find(value.resource);
    return found?.mode === "data" && !value.isSought ? idOf(found) : undefined;
  }

  /** Whether an instance has no interface but one. */
  hasOneInterface(instance: Resource): boolean {
    const id = idOf(instance);
    if (id === undefined) return false;
    return this.seeking("aws_network_interfaces", { "attachment.instance-id": id }, instance).some(
      (each) => countOf(each) === 1,
    );
  }

  /** IDs that are written out, as the identities of what has them. @param type of the things that the IDs are of */
  identify(value: Value, type: string | undefined, beside: Resource): Value {
    if (type === undefined) return value;
    if (isList(value)) return value.map((each) => this.identify(each, type, beside));
    if (typeof value !== "string") return value;
    const found = this.named(type, value, beside);
    return found === undefined ? value : new Reference(found.key, "id");
  }
}

/** The ID that a data source names. */
export function idOf(resource: Resource): string | undefined {
  const id = resource.attribute("id");
  return typeof id === "string" ? id : undefined;
}

/** How many things a data source that seeks found: as a postcondition says, or as it found them. */
export function countOf(source: Resource): number | undefined {
  const demanded = source.attribute("length(self.ids)");
  if (typeof demanded === "number") return demanded;
  const ids = source.attribute("ids");
  return ids !== undefined && isList(ids) && !ids.some((id) => id instanceof Unknown)
    ? ids.length
    : undefined;
}

export function isEmptyList(value: Value | undefined): boolean {
  return value !== undefined && isList(value) && value.length === 0;
}

function add(all: Map<string, Resource[]>, key: string, resource: Resource): void {
  const others = all.get(key);
  if (others === undefined) all.set(key, [resource]);
  else others.push(resource);
}

function keyOf(type: string, id: string, place: string): string {
  return JSON.stringify([type, id, place]);
}

function soughtKey(type: string, filters: Filters, resource: Resource): string {
  const sorted = [...filters].map(([name, values]) => [name, values.toSorted()] as const);
  return JSON.stringify([
    type,
    sorted.sort(([one], [other]) => (one < other ? -1 : 1)),
    placeOfThings(resource),
  ]);
}

/** What has one ID is one thing in one account and Region; where they are not told, in one stack. */
function placeOfThings({ key, account, region }: Resource): string {
  return account instanceof Unknown || region instanceof Unknown
    ? placeOf(key).stack
    : `${account} ${region}`;
}
