import type { Body } from "../../blocks";
import type { Step } from "../../traversal";
import type { Value } from "../../value";
import { isObject } from "../../values";
import { asValue, bodyAt, memberOf } from "./json";
import type { Instances, Key, ModuleInstance, Scope } from "./modules";
import { type Choice, choiceOf, chosenBy, narrowed } from "./narrowing";
import { distinctOrigins, onlyOf, type Origin, originsOf, stepInto, withGuess } from "./origins";
import { constantIn, type Named, namedIn } from "./references";

/** What stands for values, rather than for what Terraform makes. */
const VALUES: ReadonlySet<string> = new Set(["var", "local", "each", "count"]);
/** What leads to no resource, whatever it is worth. */
const IRRELEVANT: ReadonlySet<string> = new Set(["path", "terraform", "self"]);
/** Of references to references; a mistake beyond would exhaust the program's stack. */
const DEEPEST = 300;
const ITSELF: readonly Origin[] = [{ kind: "untold", text: "itself", module: undefined }];

/** Finds what expressions name, through variables and outputs of modules. */
export class Naming {
  private depth = 0;
  private readonly ofVariables = new Map<ModuleInstance, Map<string, readonly Origin[]>>();
  private readonly ofOutputs = new Map<ModuleInstance, Map<string, readonly Origin[]>>();

  /** @param variables those of the root module, as they were given */
  constructor(private readonly variables: Body | undefined) {}

  origins(expression: unknown, scope: Scope): readonly Origin[] {
    if (this.depth === DEEPEST) return ITSELF;
    this.depth += 1;
    const origins = this.work(expression, scope);
    this.depth -= 1;
    return origins;
  }

  private work(expression: unknown, scope: Scope): readonly Origin[] {
    const constant = constantOf(expression);
    if (constant !== undefined) return [{ kind: "known", value: constant }];
    const named = namedIn(expression);
    const values = named.flatMap((each) => this.given(each, scope));
    const modulesChoice = choiceOf(named, values, scope);
    const others = named.flatMap((each) => this.made(each, scope, modulesChoice));
    const all = [...values, ...others];
    const choice = choiceOf(named, all, scope);
    const isRepeated = named.some(({ root, times }) => times > 1 && !VALUES.has(root));
    return distinctOrigins(all.map((origin) => narrowed(origin, choice, isRepeated)));
  }

  /** What variables stand for, and what `for_each` goes through. */
  private given({ root, steps, text }: Named, scope: Scope): readonly Origin[] {
    const { module } = scope;
    if (root === "local") return [{ kind: "untold", text, module }];
    const [name, ...further] = steps;
    if (root === "var") return stepInto(this.variable(module, String(name)), further);
    if (root !== "each" || name !== "value") return [];
    const origins = this.eachValue(scope, further, text);
    return origins.length > 0 ? origins : [{ kind: "untold", text, module: undefined }];
  }

  private eachValue(
    { module, key, siblings, forEach }: Scope,
    steps: readonly Step[],
    text: string,
  ): readonly Origin[] {
    if (key === undefined || siblings === undefined) return [];
    const named = namedIn(forEach);
    const modules = named.filter(({ root, steps: rest }) => root === "module" && rest.length === 1);
    const [name] = modules;
    if (name !== undefined) {
      const instances = named.length === 1 ? module.children.get(String(name.steps[0])) : undefined;
      const instance = instances?.hasAllOf(siblings) === true ? instances.get(key) : undefined;
      const origins = instance === undefined ? [] : this.outputsOf(instance, steps);
      return origins.map((origin) => withGuess(origin, "same key"));
    }
    // What it goes through is not repeated itself.
    const through = this.origins(forEach, { module, key: undefined, forEach: undefined });
    const isWhole = through.filter(({ kind }) => kind !== "known").length === 1;
    const values = through.flatMap((origin) => valueAt(origin, { key, siblings, text, isWhole }));
    return stepInto(values, steps);
  }

  /** What resources and modules make. */
  private made({ root, steps }: Named, scope: Scope, choice: Choice): readonly Origin[] {
    if (VALUES.has(root) || IRRELEVANT.has(root)) return [];
    const { module } = scope;
    if (root === "module") return this.outputs(module, steps, choice);
    const [first, second, ...further] = steps;
    return root === "data"
      ? resources(module, `data.${String(first)}.${String(second)}`, further)
      : resources(module, `${root}.${String(first)}`, steps.slice(1));
  }

