import type { Observation, Resource } from "../deployment";
import { JoinedText, Reference, type ResourceKey, Unknown, type Value } from "../value";
import { isList, isObject } from "../values";
import { TEXTS } from "./identity-table";
import type { Place } from "./places";

/** What texts and references stand for, once everything is known that makes or finds something. */
export interface Meanings {
  /** Which resource a text is the identity of; unknown where that may be one or another. */
  ofText(text: string): Reference | Unknown | undefined;
  /** A reference to a data source, as one to what it finds; any other as it is. */
  ofReference(reference: Reference): Value;
  /** What was learned of a resource from those that read its stack's outputs. */
  fact(resource: ResourceKey, attribute: string): Value | undefined;
}

/** A resource whose attributes refer to what others make. */
export class IdentifiedResource implements Resource {
  readonly #values = new Map<string, Value | undefined>();
  #known: Place | undefined;

  /**
   * @param told what it says, before its texts are taken for what they are the identities of
   * @param secrets marks what of it is not to be printed
   */
  constructor(
    private readonly told: Resource,
    private readonly secrets: unknown,
    private readonly placed: () => Place,
    private readonly meanings: Meanings,
  ) {}

  get key(): ResourceKey {
    return this.told.key;
  }

  get mode(): "managed" | "data" {
    return this.told.mode;
  }

  get type(): string {
    return this.told.type;
  }

  get account(): Resource["account"] {
    return this.#place().account;
  }

  get region(): Resource["region"] {
    return this.#place().region;
  }

  /** Most are never asked for. */
  #place(): Place {
    this.#known ??= this.placed();
    return this.#known;
  }

  get stated(): readonly string[] {
    return this.told.stated;
  }

  get mentions(): readonly ResourceKey[] {
    return this.told.mentions.map((key) => {
      const meant = this.meanings.ofReference(new Reference(key, "id"));
      return meant instanceof Reference ? meant.resource : key;
    });
  }

  observes(name: string): Observation | undefined {
    return this.told.observes(name);
  }

  attribute(name: string): Value | undefined {
    if (this.#values.has(name)) return this.#values.get(name);
    const value = this.#workOut(name);
    this.#values.set(name, value);
    return value;
  }

  #workOut(name: string): Value | undefined {
    const told = this.told.attribute(name);
    if (told === undefined || told === null || told instanceof Unknown)
      return this.meanings.fact(this.key, name) ?? told;
    const mark = memberOf(this.secrets, name);
    const reader = new Reader(this.key, this.#leavesAsTold(name) ? undefined : this.meanings);
    return reader.read(told, mark, name);
  }

  /** Its own names are texts; but a data source says by them what it finds. */
  #leavesAsTold(name: string): boolean {
    return TEXTS.has(name) || (this.mode === "managed" && (name === "id" || name === "arn"));
  }
}

/**
 * Texts that hold identities: an option of Elastic Beanstalk lists IDs, a rule writes the account before a group that is
 * another account's, and one for a VPN tunnel the length of a block behind its address.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html#command-options-general-ec2vpc
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
const HOLDING = /^(?:[a-z]+-[0-9a-z]+(?:,[a-z]+-[0-9a-z]+)+|\d{12}\/sg-[0-9a-z]+|\d+(?:\.\d+){3}\/32)$/;
/** What stands between and around them, which are pieces of their own. */
const AROUND = /(,|\d{12}\/|\/32$)/;

/** Reads what a file holds of one resource. */
class Reader {
  constructor(
    private readonly key: ResourceKey,
    private readonly meanings: Meanings | undefined,
  ) {}

  /** @param mark `true` where nothing of the value is to be printed; else marks what of it is not */
  read(value: Value, mark: unknown, name: string): Value {
    if (typeof value === "string") return this.#text(value, mark, name);
    if (value instanceof Reference) return this.#reference(value, mark, name);
    if (value === null || value instanceof Unknown) return value;
    if (isList(value)) return this.#list(value, mark, name);
    if (isObject(value)) return this.#object(value, mark, name);
    return mark === true ? this.#secret(name) : value;
  }

  /** It may be to an output that is worth anything else. */
  #reference(reference: Reference, mark: unknown, name: string): Value {
    const meant = this.meanings?.ofReference(reference) ?? reference;
    return meant instanceof Reference ? meant : this.read(meant, mark, name);
  }

  /** Providers write an empty text for what is left out. */
  #text(text: string, mark: unknown, name: string): Value {
    if (text === "") return null;
    const meant = this.meanings?.ofText(text);
    if (meant instanceof Unknown || (meant !== undefined && meant.resource !== this.key)) return meant;
    if (mark !== true && HOLDING.test(text)) return this.#joined(text);
    return mark === true ? this.#secret(name) : text;
  }

  #joined(text: string): Value {
    const pieces: (string | Reference)[] = [];
    for (const piece of text.split(AROUND).filter((each) => each !== "")) {
      const meant = this.meanings?.ofText(piece) ?? piece;
      if (meant instanceof Unknown) return meant;
      pieces.push(meant);
    }
    const isHeld = pieces.some(
      // Any other address alone says enough.
      (piece) => piece instanceof Reference && (!text.includes(".") || piece.attribute.startsWith("tunnel")),
    );
    return isHeld
      ? new JoinedText(pieces, text, "it is known once the resources exist that it names", this.key)
      : text;
  }

  #list(list: readonly Value[], mark: unknown, name: string): Value {
    const read = list.map((each, index) => this.read(each, memberOf(mark, index), name));
    return read.every((each, index) => each === list[index]) ? list : read;
  }

  #object(object: Readonly<Record<string, Value>>, mark: unknown, name: string): Value {
    const read = Object.keys(object).map(
      (key) => [key, this.read(object[key] ?? null, memberOf(mark, key), name)] as const,
    );
    if (read.every(([key, each]) => each === object[key])) return object;
    // Without a prototype, a key such as `__proto__` or `constructor` is a key like any other.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
    const copy = Object.create(null) as Record<string, Value>;
    for (const [key, each] of read) copy[key] = each;
    return copy;
  }

  #secret(name: string): Unknown {
    return new Unknown(name, "it is sensitive", this.key);
  }
}

/** The mark of a member; of a whole that is marked, every member is. */
function memberOf(mark: unknown, member: string | number): unknown {
  if (mark === true || typeof mark !== "object" || mark === null) return mark;
  return Object.hasOwn(mark, member) ? Reflect.get(mark, member) : undefined;
}
