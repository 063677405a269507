import { isBody } from "../../blocks";
import { parseTemplate } from "../../template";
import { formatSteps, type Traversal } from "../../traversal";
import { JoinedText, Reference, type ResourceKey, Unknown, type Value } from "../../value";
import { isList, isObject } from "../../values";
import { memberOf } from "./json";

/** What a reference leads to; `undefined` where that is not certain. */
export type Refer = (reference: string) => Value | undefined;

/**
 * What an expression says as a whole. Of a configuration in JSON, Terraform shows templates as they are written beside
 * what they name; of any other, only what they name.
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
function writtenIn(expression: unknown): unknown {
  return isBody(expression) && Object.hasOwn(expression, "references")
    ? memberOf(expression, "constant_value")
    : undefined;
}

/**
 * The expression of a member of what an expression states: of an object or of a list.
 * @returns `undefined` where the expression is not shown as it is written, or states no such member
 */
export function memberExpression(expression: unknown, member: string | number): unknown {
  const written = writtenIn(expression);
  const isInside = typeof written === "object" && written !== null && Object.hasOwn(written, member);
  if (!isInside) return undefined;
  const inner: unknown = Reflect.get(written, member);
  return { ...expressionOf(expression), constant_value: inner };
}

/** Whether its members are those of an object or a list that is shown as it is written. */
export function isComposed(expression: unknown): boolean {
  const written = writtenIn(expression);
  return typeof written === "object" && written !== null;
}

function expressionOf(expression: unknown): object {
  return isBody(expression) ? expression : {};
}

/**
 * What an expression is worth that is shown as it is written.
 * @param at where it stands, if in a resource
 * @returns `undefined` where it is not shown so, or more is made of what it names than a text
 */
export function exactly(expression: unknown, refer: Refer, at: ResourceKey | undefined): Value | undefined {
  const written = writtenIn(expression);
  return written === undefined ? undefined : valueOf(written, refer, at);
}

function valueOf(written: unknown, refer: Refer, at: ResourceKey | undefined): Value | undefined {
  if (typeof written === "string") return textOf(written, refer, at);
  if (Array.isArray(written)) return allKnown(written.map((each) => valueOf(each, refer, at)));
  if (isBody(written)) {
    const values = allKnown(Object.values(written).map((each) => valueOf(each, refer, at)));
    if (values === undefined) return undefined;
    return Object.fromEntries(Object.keys(written).map((name, index) => [name, values[index] ?? null]));
  }
  return typeof written === "number" || typeof written === "boolean" ? written : null;
}

function allKnown(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  return values.every((each) => each !== undefined) ? values : undefined;
}

function textOf(written: string, refer: Refer, at: ResourceKey | undefined): Value | undefined {
  const pieces = parseTemplate(written);
  const [first, ...others] = pieces ?? [];
  if (first !== undefined && typeof first !== "string" && others.length === 0 && first.isEncoded !== true)
    return refer(textOfTraversal(first));
  const parts = pieces?.map((piece) => (typeof piece === "string" ? [piece] : partsOf(piece, refer)));
  if (parts?.every((part) => part !== undefined) !== true) return undefined;
  const joined = merged(parts.flat());
  const [text = "", ...more] = joined;
  return more.length === 0 && typeof text === "string"
    ? text
    : new JoinedText(joined, written, "it is known once the resources exist that it names", at);
}

function textOfTraversal({ root, steps, element, further = [] }: Traversal): string {
  return `${root}${formatSteps([...steps, ...(element === undefined ? [] : [element]), ...further])}`;
}

/** As part of a text; in JSON, texts stand in quotes. */
function partsOf(traversal: Traversal, refer: Refer): readonly (string | Reference)[] | undefined {
  const value = refer(textOfTraversal(traversal));
  if (value instanceof Reference) return traversal.isEncoded === true ? ['"', value, '"'] : [value];
  if (value === undefined || value === null || value instanceof Unknown || isList(value) || isObject(value))
    return undefined;
  return [traversal.isEncoded === true ? JSON.stringify(value) : String(value)];
}

function merged(parts: readonly (string | Reference)[]): readonly (string | Reference)[] {
  const all: (string | Reference)[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (typeof part === "string" && typeof last === "string") all[all.length - 1] = last + part;
    else all.push(part);
  }
  return all;
}
