import { type Body, isBody } from "../../blocks";
import { resourceKey, Unknown, type Value } from "../../value";
import { asValue, bodyAt, memberOf } from "./json";
import { hasUnknown } from "./masks";
import { Instances, type ModuleInstance } from "./modules";
import { Parts } from "./parts";
import type { Resolution } from "./resolution";
import { isComposed, memberExpression } from "./templates";

/** What the outputs of the root module will be. */
export function outputsOf(
  plan: Body,
  stack: string,
  root: ModuleInstance,
  resolution: Resolution,
): ReadonlyMap<string, Value> {
  const changes = bodyAt(plan, "output_changes");
  const planned = bodyAt(bodyAt(plan, "planned_values"), "outputs") ?? {};
  return new Map(
    Object.entries(planned).flatMap(([name, output]) => {
      if (!isBody(output)) return [];
      if (Object.hasOwn(output, "value")) return [[name, knownOutput(name, output)]];
      return [[name, plannedOutput(name, bodyAt(changes, name), stack, root, resolution)]];
    }),
  );
}

/** A secret is no part of what is analysed, and must not be told. */
function knownOutput(name: string, output: Body): Value {
  return memberOf(output, "sensitive") === true
    ? new Unknown(`output.${name}`, "the plan marks it as sensitive")
    : asValue(output["value"]);
}

function plannedOutput(
  name: string,
  change: Body | undefined,
  stack: string,
  root: ModuleInstance,
  resolution: Resolution,
): Value {
  const at = resourceKey(stack, `output.${name}`);
  const scope = { module: root, key: undefined, forEach: undefined };
  const valueOf = (
    expression: unknown,
    value: unknown,
    mask: unknown,
    path: string,
    key?: string,
    siblings?: Instances<unknown>,
  ): Value => {
    if (isBody(mask)) {
      const members = { ...(isBody(value) ? value : {}), ...mask };
      const keys = new Instances<unknown>();
      for (const each of Object.keys(members)) keys.add(each, each);
      return Object.fromEntries(
        Object.keys(members).map((each) => {
          const inner = memberOf(isBody(value) ? value : undefined, each);
          const own = isComposed(expression) ? memberExpression(expression, each) : expression;
          return [each, valueOf(own, inner, memberOf(mask, each), `${path}.${each}`, each, keys)];
        }),
      );
    }
    const parts = new Parts(resolution, {
      scope: key === undefined ? scope : { ...scope, key, siblings, isElement: true },
      at,
      resource: undefined,
    });
    const part = {
      value,
      mask,
      secrets: undefined,
      expression,
      argument: key ?? name,
      path,
      isShared: false,
    };
    return parts.valueOf(part);
  };
  const mask = memberOf(change, "after_unknown") ?? true;
  const secrets = memberOf(change, "after_sensitive");
  if (hasUnknown(secrets) && !(mask === true))
    return new Unknown(`output.${name}`, "the plan marks it as sensitive");
  return valueOf(root.configured.output(name), memberOf(change, "after"), mask, name);
}
