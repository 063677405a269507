import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ReadProblem, Reference, Unknown, type Value } from "../../../../../analysis/terraform";
import { type Body, isBody } from "../../../../../analysis/terraform/blocks";
import { Problems } from "../../../../../analysis/terraform/problem";
import { shownPlan, type ShownPlan } from "../../../../../analysis/terraform/shown/plan";
import type { ShownResource } from "../../../../../analysis/terraform/shown/stack";

/** What an expression names, and what that is part of: as `terraform show -json` writes it. */
export function names(...texts: readonly string[]): Body {
  return { references: texts.flatMap(withParents) };
}

function withParents(text: string): readonly string[] {
  const parts = text.match(/[^.[]+|\[[^\]]*\]/g) ?? [];
  const shortest = text.startsWith("data.") ? 3 : 2;
  const isName = /^(?:var|local|each|count|path)\./.test(text);
  const texts: string[] = [];
  for (let length = parts.length; length >= shortest; length -= 1)
    texts.push(
      parts
        .slice(0, length)
        .map((part, index) => (index === 0 || part.startsWith("[") ? part : `.${part}`))
        .join(""),
    );
  return isName && parts.length === 2 ? [text] : texts;
}

/** A resource that a plan makes, and how it is written. */
interface Made {
  /** With modules and keys. */
  readonly address: string;
  readonly expressions?: Body;
  readonly repeat?: Body;
  readonly after?: Body;
  readonly unknown?: Body;
  readonly sensitive?: unknown;
  readonly provider?: string;
  readonly actions?: readonly string[];
  readonly before?: Body;
}

export interface Parts {
  readonly made?: readonly Made[];
  /** By path of calls, like `vpc` or `app/web`. */
  readonly modules?: Readonly<Record<string, Body>>;
  readonly variables?: Body;
  readonly outputs?: Body;
  readonly plannedOutputs?: Body;
  readonly outputChanges?: Body;
  readonly providers?: Body;
  readonly rest?: Body;
}

const ADDRESS = /^((?:module\.[^.[]+(?:\[[^\]]*\])?\.)*)(data\.)?([^.]+)\.([^.[]+)(?:\[([^\]]*)\])?$/;

/** A plan as `terraform show -json` writes it. */
export function planOf(parts: Parts): Body {
  const made = parts.made ?? [];
  const parsed = made.map((each) => ({ each, ...partsOf(each.address) }));
  const written = (path: string): Body => ({
    ...(path === "" ? { variables: parts.variables, outputs: parts.outputs } : parts.modules?.[path]),
    resources: [
      ...new Map(
        parsed.filter(({ calls }) => calls === path).map((resource) => [resource.block, resource]),
      ).values(),
    ].map(({ each, block, type, name, mode }) => ({
      address: block,
      mode,
      type,
      name,
      provider_config_key: each.provider ?? "aws",
      expressions: each.expressions ?? {},
      ...each.repeat,
    })),
    module_calls: Object.fromEntries(
      Object.entries(parts.modules ?? {})
        .filter(([other]) => other.split("/").slice(0, -1).join("/") === path)
        .map(([other, call]) => [other.split("/").at(-1) ?? "", { ...callIn(call), module: written(other) }]),
    ),
  });
  return {
    format_version: "1.2",
    variables: parts.variables,
    planned_values: { root_module: {}, outputs: parts.plannedOutputs ?? {} },
    resource_changes: parsed.map(({ each, module, mode, type, name, index }) => ({
      address: each.address,
      ...(module === "" ? {} : { module_address: module }),
      mode,
      type,
      name,
      ...(index === undefined ? {} : { index }),
      change: {
        actions: each.actions ?? (mode === "data" ? ["read"] : ["create"]),
        before: each.before ?? null,
        after: each.after ?? {},
        after_unknown: each.unknown ?? {},
        after_sensitive: each.sensitive ?? {},
      },
    })),
    output_changes: parts.outputChanges ?? {},
    configuration: { provider_config: parts.providers ?? {}, root_module: written("") },
    ...parts.rest,
  };
}

function literal(text: string): unknown {
  return JSON.parse(text);
}

function callIn({ call }: Body): Body {
  return isBody(call) ? call : {};
}

function partsOf(address: string) {
  const [, modules = "", data, type = "", name = "", key] = ADDRESS.exec(address) ?? [];
  const calls = modules.replace(/\[[^\]]*\]/g, "").split(".");
  return {
    module: modules.slice(0, -1),
    calls: calls.filter((_, position) => position % 2 === 1).join("/"),
    mode: data === undefined ? "managed" : "data",
    type,
    name,
    block: `${data ?? ""}${type}.${name}`,
    index: key === undefined ? undefined : literal(key),
  };
}

/** @throws where the plan is not taken */
export function shown(json: Body): ShownPlan {
  const { plan, problems } = tried(json);
  if (plan === undefined) throw new Error(problems.map(({ sentence }) => sentence).join());
  return plan;
}

export function tried(json: Body): { plan: ShownPlan | undefined; problems: readonly ReadProblem[] } {
  const problems = new Problems();
  const plan = shownPlan({ name: "shop", file: "shop.json", json }, problems.report);
  return { plan, problems: problems.all };
}

/** A real plan that lies beside this file. */
export function recorded(name: string): ShownPlan {
  const json = literal(readFileSync(join(__dirname, `${name}.plan.json`), "utf8"));
  return shown(isBody(json) ? json : {});
}

export function find({ stack }: ShownPlan, address: string): ShownResource {
  const resource = stack.resources.find((each) => each.address === address);
  if (resource === undefined) throw new Error(`there is no ${address}`);
  return resource;
}

/** What an attribute is worth, in short: `→aws_vpc.main.id` for a reference, `?` and the reason for what is unknown. */
export function worth(plan: ShownPlan, address: string, name: string): unknown {
  return inShort(find(plan, address).attribute(name));
}

export function inShort(value: Value | undefined): unknown {
  if (value instanceof Reference) return `→${value.resource.replace("shop:", "")}.${value.attribute}`;
  if (value instanceof Unknown) return `?${value.reason}`;
  if (Array.isArray(value)) return value.map((each: Value) => inShort(each));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inShort(each)]));
  return value;
}
