import { literalOf, QUOTED, quotedText } from "./quoted";

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
  /** Whether what it leads to stands in JSON, in which texts have quotes. */
  readonly isEncoded?: true;
}

const NAME = String.raw`[\p{ID_Start}_][\p{ID_Continue}-]*`;
const ROOT = new RegExp(String.raw`\s*(${NAME})`, "uy");
/** `.0` is an older spelling of `[0]` that Terraform still reads. A key with a template in it is none of its own. */
const STEP = new RegExp(String.raw`\s*(?:\.\s*(?:(${NAME})|(\d+))|\[\s*(?:(\d+)|(${QUOTED}))\s*\])`, "uy");
/** Functions that take one element, around the list and behind it; `one` takes the only one. */
const ELEMENTS = [
  { opens: /\s*element\s*\(/y, closes: /\s*,\s*(\d+)\s*\)/y },
  { opens: /\s*one\s*\(/y, closes: /\s*\)/y },
  { opens: /\s*tolist\s*\(/y, closes: /\s*\)\s*\[\s*(\d+)\s*\]/y },
];
const TEXT = new RegExp(String.raw`\s*(${QUOTED})`, "uy");
const WHOLE_NAME = new RegExp(`^${NAME}$`, "u");

/** Whether Terraform takes a text as the name of a resource, an output and the like. */
export function isName(text: string): boolean {
  return WHOLE_NAME.test(text);
}

export interface Parsed {
  readonly traversal: Traversal;
  readonly end: number;
}

/** A quoted text without a template in it. */
export function parseText(
  text: string,
  start: number,
): { readonly literal: string; readonly end: number } | undefined {
  const quoted = matchAt(TEXT, text, start)?.[1];
  return quoted === undefined ? undefined : { literal: literalOf(quoted), end: TEXT.lastIndex };
}

/**
 * A function around a reference that takes one element of a list or set.
 * @see https://developer.hashicorp.com/terraform/language/functions/element
 */
export function parseElement(text: string, start: number): Parsed | undefined {
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

/** A name and the steps behind it. */
export function parseSteps(text: string, start: number): Parsed | undefined {
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
  if (key !== undefined) return literalOf(key);
  return Number(index ?? oldIndex);
}

/** Where a sticky pattern matches; it tells its end by its `lastIndex`. */
export function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position;
  return pattern.exec(text);
}

/** Steps in one spelling, each written so that it can follow a name: `.dns_entry[0].dns_name`. */
export function formatSteps(steps: readonly Step[]): string {
  return steps.map(formatStep).join("");
}

function formatStep(step: Step): string {
  if (typeof step === "number") return `[${step}]`;
  return isName(step) ? `.${step}` : `[${quotedText(step)}]`;
}
