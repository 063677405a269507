import { type Body, isBody } from "../../blocks";
import type { Value } from "../../value";

/** What stands under a name; names of the prototype stand under none. */
export function memberOf(body: Body | undefined, name: string): unknown {
  return body !== undefined && Object.hasOwn(body, name) ? body[name] : undefined;
}

export function bodyAt(body: Body | undefined, name: string): Body | undefined {
  const value = memberOf(body, name);
  return isBody(value) ? value : undefined;
}

export function textAt(body: Body | undefined, name: string): string | undefined {
  const value = memberOf(body, name);
  return typeof value === "string" ? value : undefined;
}

export function bodiesAt(body: Body | undefined, name: string): readonly Body[] {
  return listIn(memberOf(body, name)).filter(isBody);
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** JSON holds nothing that is no value. */
export function asValue(json: unknown): Value {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return (json ?? null) as Value;
}
