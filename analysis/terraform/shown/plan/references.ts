import { isBody } from "../../blocks";
import { parseSteps, type Step } from "../../traversal";
import { listIn, memberOf } from "./json";

/** Something that an expression names: `aws_subnet.public[0].id`, `var.subnets`, `each.key`. */
export interface Named {
  readonly text: string;
  readonly root: string;
  readonly steps: readonly Step[];
  /** How often its expression names it. */
  readonly times: number;
}

const parsed = new WeakMap<object, readonly Named[]>();
const NONE: readonly Named[] = [];

/**
 * What an expression names, in its order. Terraform lists what a reference is part of behind it (`aws_vpc.a.id`,
 * `aws_vpc.a`), which is none of its own.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#expression-representation
 */
export function namedIn(expression: unknown): readonly Named[] {
  const references = isBody(expression) ? memberOf(expression, "references") : undefined;
  if (!Array.isArray(references)) return NONE;
  const known = parsed.get(references);
  if (known !== undefined) return known;
  const counted = new Map<string, Named>();
  for (const named of textsIn(references).flatMap(namedBy)) {
    const times = (counted.get(named.text)?.times ?? 0) + 1;
    counted.set(named.text, { ...named, times });
  }
  const distinct = [...counted.values()];
  parsed.set(references, distinct);
  return distinct;
}

function textsIn(references: unknown): readonly string[] {
  const texts = listIn(references).filter((each) => typeof each === "string");
  return texts.filter((text, index) => !isPartOf(text, texts[index - 1]));
}

/**
 * The value that an expression states. Of a configuration in JSON, Terraform shows every text so, and what a template in
 * it names beside it.
 * @returns `undefined` where it states none
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function constantIn(expression: unknown): unknown {
  return isBody(expression) && !Object.hasOwn(expression, "references")
    ? memberOf(expression, "constant_value")
    : undefined;
}

function isPartOf(text: string, before: string | undefined): boolean {
  return (
    before !== undefined &&
    before.startsWith(text) &&
    (before[text.length] === "." || before[text.length] === "[")
  );
}

function namedBy(text: string): readonly Named[] {
  const read = parseSteps(text, 0);
  return read === undefined
    ? []
    : [{ text, root: read.traversal.root, steps: read.traversal.steps, times: 1 }];
}
