import { partsOfAddress } from "../addresses";
import { placeOf, Reference, type ResourceKey, Unknown, type Value } from "../value";
import { isList, isObject } from "../values";
import { type Identities, isIdentity } from "./identities";

/**
 * What those that read the outputs of a stack tell of it: a plan does not know yet by which ID a VPC will be known, and
 * whoever read its state once it was applied does.
 */
export class Learned {
  readonly #facts = new Map<ResourceKey, Map<string, Value>>();

  constructor(private readonly identities: Identities) {}

  /** What an attribute of a resource is worth, where it is no identity of it. */
  fact(resource: ResourceKey, attribute: string): Value | undefined {
    return this.#facts.get(resource)?.get(attribute);
  }

  /** Brings together what an output will be and what was read of it. */
  pair(made: Value, read: Value): Lesson {
    if (made instanceof Reference) return this.#learn(made, read);
    if (made instanceof Unknown) return "nothing";
    if (isList(made) && isList(read)) return this.#pairMembers(made, read);
    if (!isObject(made) || !isObject(read)) return "nothing";
    const shared = Object.keys(made).filter((key) => Object.hasOwn(read, key));
    return greatest(shared.map((key) => this.pair(made[key] ?? null, read[key] ?? null)));
  }

  #pairMembers(made: readonly Value[], read: readonly Value[]): Lesson {
    if (made.length !== read.length) return "nothing";
    const lesson = greatest(made.map((value, index) => this.pair(value, read[index] ?? null)));
    return lesson === "something" && made.length > 1 ? "by place" : lesson;
  }

  #learn(made: Reference, read: Value): Lesson {
    if (read === null || typeof read === "object") return "nothing";
    const { type } = partsOfAddress(placeOf(made.resource).address);
    if (typeof read === "string" && isIdentity(read, made, type)) this.identities.learn(read, made, type);
    const known = this.#facts.get(made.resource);
    if (known === undefined) this.#facts.set(made.resource, new Map([[made.attribute, read]]));
    else known.set(made.attribute, read);
    return "something";
  }
}

/** Each holds more than the one before. */
const LESSONS = ["nothing", "something", "by place"] as const;

/** What was learned; by place where members of lists are taken to stand in the same order. */
type Lesson = (typeof LESSONS)[number];

function greatest(lessons: readonly Lesson[]): Lesson {
  return LESSONS.findLast((each) => lessons.includes(each)) ?? "nothing";
}
