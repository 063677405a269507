import { type Interval, IntervalSet, Ipv4Block } from "../../../modules/addressing";
import { type ElementKey, isKnown, type Network, type Route } from "../../network";
import { EVERY_ADDRESS, PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { derivedOnce } from "../derived-once";

/** Things of a network that are compared with all that they refer to. */
export interface Described {
  readonly roots: readonly unknown[];
  /** Those of the roots, whose names do not matter. */
  readonly stacks: readonly string[];
  /** Of the VPC that the packets stay in, all of them, in the order of its listing. */
  readonly blocks: readonly Ipv4Block[];
  /** What is compared by its name, and not followed. */
  readonly named: ElementKey;
}

/**
 * Whether two are the same where only names differ (of resources, stacks and accounts, and of what is not known) and
 * where addresses lie: those of the VPC that all of it is in are counted from the beginning of the block of the VPC that
 * has them, and others are left out, since no packet between interfaces of the VPC has them. Ports and zones are
 * compared as they are.
 */
export function areAlike(network: Network, one: Described, other: Described): boolean {
  return new Comparison(network, one, other).isSame;
}

/** Below it, numbers are ports, protocols and the like; VPCs have no such addresses. */
const FIRST_OF_ADDRESSES = 2 ** 16;

/** Visits both side by side, depth first, as long as they are the same. There are very many, so it allocates little. */
class Comparison {
  readonly isSame: boolean;
  /** What stands in the other where something stands in the one, and the other way round. */
  private readonly others = new Map<unknown, unknown>();
  private readonly ones = new Map<unknown, unknown>();
  private readonly elements: Catalogue;
  private readonly named: ElementKey;
  private readonly blocks: readonly Ipv4Block[];
  private readonly otherBlocks: readonly Ipv4Block[];
  private readonly haveSameBlocks: boolean;

  constructor(network: Network, one: Described, other: Described) {
    this.elements = catalogueOf(network);
    this.named = one.named;
    this.blocks = one.blocks;
    this.otherBlocks = other.blocks;
    this.haveSameBlocks = one.blocks.every((block, index) => other.blocks[index]?.equals(block) === true);
    this.isSame =
      one.named === other.named &&
      one.blocks.length === other.blocks.length &&
      one.stacks.every((stack, index) => this.correspond(stack, other.stacks[index])) &&
      this.all(one.roots, other.roots);
  }

  private all(one: readonly unknown[], other: readonly unknown[]): boolean {
    if (one.length !== other.length) return false;
    for (let index = 0; index < one.length; index += 1)
      if (!this.values(one[index], other[index])) return false;
    return true;
  }

  private values(one: unknown, other: unknown): boolean {
    if (typeof one === "string") return typeof other === "string" && this.texts(one, other);
    if (typeof one === "object" && one !== null)
      return typeof other === "object" && other !== null && this.things(one, other);
    if (typeof one === "number" && one >= FIRST_OF_ADDRESSES)
      return typeof other === "number" && this.intervals([intervalAt(one)], [intervalAt(other)]);
    // Networks hold nothing else than these, undefined and null.
    return one === other;
  }

  private things(one: object, other: object): boolean {
    if (one.constructor !== other.constructor) return false;
    if (Array.isArray(one)) return Array.isArray(other) && this.all(one, other);
    // Most are plain; classes are looked up in the modules that export them, which takes its time.
    if (one.constructor === Object) return this.fields(one, other);
    if (one instanceof IntervalSet && other instanceof IntervalSet) return this.sets(one, other);
    if (one instanceof Ipv4Block && other instanceof Ipv4Block)
      return (
        one.prefixLength === other.prefixLength &&
        ((this.haveSameBlocks && one.first === other.first) || this.intervals([one], [other]))
      );
    if (one instanceof PacketSet && other instanceof PacketSet) return this.packets(one, other);
    if (one instanceof Unknown) return this.correspond(one, other);
    if ((one instanceof Map && other instanceof Map) || (one instanceof Set && other instanceof Set))
      return this.all([...one], [...other]);
    return this.fields(one, other);
  }

  private fields(one: object, other: object): boolean {
    let names = 0;
    // Objects of networks inherit no fields.
    for (const name in one) {
      names += 1;
      // What anything is called, and which resource says it, no packet knows.
      if (name === "key" || name === "at") continue;
      // What they are, the visit finds out.
      // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
      const [left, right] = [(one as Fields)[name], (other as Fields)[name]];
      // Most are the same words and nothing in lists; asking no more of these saves half of the time.
      if (left === right && (typeof left === "boolean" || name === "kind")) continue;
      if (Array.isArray(left) && left.length === 0 && Array.isArray(right) && right.length === 0) continue;
      if (name === "destination" && isRoute(one) && isRoute(other)) {
        const [isAside, isOtherAside] = [leadsAside(one, this.blocks), leadsAside(other, this.otherBlocks)];
        if (isAside || isOtherAside) return isAside === isOtherAside;
      }
      if (!this.values(left, right)) return false;
    }
    return names === Object.keys(other).length;
  }

  private packets(one: PacketSet, other: PacketSet): boolean {
    if (one === other && (this.haveSameBlocks || hasEveryAddress(one))) return true;
    if (hasEveryAddress(one) || hasEveryAddress(other))
      return hasEveryAddress(one) && hasEveryAddress(other) && one.equals(other);
    return this.all(one.boxes, other.boxes);
  }

  private sets(one: IntervalSet, other: IntervalSet): boolean {
    return (this.haveSameBlocks && one.equals(other)) || this.intervals(one.intervals, other.intervals);
  }

  private intervals(one: readonly Interval[], other: readonly Interval[]): boolean {
    const [left, right] = [relativeTo(this.blocks, one), relativeTo(this.otherBlocks, other)];
    return left.length === right.length && left.every((number, index) => number === right[index]);
  }

  private texts(one: string, other: string): boolean {
    if (!one.includes(":")) {
      if (one.length === ACCOUNT_DIGITS && ACCOUNT.test(one))
        return ACCOUNT.test(other) && this.correspond(one, other);
      return one === other;
    }
    if (one === this.named || other === this.named) return one === other;
    const known = this.others.get(one);
    if (known !== undefined) return known === other;
    const map = this.elements.mapOf(one);
    if (map === undefined) return this.elements.mapOf(other) === undefined && this.unfound(one, other);
    return (
      map.has(other) &&
      this.correspond(one, other) &&
      this.values(map.get(one), map.get(other)) &&
      this.all(this.elements.besides(one), this.elements.besides(other))
    );
  }

  /** Of a resource of one of the stacks, that it is there; any other text may matter. */
  private unfound(one: string, other: string): boolean {
    const [left, right] = [stackIn(one), stackIn(other)];
    if (left !== undefined && this.others.has(left)) return this.others.get(left) === right;
    return one === other && !this.ones.has(right);
  }

  /** Whether each stands where the other does, here and wherever else. */
  private correspond(one: unknown, other: unknown): boolean {
    if (this.others.has(one) || this.ones.has(other))
      return this.others.get(one) === other && this.ones.get(other) === one;
    this.others.set(one, other);
    this.ones.set(other, one);
    return true;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const ACCOUNT = /^\d{12}$/;
const ACCOUNT_DIGITS = 12;

function intervalAt(value: number): Interval {
  return { first: value, last: value };
}

/** What is neither a port nor of the VPC does not matter. */
function relativeTo(blocks: readonly Ipv4Block[], intervals: readonly Interval[]): number[] {
  const numbers: number[] = [];
  for (const { first, last } of intervals) {
    if (first < FIRST_OF_ADDRESSES) numbers.push(-1, first, Math.min(last, FIRST_OF_ADDRESSES));
    for (let index = 0; index < blocks.length; index += 1) {
      const own = blocks[index];
      if (own === undefined || last < own.first || first > own.last) continue;
      numbers.push(index, Math.max(first, own.first) - own.first, Math.min(last, own.last) - own.first);
    }
  }
  return numbers;
}

/** Nothing else in a network has both. */
function isRoute(value: object): value is Route {
  return "destination" in value && "target" in value;
}

/** A route to a block that holds addresses of others only, or all of the VPC's, which its own route goes before. */
function leadsAside({ destination }: Route, blocks: readonly Ipv4Block[]): boolean {
  const block = isKnown(destination) && destination.kind === "block" ? destination.block : undefined;
  return block !== undefined && !blocks.some((own) => own.contains(block));
}

function stackIn(text: string): string | undefined {
  return /^([^:]*):(?:data\.)?aws_[a-z0-9_]+\./.exec(text)?.[1];
}

function hasEveryAddress({ boxes }: PacketSet): boolean {
  return boxes.every(
    ({ sources, destinations }) => sources.equals(EVERY_ADDRESS) && destinations.equals(EVERY_ADDRESS),
  );
}

/** What is not a map of elements, for all that an element is looked up in it. */
const BESIDE: readonly string[] = ["unmodelled", "refusals"] satisfies (keyof Network)[];

const NOTHING: readonly unknown[] = [];

type Elements = ReadonlyMap<string, unknown>;

/** The elements of a network, each of which is in one of its maps. */
class Catalogue {
  private readonly maps: readonly Elements[];
  /** By key; one is compared with very many. */
  private readonly known = new Map<string, Elements>();

  constructor(private readonly network: Network) {
    this.maps = Object.entries<Elements>({ ...network })
      .filter(([name, { size }]) => !BESIDE.includes(name) && size > 0)
      .map(([, elements]) => elements);
  }

  /** The map with an element. */
  mapOf(key: string): Elements | undefined {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = this.maps.find((each) => each.has(key));
    if (found !== undefined) this.known.set(key, found);
    return found;
  }

  /** What the network says of an element beside. */
  besides(key: string): readonly unknown[] {
    const { unmodelled, refusals } = this.network;
    if (unmodelled.size + refusals.size === 0) return NOTHING;
    // Other texts are in none of them.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
    const element = key as ElementKey;
    return [unmodelled.get(element) ?? NOTHING, refusals.get(element) ?? NOTHING];
  }
}

const catalogueOf = derivedOnce((network: Network) => new Catalogue(network));
