import { parseEncoded } from "./json-encode";
import { literalOf, QUOTED, QUOTED_FORMAT } from "./quoted";
import { matchAt, parseElement, parseSteps, parseText, type Traversal } from "./traversal";

const MARK = /\$\$\{|%%\{|\$\{|%\{/g;
const JOIN = new RegExp(String.raw`\s*join\s*\(\s*(${QUOTED})\s*,\s*\[`, "uy");
/** The verb `%s` alone, which stands for the next argument, and `%%` for a percent sign. */
const FORMAT = new RegExp(String.raw`\s*format\s*\(\s*(${QUOTED_FORMAT})\s*,`, "uy");
const JSON_ENCODE = /\s*jsonencode\s*\(/y;
const COMMA = /\s*,/y;
const END_OF_JOIN = /\s*,?\s*\]\s*\)\s*\}/y;
const END_OF_CALL = /\s*\)\s*\}/y;
const END = /\s*\}/y;
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
    const joined = parsePieces(text, position);
    if (joined === undefined) return undefined;
    if (literal !== "") pieces.push(literal);
    literal = "";
    pieces.push(...joined.pieces);
    position = joined.end;
  }
  literal += text.slice(position);
  return literal === "" ? pieces : [...pieces, literal];
}

interface Pieces {
  readonly pieces: readonly (string | Traversal)[];
  /** Behind the closing brace. */
  readonly end: number;
}

function parsePieces(text: string, start: number): Pieces | undefined {
  return (
    parseJoin(text, start) ??
    parseFormat(text, start) ??
    parseJsonEncode(text, start) ??
    parseTraversal(text, start)
  );
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

/** @see https://developer.hashicorp.com/terraform/language/functions/jsonencode */
function parseJsonEncode(text: string, start: number): Pieces | undefined {
  if (matchAt(JSON_ENCODE, text, start) === null) return undefined;
  const encoded = parseEncoded(text, JSON_ENCODE.lastIndex);
  if (encoded === undefined || matchAt(END_OF_CALL, text, encoded.end) === null) return undefined;
  return { pieces: encoded.pieces, end: END_OF_CALL.lastIndex };
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
