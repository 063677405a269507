import { literalOf, QUOTED } from "./quoted";
import { matchAt, parseElement, parseSteps, parseText, type Traversal } from "./traversal";

/** The pieces of JSON that an expression becomes. */
export interface Encoded {
  readonly pieces: readonly (string | Traversal)[];
  /** Behind the expression. */
  readonly end: number;
}

/** Deeper than anything that people or programs write. */
const MOST_LEVELS = 50;

const CONSTANT = /\s*(true|false|null|-?(?:0|[1-9]\d{0,14}))(?![\p{ID_Continue}.([-])/uy;
const OPEN_OBJECT = /\s*\{/y;
const CLOSE_OBJECT = /\s*,?\s*\}/y;
const OPEN_LIST = /\s*\[/y;
const CLOSE_LIST = /\s*,?\s*\]/y;
const COMMA = /\s*,/y;
const KEY = new RegExp(String.raw`\s*(?:(${QUOTED})|([\p{ID_Start}_][\p{ID_Continue}-]*))\s*[=:](?!=)`, "uy");

/** What is passed to `jsonencode`: objects, lists, texts, numbers and references. */
export function parseEncoded(text: string, start: number, level = 0): Encoded | undefined {
  if (level > MOST_LEVELS) return undefined;
  if (matchAt(OPEN_OBJECT, text, start) !== null) return parseObject(text, OPEN_OBJECT.lastIndex, level + 1);
  if (matchAt(OPEN_LIST, text, start) !== null) return parseList(text, OPEN_LIST.lastIndex, level + 1);
  const constant = matchAt(CONSTANT, text, start)?.[1];
  if (constant !== undefined) return { pieces: [constant], end: CONSTANT.lastIndex };
  const quoted = parseText(text, start);
  if (quoted !== undefined) return { pieces: [encodeText(quoted.literal)], end: quoted.end };
  const referred = parseElement(text, start) ?? parseSteps(text, start);
  return referred === undefined
    ? undefined
    : { pieces: [{ ...referred.traversal, isEncoded: true }], end: referred.end };
}

/** Terraform sorts the keys. */
function parseObject(text: string, start: number, level: number): Encoded | undefined {
  const entries = new Map<string, Encoded["pieces"]>();
  let position = start;
  for (;;) {
    if (matchAt(CLOSE_OBJECT, text, position) !== null) break;
    if (entries.size > 0) {
      if (matchAt(COMMA, text, position) === null) return undefined;
      position = COMMA.lastIndex;
    }
    const key = matchAt(KEY, text, position);
    if (key === null) return undefined;
    const name = key[1] === undefined ? (key[2] ?? "") : literalOf(key[1]);
    const value = parseEncoded(text, KEY.lastIndex, level);
    if (value === undefined || entries.has(name)) return undefined;
    entries.set(name, value.pieces);
    position = value.end;
  }
  const end = CLOSE_OBJECT.lastIndex;
  const sorted = [...entries].sort(([left], [right]) => (left < right ? -1 : 1));
  const members = sorted.map(([name, pieces]) => [`${encodeText(name)}:`, ...pieces]);
  return { pieces: ["{", ...separated(members), "}"], end };
}

function parseList(text: string, start: number, level: number): Encoded | undefined {
  const elements: Encoded["pieces"][] = [];
  let position = start;
  for (;;) {
    if (matchAt(CLOSE_LIST, text, position) !== null) break;
    if (elements.length > 0) {
      if (matchAt(COMMA, text, position) === null) return undefined;
      position = COMMA.lastIndex;
    }
    const element = parseEncoded(text, position, level);
    if (element === undefined) return undefined;
    elements.push(element.pieces);
    position = element.end;
  }
  return { pieces: ["[", ...separated(elements), "]"], end: CLOSE_LIST.lastIndex };
}

function separated(all: readonly Encoded["pieces"][]): Encoded["pieces"] {
  return all.flatMap((pieces, index) => (index === 0 ? pieces : [",", ...pieces]));
}

/** Terraform escapes what HTML would take for its own, too. */
export function encodeText(text: string): string {
  return `"${encodedCharacters(text)}"`;
}

export function encodedCharacters(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[<>&\u2028\u2029]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
