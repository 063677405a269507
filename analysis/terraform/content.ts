import { type Body, COMMENT } from "./blocks";
import { dynamicBlocks } from "./dynamic-blocks";
import { type Demand, demandsOf } from "./postconditions";

/** @see https://developer.hashicorp.com/terraform/language/meta-arguments */
const META_ARGUMENTS: ReadonlySet<string> = new Set([
  COMMENT,
  "connection",
  "count",
  "depends_on",
  "dynamic",
  "for_each",
  "lifecycle",
  "provider",
  "provisioner",
]);

/** What leads to no other resource: texts for people, and what Terraform alone goes by. */
export const BESIDE: ReadonlySet<string> = new Set([
  COMMENT,
  "connection",
  "depends_on",
  "lifecycle",
  "provider",
  "provisioner",
  "tags",
  "tags_all",
]);

/** The attributes and nested blocks of a resource as they were written; no meta-arguments, no comments. */
export class Content {
  private readonly dynamic: ReadonlyMap<string, readonly unknown[]>;

  constructor(private readonly body: Body) {
    this.dynamic = dynamicBlocks(body);
  }

  get names(): readonly string[] {
    const stated = Object.keys(this.body).filter((name) => !META_ARGUMENTS.has(name));
    if (this.dynamic.size === 0) return stated;
    return [...new Set([...stated, ...this.dynamic.keys()])];
  }

  /** All that may name other resources, with what is repeated and how often. */
  get written(): readonly unknown[] {
    return Object.entries(this.body).flatMap(([name, value]) => (BESIDE.has(name) ? [] : [value]));
  }

  /** What the resource is worth only where Terraform finds it so: see `demandsOf`. */
  get demands(): readonly Demand[] {
    // Looked for first: hardly any body has conditions, and there are many bodies.
    return Object.hasOwn(this.body, "lifecycle") ? demandsOf(this.body["lifecycle"]) : [];
  }

  /** `undefined` where it is not stated, which JSON cannot say otherwise. */
  get(name: string): unknown {
    const dynamic = this.dynamic.size === 0 ? undefined : this.dynamic.get(name);
    if (dynamic !== undefined) return dynamic;
    return Object.hasOwn(this.body, name) && !META_ARGUMENTS.has(name) ? this.body[name] : undefined;
  }
}
