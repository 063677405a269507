import { type AccountId, parseAccountId, parseRegion, type Region } from "../../modules/identity";
import type { Body } from "./blocks";
import { type LinkedStack, NamedValue, type Provider, type ValueOf } from "./linked-stack";
import { Unknown, type Value } from "./value";
import { isList, isObject } from "./values";

/**
 * Who a provider acts as, and where.
 * @param name with its alias
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#provider-configuration
 */
export function providerOf(name: string, body: Body, stack: LinkedStack, valueOf: ValueOf): Provider {
  const stated = (argument: string): Value =>
    valueOf(new NamedValue(`provider.${name}.${argument}`, body[argument], { stack }));
  const unknown = (reason: string): Unknown => new Unknown(`provider ${name}`, reason);
  const account =
    onlyAccount(stated("allowed_account_ids")) ??
    accountOfRole(stated("assume_role")) ??
    unknown("it states neither a single allowed account nor a role of an account");
  const region =
    regionOf(stated("region")) ?? unknown("it states no Region that is known before Terraform runs");
  return { account, region };
}

function onlyAccount(allowed: Value): AccountId | undefined {
  const [only, ...others] = isList(allowed) ? allowed : [];
  const parsed = typeof only === "string" ? parseAccountId(only) : undefined;
  return others.length === 0 && parsed?.ok === true ? parsed.value : undefined;
}

/** Roles may be assumed one by the other; the last one acts. */
function accountOfRole(roles: Value): AccountId | Unknown | undefined {
  const role = isList(roles) ? roles.at(-1) : roles;
  if (role instanceof Unknown) return role;
  if (role === undefined || !isObject(role)) return undefined;
  const arn = role["role_arn"] ?? null;
  if (arn instanceof Unknown) return arn;
  const number = typeof arn === "string" ? /^arn:[^:]+:iam::(\d{12}):/.exec(arn)?.[1] : undefined;
  const parsed = number === undefined ? undefined : parseAccountId(number);
  return parsed?.ok === true ? parsed.value : undefined;
}

function regionOf(stated: Value): Region | Unknown | undefined {
  if (stated instanceof Unknown) return stated;
  const parsed = typeof stated === "string" ? parseRegion(stated) : undefined;
  return parsed?.ok === true ? parsed.value : undefined;
}
