import type { Body } from "../../blocks";
import { bodiesAt, bodyAt, listIn, memberOf, textAt } from "./json";
import type { Key } from "./modules";
import type { Outlook } from "./planned-resource";

/** What will be of a resource, and where it stands. */
export interface Placed extends Outlook {
  /** Like `module.app["a"]`; nothing of the root module. */
  readonly module: string;
  readonly name: string;
}

const EMPTY: Body = {};

/**
 * Every resource and data source that will be there. A plan lists all that it changes or leaves as it is; what it does
 * not look at, as with `-target` or `-refresh-only`, stays as the state before has it, and so do the data sources that
 * were read for the plan.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
export function outlooksOf(plan: Body): readonly Placed[] {
  const changed = changesIn(plan).filter((change) => !isForgotten(change));
  const addresses = new Set(
    changed.flatMap((change) => [textAt(change, "address"), textAt(change, "previous_address")]),
  );
  const managed = changed.filter((change) => !isGone(change)).flatMap(changedOne);
  const before = stateResources(rootOf(bodyAt(plan, "prior_state"))).filter(
    ({ address }) => !addresses.has(address),
  );
  const isDestroyed = changed.some(isGone) && ![...managed, ...before].some(({ mode }) => mode === "managed");
  // What data sources found of a stack may go with it.
  return isDestroyed ? [] : [...managed, ...before];
}

/** What should be among the changes and is not; a plan has all that is planned there. */
export function missingChange(plan: Body): string | undefined {
  const addresses = new Set(bodiesAt(plan, "resource_changes").map((change) => textAt(change, "address")));
  const planned = stateResources(bodyAt(bodyAt(plan, "planned_values"), "root_module"));
  return planned.find(({ mode, address }) => mode === "managed" && !addresses.has(address))?.address;
}

function rootOf(state: Body | undefined): Body | undefined {
  return bodyAt(bodyAt(state, "values"), "root_module");
}

function actionsOf(change: Body): readonly unknown[] {
  return listIn(memberOf(bodyAt(change, "change"), "actions"));
}

function isGone(change: Body): boolean {
  const actions = actionsOf(change);
  return actions.length === 1 && actions[0] === "delete";
}

/** Terraform no longer cares for it, and leaves it as it is. */
function isForgotten(change: Body): boolean {
  return actionsOf(change).includes("forget");
}

function changedOne(change: Body): readonly Placed[] {
  const told = bodyAt(change, "change");
  const actions = actionsOf(change);
  return placed(change, textAt(change, "module_address") ?? "", {
    values: bodyAt(told, "after") ?? EMPTY,
    unknown: bodyAt(told, "after_unknown") ?? EMPTY,
    secrets: memberOf(told, "after_sensitive") ?? EMPTY,
    isThere: actions.length === 1 && (actions[0] === "no-op" || actions[0] === "update"),
  });
}

/** What a plan changes, replaces or takes away, as it is before. */
export function formerOutlooksOf(plan: Body): readonly Placed[] {
  return changesIn(plan).flatMap((change) => {
    const told = bodyAt(change, "change");
    const values = bodyAt(told, "before");
    if (values === undefined || isForgotten(change) || actionsOf(change).includes("no-op")) return [];
    const secrets = memberOf(told, "before_sensitive") ?? EMPTY;
    return placed(change, textAt(change, "module_address") ?? "", {
      values,
      unknown: EMPTY,
      secrets,
      isThere: true,
    });
  });
}

function changesIn(plan: Body): readonly Body[] {
  return bodiesAt(plan, "resource_changes").filter((change) => !Object.hasOwn(change, "deposed"));
}

/** Those of all modules; a loop, since modules may be nested deeply. */
function stateResources(root: Body | undefined): readonly Placed[] {
  const found: Placed[] = [];
  const modules = root === undefined ? [] : [root];
  for (let module = modules.pop(); module !== undefined; module = modules.pop()) {
    const address = textAt(module, "address") ?? "";
    for (const resource of bodiesAt(module, "resources")) {
      if (Object.hasOwn(resource, "deposed_key")) continue;
      const values = bodyAt(resource, "values") ?? EMPTY;
      const secrets = memberOf(resource, "sensitive_values") ?? EMPTY;
      found.push(...placed(resource, address, { values, unknown: EMPTY, secrets, isThere: true }));
    }
    modules.push(...bodiesAt(module, "child_modules"));
  }
  return found;
}

function placed(
  body: Body,
  module: string,
  told: Pick<Outlook, "values" | "unknown" | "secrets" | "isThere">,
): readonly Placed[] {
  const mode = memberOf(body, "mode");
  const address = textAt(body, "address");
  const type = textAt(body, "type");
  const name = textAt(body, "name");
  if (address === undefined || type === undefined || name === undefined) return [];
  if (mode !== "managed" && mode !== "data") return [];
  return [{ mode, type, name, address, module, key: keyOf(memberOf(body, "index")), ...told }];
}

function keyOf(index: unknown): Key | undefined {
  return typeof index === "number" || typeof index === "string" ? index : undefined;
}

export function blockAddress({ mode, type, name }: Placed): string {
  return mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
}