  private outputs(
    { children }: ModuleInstance,
    [name, ...steps]: readonly Step[],
    choice: Choice,
  ): readonly Origin[] {
    const instances = children.get(String(name));
    if (instances === undefined) return [];
    const [first, ...rest] = steps;
    const single = instances.get(undefined);
    const keyed = first === undefined ? undefined : instances.get(first);
    if (single !== undefined) return this.outputsOf(single, steps);
    if (keyed !== undefined) return this.outputsOf(keyed, rest);
    const [chosen, guess] = chosenBy(instances, choice) ?? [];
    if (chosen !== undefined) return this.outputsOf(chosen, []).map((origin) => withGuess(origin, guess));
    return instances.all
      .flatMap((each) => this.outputsOf(each, []))
      .map((origin) => withGuess(origin, choice.isMade ? "some" : "all"));
  }

  private outputsOf(module: ModuleInstance, [name, ...further]: readonly Step[]): readonly Origin[] {
    if (name !== undefined) return stepInto(this.output(module, String(name)), further);
    return distinctOrigins(module.configured.outputs.flatMap((each) => this.output(module, each)));
  }

  output(module: ModuleInstance, name: string): readonly Origin[] {
    return remembered(this.ofOutputs, module, name, () =>
      this.origins(module.configured.output(name), { module, key: undefined, forEach: undefined }),
    );
  }

  variable(module: ModuleInstance, name: string): readonly Origin[] {
    return remembered(this.ofVariables, module, name, () => {
      const { within, configured } = module;
      const written =
        within === undefined
          ? memberOf(bodyAt(this.variables, name), "value")
          : memberOf(bodyAt(within.call, "expressions"), name);
      if (written === undefined || within === undefined)
        return [{ kind: "known", value: asValue(written ?? configured.defaultOf(name)) }];
      const { parent, call, key, siblings } = within;
      const forEach = memberOf(call, "for_each_expression");
      return this.origins(written, { module: parent, key, siblings, forEach });
    });
  }
}

/** Whoever asks while it is being worked out, asks in a circle. */
function remembered(
  memory: Map<ModuleInstance, Map<string, readonly Origin[]>>,
  module: ModuleInstance,
  name: string,
  work: () => readonly Origin[],
): readonly Origin[] {
  const ofModule = memory.get(module) ?? new Map<string, readonly Origin[]>();
  memory.set(module, ofModule);
  const known = ofModule.get(name);
  if (known !== undefined) return known;
  ofModule.set(name, ITSELF);
  const origins = work();
  ofModule.set(name, origins);
  return origins;
}

function resources(module: ModuleInstance, address: string, steps: readonly Step[]): readonly Origin[] {
  const instances = module.resources.get(address);
  if (instances === undefined) return [];
  const single = instances.get(undefined);
  if (single !== undefined) return originsOf(single, steps);
  const [key, ...further] = steps;
  if (key === undefined) return [{ kind: "block", resources: instances }];
  const chosen = instances.get(key);
  return chosen === undefined ? [] : originsOf(chosen, further);
}

interface Through {
  readonly key: Key;
  readonly siblings: Instances<unknown>;
  readonly text: string;
  /** Whether nothing else is gone through. */
  readonly isWhole: boolean;
}

/** What `each.value` is. */
function valueAt(origin: Origin, { key, siblings, text, isWhole }: Through): readonly Origin[] {
  if (origin.kind === "untold") return [{ ...origin, text }];
  if (origin.kind === "known") {
    const { value } = origin;
    if (Array.isArray(value)) return [{ kind: "known", value: key }];
    return isObject(value) && Object.hasOwn(value, key) ? [{ kind: "known", value: value[key] ?? null }] : [];
  }
  // It is the value of this key, or of another.
  if (origin.kind === "attribute") return [withGuess(origin, "some")];
  const { resources } = origin;
  const resource = isWhole && resources.hasAllOf(siblings) ? resources.matching(key) : undefined;
  if (resource === undefined || origin.guess === "some") return [withGuess(origin, "some")];
  return [{ kind: "block", resources: onlyOf(resource), guess: "same key" }];
}

function constantOf(expression: unknown): Value | undefined {
  const constant = constantIn(expression);
  return constant === undefined ? undefined : asValue(constant);
}
