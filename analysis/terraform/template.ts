/** What follows a name in a reference: `.vpc_id` and `["vpc_id"]` are keys, `[0]` is an index. */
export type Step = string | number;

/** A reference as it is written: a name, and steps into what it stands for. */
export interface Traversal {
  readonly root: string;
  readonly steps: readonly Step[];
  /** Where a function takes one element of what the steps lead to: `element(aws_a.b.list, 0)`, `tolist(aws_a.b.set)[0]`. */
  readonly element?: number;
  /** Steps into that element. */
  readonly further?: readonly Step[];
}

const NAME = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
const MARK = /\$\$\{|%%\{|\$\{|%\{/g;
const ROOT = new RegExp(String.raw`\s*(${NAME})`, "uy");
/** `.0` is an older spelling of `[0]` that Terraform still reads. A key with a template in it is none of its own. */
const STEP = new RegExp(
  String.raw`\s*(?:\.\s*(?:(${NAME})|(\d+))|\[\s*(?:(\d+)|("(?:[^"\\$%\n]|\\["\\nrt])*"))\s*\])`,
  "uy",
);
/** Functions that take one element, around the list and behind it; `one` takes the only one. */
const ELEMENTS = [
  { opens: /\s*element\s*\(/y, closes: /\s*,\s*(\d+)\s*\)/y },
  { opens: /\s*one\s*\(/y, closes: /\s*\)/y },
  { opens: /\s*tolist\s*\(/y, closes: /\s*\)\s*\[\s*(\d+)\s*\]/y },
];
const TEXT = /\s*("(?:[^"\\$%\n]|\\["\\nrt])*")/y;
const JOIN = /\s*join\s*\(\s*("(?:[^"\\$%\n]|\\["\\nrt])*")\s*,\s*\[/y;
/** The verb `%s` alone, which stands for the next argument, and `%%` for a percent sign. */
const FORMAT = /\s*format\s*\(\s*("(?:[^"\\$%\n]|\\["\\nrt]|%%(?!\{)|%s)*")\s*,/y;
const COMMA = /\s*,/y;
const END_OF_JOIN = /\s*,?\s*\]\s*\)\s*\}/y;
const END_OF_CALL = /\s*\)\s*\}/y;
const END = /\s*\}/y;
const WHOLE_NAME = new RegExp(`^${NAME}$`, "u");

/** Whether Terraform takes a text as the name of a resource, an output and the like. */
export function isName(text: string): boolean {
  return WHOLE_NAME.test(text);
}

/** Whether a text is more than itself: it has a template, or an escape of one. */
export function isTemplate(text: string): boolean {
  return text.includes("${") || text.includes("%{");
}

/** Whether what JSON holds is worth itself. */
export function isLiteral(written: unknown): written is null | boolean | number | string {
  if (typeof written === "string") return !isTemplate(written);
  return written === null || typeof written === "boolean" || typeof written === "number";
}

/**
 * The literal and the referring pieces of a text; `undefined` where it holds more than plain references, such as
 * function calls, conditions and operators.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#string-templates
 */
export function parseTemplate(text: string): readonly (string | Traversal)[] | undefined {
  const pieces: (string | Traversal)[] = [];
  let literal = "";
  let position = 0;
  for (;;) {
    MARK.lastIndex = position;
    const mark = MARK.exec(text);
    if (mark === null) break;
    literal += text.slice(position, mark.index);
    position = MARK.lastIndex;
    if (mark[0] === "%{") return undefined;
    if (mark[0] !== "${") {
      literal += mark[0].slice(1);
      continue;
    }
    const joined = parseJoin(text, position) ?? parseFormat(text, position) ?? parseTraversal(text, position);
    if (joined === undefined) return undefined;
    if (literal !== "") pieces.push(literal);
    literal = "";
    pieces.push(...joined.pieces);
    position = joined.end;
  }
  literal += text.slice(position);
  return literal === "" ? pieces : [...pieces, literal];
}

interface Parsed {
  readonly traversal: Traversal;
  readonly end: number;
}

interface Pieces {
  readonly pieces: readonly (string | Traversal)[];
  /** Behind the closing brace. */
  readonly end: number;
}

function parseTraversal(text: string, start: number): Pieces | undefined {
  const parsed = parseElement(text, start) ?? parseSteps(text, start);
  if (parsed === undefined || matchAt(END, text, parsed.end) === null) return undefined;
  return { pieces: [parsed.traversal], end: END.lastIndex };
}

/**
 * A list of references and texts that are joined to one text, with the separator between them.
 * @see https://developer.hashicorp.com/terraform/language/functions/join
 */
function parseJoin(text: string, start: number): Pieces | undefined {
  const separator = matchAt(JOIN, text, start)?.[1];
  const list = separator === undefined ? undefined : parseList(text, JOIN.lastIndex, END_OF_JOIN);
  if (separator === undefined || list === undefined) return undefined;
  const between = literalOf(separator);
  const pieces = list.pieces.flatMap((piece, index) => (index === 0 ? [piece] : [between, piece]));
  return { pieces, end: list.end };
}

/**
 * References and texts in the places of a format that has nothing but `%s`.
 * @see https://developer.hashicorp.com/terraform/language/functions/format
 */
function parseFormat(text: string, start: number): Pieces | undefined {
  const format = matchAt(FORMAT, text, start)?.[1];
  const list = format === undefined ? undefined : parseList(text, FORMAT.lastIndex, END_OF_CALL);
  if (format === undefined || list === undefined) return undefined;
  const literals = betweenVerbs(literalOf(format));
  if (literals.length !== list.pieces.length + 1) return undefined;
  const pieces = literals.flatMap((literal, index) => {
    const piece = list.pieces[index];
    return piece === undefined ? [literal] : [literal, piece];
  });
  return { pieces: pieces.filter((piece) => piece !== ""), end: list.end };
}

function betweenVerbs(format: string): string[] {
  let literal = "";
  const literals: string[] = [];
  for (const [token] of format.matchAll(/%[%s]|[^%]+/g)) {
    if (token === "%s") {
      literals.push(literal);
      literal = "";
    } else literal += token === "%%" ? "%" : token;
  }
  return [...literals, literal];
}

/** References and texts with commas between them. @param end what follows the last */
function parseList(text: string, start: number, end: RegExp): Pieces | undefined {
  const pieces: (string | Traversal)[] = [];
  let position = start;
  for (;;) {
    const parsed = parseText(text, position) ?? parseElement(text, position) ?? parseSteps(text, position);
    if (parsed === undefined) return undefined;
    pieces.push("literal" in parsed ? parsed.literal : parsed.traversal);
    if (matchAt(end, text, parsed.end) !== null) return { pieces, end: end.lastIndex };
    if (matchAt(COMMA, text, parsed.end) === null) return undefined;
    position = COMMA.lastIndex;
  }
}

function parseText(
  text: string,
  start: number,
): { readonly literal: string; readonly end: number } | undefined {
  const quoted = matchAt(TEXT, text, start)?.[1];
  return quoted === undefined ? undefined : { literal: literalOf(quoted), end: TEXT.lastIndex };
}

/** A text's escapes are some of JSON's. */
function literalOf(quoted: string): string {
  return String(JSON.parse(quoted));
}

/**
 * A function around a reference that takes one element of a list or set.
 * @see https://developer.hashicorp.com/terraform/language/functions/element
 */
function parseElement(text: string, start: number): Parsed | undefined {
  for (const { opens, closes } of ELEMENTS) {
    if (matchAt(opens, text, start) === null) continue;
    const list = parseSteps(text, opens.lastIndex);
    const chosen = list === undefined ? null : matchAt(closes, text, list.end);
    if (list === undefined || chosen === null) return undefined;
    const further = stepsAt(text, closes.lastIndex);
    return {
      traversal: {
        ...list.traversal,
        element: Number(chosen[1] ?? 0),
        ...(further.steps.length === 0 ? {} : { further: further.steps }),
      },
      end: further.end,
    };
  }
  return undefined;
}

function parseSteps(text: string, start: number): Parsed | undefined {
  const root = matchAt(ROOT, text, start);
  if (root?.[1] === undefined) return undefined;
  const { steps, end } = stepsAt(text, ROOT.lastIndex);
  return { traversal: { root: root[1], steps }, end };
}

function stepsAt(text: string, start: number): { readonly steps: readonly Step[]; readonly end: number } {
  const steps: Step[] = [];
  let end = start;
  for (;;) {
    const step = matchAt(STEP, text, end);
    if (step === null) return { steps, end };
    end = STEP.lastIndex;
    steps.push(stepOf(step));
  }
}

function stepOf([, name, oldIndex, index, key]: RegExpExecArray): Step {
  if (name !== undefined) return name;
  // Its escapes are some of JSON's.
  if (key !== undefined) return String(JSON.parse(key));
  return Number(index ?? oldIndex);
}

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** Steps in one spelling, each written so that it can follow a name: `.dns_entry[0].dns_name`. */
export function formatSteps(steps: readonly Step[]): string {
  return steps.map(formatStep).join("");
}

function formatStep(step: Step): string {
  if (typeof step === "number") return `[${step}]`;
  return isName(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}
