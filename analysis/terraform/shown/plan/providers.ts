import { type AccountId, parseAccountId, parseRegion, type Region } from "../../../../modules/identity";
import { type Body, isBody } from "../../blocks";
import { Unknown, type Value } from "../../value";
import { isList } from "../../values";
import { bodyAt, listIn, memberOf, textAt } from "./json";
import type { Modules, Scope } from "./modules";
import type { Naming } from "./naming";
import type { ProviderPlace } from "./planned-resource";

/** The provider configurations of a plan. What is not told of one is the same unknown account for all its resources. */
export class Providers {
  private readonly places = new Map<string, ProviderPlace>();

  constructor(
    private readonly configurations: Body | undefined,
    private readonly modules: Modules,
    private readonly naming: Naming,
  ) {}

  /** @param key like `aws`, `aws.tokyo` or `module.network:aws` */
  at(key: string): ProviderPlace {
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const place = this.placeOf(key);
    this.places.set(key, place);
    return place;
  }

  /** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs#provider-configuration */
  private placeOf(key: string): ProviderPlace {
    const body = bodyAt(this.configurations, key);
    const expressions = bodyAt(body, "expressions");
    const module = this.modules.at(textAt(body, "module_address") ?? "");
    const scope: Scope = { module, key: undefined, forEach: undefined };
    const texts = (expression: unknown): readonly string[] => this.texts(expression, scope);
    const unknown = (reason: string): Unknown => new Unknown(`provider ${key}`, reason);
    const roles = listIn(memberOf(expressions, "assume_role")).filter(isBody);
    return {
      account:
        onlyAccountIn(texts(memberOf(expressions, "allowed_account_ids"))) ??
        // Roles may be assumed one by the other; the last one acts.
        accountOfRole(texts(memberOf(roles.at(-1), "role_arn"))) ??
        unknown("it states neither a single allowed account nor a role of an account that a plan tells"),
      region:
        onlyRegionIn(texts(memberOf(expressions, "region"))) ??
        unknown("it states no Region that a plan tells"),
    };
  }

  /** The texts that an expression is or is made of. */
  private texts(expression: unknown, scope: Scope): readonly string[] {
    return this.naming
      .origins(expression, scope)
      .flatMap((origin) => (origin.kind === "known" ? textsIn(origin.value) : []));
  }
}

function textsIn(value: Value): readonly string[] {
  if (isList(value)) return value.flatMap(textsIn);
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

function onlyAccountIn(texts: readonly string[]): AccountId | undefined {
  return onlyOne(
    texts.flatMap((text) => {
      const parsed = parseAccountId(text);
      return parsed.ok ? [parsed.value] : [];
    }),
  );
}

/** Of a role whose name is put together, the account may be a part. */
function accountOfRole(texts: readonly string[]): AccountId | undefined {
  const accounts = texts.map((text) => /^arn:[^:]+:iam::(\d{12}):/.exec(text)?.[1] ?? text);
  return onlyAccountIn(accounts);
}

function onlyRegionIn(texts: readonly string[]): Region | undefined {
  return onlyOne(
    texts.flatMap((text) => {
      const parsed = parseRegion(text);
      return parsed.ok ? [parsed.value] : [];
    }),
  );
}

function onlyOne<T>(values: readonly T[]): T | undefined {
  const [only, ...others] = new Set(values);
  return others.length === 0 ? only : undefined;
}
