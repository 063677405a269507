import { isBody } from "./blocks";
import { isTemplate } from "./template";
import type { ResourceKey } from "./value";

/** A resource as mentions are sought in it. */
interface Mentioned {
  readonly key: ResourceKey;
  /** Its number, where `count` is stated. */
  readonly index: number | undefined;
  readonly block: { readonly content: { readonly written: Iterable<unknown> } };
}

/** Where the names of expressions count. */
interface Mentionable {
  readonly resources: ReadonlyMap<string, readonly Mentioned[]>;
  readonly locals: ReadonlyMap<string, { readonly written: unknown }>;
}

const NAME = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
/** Two names in a row, the second of which may begin the next such pair; then an index, or the attribute. */
const PAIR = new RegExp(
  String.raw`(\bdata\s*\.\s*)?(${NAME})\s*\.\s*(?=(${NAME})(?:\s*\[\s*(\d+)\s*\])?(?:\s*\.\s*(${NAME}))?)`,
  "gu",
);

/** Attributes that say something of a resource and lead to nothing of it: who reads them does not refer to it. */
export const DESCRIBING: ReadonlySet<string | undefined> = new Set([
  "availability_zone",
  "availability_zone_id",
  "cidr_block",
  "owner_id",
  "region",
  "tags",
  "tags_all",
]);

/** The resources that expressions name, whatever functions, conditions or repetitions surround the names. */
export function mentionsIn(written: Iterable<unknown>, stack: Mentionable): readonly ResourceKey[] {
  const search = new Search(stack);
  for (const each of written) search.value(each);
  return [...search.found];
}

class Search {
  readonly found = new Set<ResourceKey>();
  readonly #locals = new Set<string>();
  /** Further values: those of locals and data sources, which stand for what they name. */
  readonly #left: unknown[] = [];

  constructor(private readonly stack: Mentionable) {}

  value(written: unknown): void {
    this.#left.push(written);
    for (;;) {
      const next = this.#left.pop();
      if (typeof next === "string") this.#text(next);
      else if (Array.isArray(next)) this.#left.push(...(next as readonly unknown[]));
      else if (isBody(next)) this.#left.push(...Object.values(next));
      if (this.#left.length === 0) return;
    }
  }

  #text(text: string): void {
    if (!isTemplate(text)) return;
    for (const [, data = "", type = "", name = "", index, attribute] of text.matchAll(PAIR)) {
      if (type === "local" && data === "") this.#local(name);
      else if (!DESCRIBING.has(attribute))
        this.#resource(data === "" ? `${type}.${name}` : `data.${type}.${name}`, index);
    }
  }

  #local(name: string): void {
    if (this.#locals.has(name)) return;
    this.#locals.add(name);
    this.#left.push(this.stack.locals.get(name)?.written);
  }

  #resource(address: string, index: string | undefined): void {
    for (const resource of this.stack.resources.get(address) ?? []) {
      const isAnother =
        index !== undefined && resource.index !== undefined && Number(index) !== resource.index;
      if (isAnother || this.found.has(resource.key)) continue;
      this.found.add(resource.key);
      if (address.startsWith("data.")) this.#left.push(...resource.block.content.written);
    }
  }
}
