import { type Body, isBody } from "./blocks";
import { parseTemplate } from "./template";
import type { Value } from "./value";
import { isList } from "./values";

/** What a postcondition demands of an attribute of its own resource. */
export type Demand = DemandedValue | DemandedReference;

interface DemandedValue {
  readonly kind: "value";
  /** Its name, or as it was written what is worked out from attributes: `length(self.ids)`. */
  readonly attribute: string;
  /** The members of a set stand in the order of their texts. */
  readonly value: Value;
}

interface DemandedReference {
  readonly kind: "reference";
  readonly attribute: string;
  /** The expression of what it is to be the same as: `${aws_vpc.main.id}`. */
  readonly expression: string;
}

const NAME = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
/** A text in quotes holds no template that is worked out; its escapes are some of JSON's. */
const TEXT = String.raw`"(?:[^"\\\n]|\\["\\nrt])*"`;
const LITERAL = String.raw`(?:true|false|-?\d+(?:\.\d+)?|${TEXT})`;
const TEXTS = String.raw`\[(?:\s*${TEXT}\s*(?:,\s*${TEXT}\s*)*,?)?\s*\]`;
const SELF = String.raw`self\.(?<attribute>${NAME})`;
const ASIDE = String.raw`\s*==\s*`;

/** Either side may come first. */
const FORMS = [
  ...eitherWay(SELF, `(?<value>${LITERAL})`),
  ...eitherWay(String.raw`toset\(\s*${SELF}\s*\)`, String.raw`toset\(\s*(?<value>${TEXTS})\s*\)`),
  // A set without members: Terraform takes one that is written so for one of another type.
  new RegExp(String.raw`^length\(\s*${SELF}\s*\)${ASIDE}(?<none>0)$`, "u"),
  // Whoever asks for an expression knows it, and so that nothing in it binds less than `==`.
  new RegExp(`^(?<attribute>.*\\S)${ASIDE}(?<value>${LITERAL})$`, "u"),
];

function eitherWay(left: string, right: string): RegExp[] {
  return [`${left}${ASIDE}${right}`, `${right}${ASIDE}${left}`].map((form) => new RegExp(`^${form}$`, "u"));
}

const REFERENCES = eitherWay(SELF, `(?<reference>${NAME}.*)`);

/**
 * What the postconditions of a resource or data source demand that its attributes are. Terraform checks them as soon as
 * it has read or made it, and goes no further where one does not hold: what is deployed in the end is as they say.
 * Those of other forms than `self.name == literal`, `self.name == reference` and `toset(self.name) == toset([texts])`
 * tell nothing here, but to whoever asks for the very expression on the left of a literal.
 * @see https://developer.hashicorp.com/terraform/language/validate#resources-and-data-sources
 */
export function demandsOf(lifecycle: unknown): readonly Demand[] {
  return blocksIn(lifecycle)
    .flatMap(({ postcondition }) => blocksIn(postcondition))
    .flatMap(({ condition }) => (typeof condition === "string" ? conjunctsIn(condition) : []))
    .flatMap((expression) => demandedValue(expression) ?? demandedReference(expression) ?? []);
}

function blocksIn(value: unknown): readonly Body[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(isBody);
}

/** What holds all at once; the condition as a whole where it says more than that. */
function conjunctsIn(condition: string): readonly string[] {
  const expression = expressionIn(condition);
  if (expression === undefined) return [];
  const conjuncts = expression.split("&&").map(withoutParentheses);
  // What binds less than `&&` would take a part of it away.
  return /\|\||\?/.test(expression) || !conjuncts.every(isWhole) ? [expression] : conjuncts;
}

/** Whether it closes every text and parenthesis that it opens. */
function isWhole(expression: string): boolean {
  let open = 0;
  for (const character of expression.replace(new RegExp(TEXT, "gu"), "")) {
    if (character === "(") open += 1;
    if (character === ")") open -= 1;
    if (character === '"' || open < 0) return false;
  }
  return open === 0;
}

function demandedValue(expression: string): DemandedValue | undefined {
  for (const form of FORMS) {
    const { attribute, value, none } = form.exec(expression)?.groups ?? {};
    if (attribute !== undefined && none !== undefined) return { kind: "value", attribute, value: [] };
    if (attribute === undefined || value === undefined) continue;
    const literal = withoutTemplates(value);
    return literal === undefined ? undefined : { kind: "value", attribute, value: valueOf(literal) };
  }
  return undefined;
}

function demandedReference(condition: string): DemandedReference | undefined {
  for (const form of REFERENCES) {
    const { attribute, reference } = form.exec(condition)?.groups ?? {};
    if (attribute === undefined || reference === undefined) continue;
    const expression = `\${${reference}}`;
    const pieces = parseTemplate(expression);
    if (pieces?.length === 1) return { kind: "reference", attribute, expression };
  }
  return undefined;
}

/** In quotes, a template is worked out when Terraform runs; an escape of one is a text. */
function withoutTemplates(written: string): string | undefined {
  const pieces = parseTemplate(written) ?? [];
  const literals = pieces.filter((piece) => typeof piece === "string");
  return literals.length > 0 && literals.length === pieces.length ? literals.join("") : undefined;
}

function expressionIn(condition: string): string | undefined {
  const [, inner] = /^\$\{(.*)\}$/su.exec(condition.trim()) ?? [];
  if (inner === undefined) return undefined;
  return withoutParentheses(inner);
}

/** Those around the whole of it. */
function withoutParentheses(written: string): string {
  const expression = written.trim();
  const inner = /^\((?<inner>.*)\)$/su.exec(expression)?.groups?.["inner"];
  return inner !== undefined && isWhole(inner) ? inner.trim() : expression;
}

/** Every form of a literal is JSON's, but for the comma that may end a list. */
function valueOf(literal: string): Value {
  // The forms let through texts, numbers, booleans and lists of texts.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  const value = JSON.parse(literal.replace(/,\s*\]$/u, "]")) as Value;
  return isList(value) ? [...new Set(value)].sort() : value;
}
