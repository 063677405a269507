import { readFileSync } from "node:fs";
import {
  Composer,
  type CST,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  Parser,
} from "yaml";
import type { Path, Position, Problem } from "./problem";

/** A YAML file's content and where each part of it stands. */
export interface SourceDocument {
  readonly file: string;
  readonly content: unknown;
  /** The position of the value at a path; of its nearest ancestor's key where there is no such value. */
  positionOf(path: Path): Position;
  /** The position of the last key of a path. */
  positionOfKey(path: Path): Position;
}

export type Read =
  | { readonly ok: true; readonly document: SourceDocument }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Ten thousand consumers fit; a larger file is a mistake or an attack. */
const LARGEST_FILE_IN_BYTES = 4 * 1024 * 1024;

/** What `yaml` resolves of aliases before it calls the file an attack. @see https://eemeli.org/yaml/#tojs-options */
const MOST_ALIASES = 100;

/** Far more than any topology has, far less than exhausts a stack. */
const DEEPEST_NESTING = 64;

const EMPTY = "the file is empty; a topology starts with `topology: <name>`";

/** One syntax error makes `yaml` report many more; the first few tell the story. */
const MOST_SYNTAX_ERRORS = 10;

/** Reads a YAML file; a file that is absent, not text, or not YAML gives problems, never an exception. */
export function readDocument(file: string): Read {
  const refuse = (sentence: string): Read => ({ ok: false, problems: [{ file, path: [], sentence }] });
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return refuse(
      `the file cannot be read (${reasonOf(error)}); name a topology file, like scenarios/cross-az-web.yaml`,
    );
  }
  if (bytes.length > LARGEST_FILE_IN_BYTES) {
    return refuse(`the file has ${bytes.length} bytes; a topology has at most ${LARGEST_FILE_IN_BYTES}`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("the file is not UTF-8 text; save it as UTF-8");
  }
  return parse(file, text);
}

function parse(file: string, text: string): Read {
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const refuse = (offset: number, sentence: string): Read => ({
    ok: false,
    problems: [{ file, position: at(offset), path: [], sentence }],
  });
  try {
    // The parser keeps its own stack, the composer recurses: how deep is known before it could run out of stack.
    const tokens = [...new Parser(lines.addNewLine).parse(text)];
    if (nestingOf(tokens) > DEEPEST_NESTING)
      return refuse(0, "it is nested too deeply; a topology has a dozen levels at most");
    const composer = new Composer({ lineCounter: lines, prettyErrors: false, stringKeys: true });
    const [document, second] = composer.compose(tokens, true, text.length);
    if (document === undefined) return refuse(0, EMPTY);
    if (second !== undefined)
      return refuse(second.range[0], "the file holds several YAML documents; write one topology a file");
    const mistakes = [...document.errors, ...document.warnings];
    if (mistakes.length > 0) {
      return {
        ok: false,
        problems: mistakes.slice(0, MOST_SYNTAX_ERRORS).map(({ pos, code, message }) => ({
          file,
          position: at(pos[0]),
          path: [],
          sentence: yamlSentence(code, message),
        })),
      };
    }
    const root = document.contents;
    if (root === null || (isScalar(root) && root.value === null)) {
      return refuse(0, EMPTY);
    }
    const content: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    const resolve = (node: Node | null): Node | null =>
      isAlias(node) ? (node.resolve(document) ?? null) : node;
    return {
      ok: true,
      document: {
        file,
        content,
        positionOf: (path) => {
          const { key, value, complete } = walk(root, path, resolve);
          return at(complete ? value : key);
        },
        positionOfKey: (path) => at(walk(root, path, resolve).key),
      },
    };
  } catch (error) {
    // What yaml throws while resolving aliases.
    if (error instanceof ReferenceError) {
      return refuse(0, `its aliases cannot be resolved (${error.message}); write the repeated parts out`);
    }
    throw error;
  }
}

interface Found {
  readonly key: number;
  readonly value: number;
  /** Whether the whole path exists. */
  readonly complete: boolean;
}

/** How many collections stand inside each other at the most. */
function nestingOf(tokens: readonly CST.Token[]): number {
  let deepest = 0;
  const rest: (readonly [token: CST.Token, depth: number])[] = tokens.map((token) => [token, 0]);
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [token, depth] = next;
    deepest = Math.max(deepest, depth);
    if (token.type === "document" && token.value) rest.push([token.value, depth]);
    if (!("items" in token)) continue;
    for (const { key, value } of token.items) {
      if (key) rest.push([key, depth + 1]);
      if (value) rest.push([value, depth + 1]);
    }
  }
  return deepest;
}

/** The offsets of the deepest key and value on a path that exist. */
function walk(root: Node, path: Path, resolve: (node: Node | null) => Node | null): Found {
  let node: Node | null = root;
  let found = { key: startOf(root), value: startOf(root) };
  for (const step of path) {
    node = resolve(node);
    if (!isCollection(node)) return { ...found, complete: false };
    const item: unknown = isMap(node)
      ? node.items.find((pair) => isScalar(pair.key) && pair.key.value === step)
      : node.items[Number(step)];
    if (isPair<Node, Node | null>(item)) {
      found = { key: startOf(item.key), value: startOf(item.value ?? item.key) };
      node = item.value;
    } else if (isScalar(item) || isCollection(item) || isAlias(item)) {
      found = { key: startOf(item), value: startOf(item) };
      node = item;
    } else return { ...found, complete: false };
  }
  return { ...found, complete: true };
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function yamlSentence(code: string, message: string): string {
  if (code === "DUPLICATE_KEY") return "this name stands twice in its section; give each its own name";
  return `this is not valid YAML: ${message}`;
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const known: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EISDIR: "it is a folder",
    EACCES: "permission is denied",
  };
  return known[code] ?? code;
}
