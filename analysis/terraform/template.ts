/** What follows a name in a reference: `.vpc_id` and `["vpc_id"]` are keys, `[0]` is an index. */
export type Step = string | number;

/** A reference as it is written: a name, and steps into what it stands for. */
export interface Traversal {
  readonly root: string;
  readonly steps: readonly Step[];
}

const NAME = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
const MARK = /\$\$\{|%%\{|\$\{|%\{/g;
const ROOT = new RegExp(String.raw`\s*(${NAME})`, "uy");
/** `.0` is an older spelling of `[0]` that Terraform still reads. A key with a template in it is none of its own. */
const STEP = new RegExp(
  String.raw`\s*(?:\.\s*(?:(${NAME})|(\d+))|\[\s*(?:(\d+)|("(?:[^"\\$%\n]|\\["\\nrt])*"))\s*\])`,
  "uy",
);
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
    const reference = parseTraversal(text, position);
    if (reference === undefined) return undefined;
    if (literal !== "") pieces.push(literal);
    literal = "";
    pieces.push(reference.traversal);
    position = reference.end;
  }
  literal += text.slice(position);
  return literal === "" ? pieces : [...pieces, literal];
}

function parseTraversal(text: string, start: number): { traversal: Traversal; end: number } | undefined {
  const root = matchAt(ROOT, text, start);
  if (root?.[1] === undefined) return undefined;
  const steps: Step[] = [];
  let position = ROOT.lastIndex;
  for (;;) {
    const step = matchAt(STEP, text, position);
    if (step === null) break;
    position = STEP.lastIndex;
    steps.push(stepOf(step));
  }
  if (matchAt(END, text, position) === null) return undefined;
  return { traversal: { root: root[1], steps }, end: END.lastIndex };
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
