import { type Body, isBody } from "../../blocks";
import type { ResourceKey } from "../../value";
import { BESIDE } from "../../content";
import { DESCRIBING } from "../../mentions";
import type { Step } from "../../traversal";
import { bodyAt, memberOf } from "./json";
import type { ModuleInstance, Planned, Scope } from "./modules";
import { constantIn, type Named, namedIn } from "./references";

/** The resources that expressions name, through variables, outputs and data sources. */
export function mentionsIn(resource: Planned): readonly ResourceKey[] {
  const search = new Search();
  search.resource(resource);
  search.finish();
  return [...search.found];
}

class Search {
  readonly found = new Set<ResourceKey>();
  readonly #seen = new Map<ModuleInstance, Set<string>>();
  /** What is left to look at, each where it stands. */
  readonly #left: (readonly [unknown, Scope])[] = [];

  resource({ configured, scope }: Planned): void {
    for (const [name, expression] of Object.entries(bodyAt(configured, "expressions") ?? {}))
      if (!BESIDE.has(name)) this.#left.push([expression, scope]);
    this.#left.push([memberOf(configured, "count_expression"), scope]);
    this.#left.push([scope.forEach, scope]);
  }

  finish(): void {
    for (let next = this.#left.pop(); next !== undefined; next = this.#left.pop()) {
      const [written, scope] = next;
      if (Array.isArray(written)) this.#all(written as readonly unknown[], scope);
      else if (isBody(written)) this.#body(written, scope);
    }
  }

  #all(written: readonly unknown[], scope: Scope): void {
    for (const each of written) if (typeof each === "object") this.#left.push([each, scope]);
  }

  #body(written: Body, scope: Scope): void {
    if (constantIn(written) !== undefined) return;
    const named = namedIn(written);
    const isKeyed = named.some(({ root }) => root === "each" || root === "count");
    for (const each of named) this.#named(each, isKeyed ? scope : { ...scope, key: undefined });
    if (named.length === 0) this.#all(Object.values(written), scope);
  }

  #named({ root, steps: [first, ...steps] }: Named, scope: Scope): void {
    const { module } = scope;
    const name = String(first);
    if (root === "var") this.#variable(module, name);
    else if (root === "each") this.#eachValue(name, steps, scope);
    else if (root === "module") this.#module(module, name, steps, scope);
    else if (root === "data") this.#resources(`data.${name}.${String(steps[0])}`, steps.slice(1), scope);
    else this.#resources(`${root}.${name}`, steps, scope);
  }

  #variable(module: ModuleInstance, name: string): void {
    const { within } = module;
    if (within === undefined || !this.#isNew(module, `var.${name}`)) return;
    const { parent, call, key } = within;
    const forEach = memberOf(call, "for_each_expression");
    this.#left.push([memberOf(bodyAt(call, "expressions"), name), { module: parent, key, forEach }]);
  }

  /** What `for_each` goes through stands where it is said so; of a module, one is gone through at a time. */
  #eachValue(name: string, [output]: readonly Step[], scope: Scope): void {
    const { module, key, forEach } = scope;
    if (name !== "value" || key === undefined) return;
    const through = { module, key: undefined, forEach: undefined };
    for (const each of namedIn(forEach)) {
      const [of, ...further] = each.steps;
      if (each.root === "module" && further.length === 0)
        this.#module(module, String(of), output === undefined ? [key] : [key, output], through);
      else this.#named(each, { ...through, key });
    }
  }

  #module(module: ModuleInstance, name: string, [first, second]: readonly Step[], { key }: Scope): void {
    const instances = module.children.get(name);
    if (instances === undefined) return;
    const single = instances.get(undefined);
    const keyed = first === undefined ? undefined : instances.get(first);
    const chosen = single ?? keyed ?? (key === undefined ? undefined : instances.get(key));
    const output = single === undefined ? second : first;
    for (const child of chosen === undefined ? instances.all : [chosen])
      for (const each of typeof output === "string" ? [output] : child.configured.outputs)
        this.#output(child, each);
  }

  #output(module: ModuleInstance, name: string): void {
    if (!this.#isNew(module, `output.${name}`)) return;
    this.#left.push([module.configured.output(name), { module, key: undefined, forEach: undefined }]);
  }

  #resources(address: string, steps: readonly Step[], { module, key }: Scope): void {
    const instances = module.resources.get(address);
    if (instances === undefined) return;
    const [first, second] = steps;
    const single = instances.get(undefined);
    const keyed = first === undefined ? undefined : instances.get(first);
    const attribute = single === undefined ? second : first;
    if (typeof attribute === "string" && DESCRIBING.has(attribute)) return;
    const chosen = single ?? keyed ?? (key === undefined ? undefined : instances.get(key));
    for (const each of chosen === undefined ? instances.all : [chosen]) {
      if (this.found.has(each.resourceKey)) continue;
      this.found.add(each.resourceKey);
      // What a data source finds is what it names.
      if (each.mode === "data") this.resource(each);
    }
  }

  #isNew(module: ModuleInstance, name: string): boolean {
    const seen = this.#seen.get(module) ?? new Set<string>();
    this.#seen.set(module, seen);
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  }
}
