import { type Body, isBody } from "./blocks";
import { parseTemplate } from "./template";
import type { Value } from "./value";
import { isList } from "./values";

/** What a postcondition demands of an attribute of its own resource. */
export interface Demand {
  /** Its name, or as it was written what is worked out from attributes: `length(self.ids)`. */
  readonly attribute: string;
  /** The members of a set stand in the order of their texts. */
  readonly value: Value;
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

/**
 * What the postconditions of a resource or data source demand that its attributes are. Terraform checks them as soon as
 * it has read or made it, and goes no further where one does not hold: what is deployed in the end is as they say.
 * Those of other forms than `self.name == literal` and `toset(self.name) == toset([texts])` tell nothing here, but to
 * whoever asks for the very expression on the left of a literal.
 * @see https://developer.hashicorp.com/terraform/language/validate#resources-and-data-sources
 */
export function demandsOf(lifecycle: unknown): readonly Demand[] {
  return blocksIn(lifecycle)
    .flatMap(({ postcondition }) => blocksIn(postcondition))
    .flatMap(({ condition }) => demandOf(condition) ?? []);
}

function blocksIn(value: unknown): readonly Body[] {
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(isBody);
}

function demandOf(condition: unknown): Demand | undefined {
  const expression = typeof condition === "string" ? expressionIn(condition) : undefined;
  if (expression === undefined) return undefined;
  for (const form of FORMS) {
    const { attribute, value, none } = form.exec(expression)?.groups ?? {};
    if (attribute !== undefined && none !== undefined) return { attribute, value: [] };
    if (attribute === undefined || value === undefined) continue;
    const literal = withoutTemplates(value);
    return literal === undefined ? undefined : { attribute, value: valueOf(literal) };
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
  const expression = inner.trim();
  return /^\(.*\)$/su.test(expression) ? expression.slice(1, -1).trim() : expression;
}

/** Every form of a literal is JSON's, but for the comma that may end a list. */
function valueOf(literal: string): Value {
  // The forms let through texts, numbers, booleans and lists of texts.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  const value = JSON.parse(literal.replace(/,\s*\]$/u, "]")) as Value;
  return isList(value) ? [...new Set(value)].sort() : value;
}
