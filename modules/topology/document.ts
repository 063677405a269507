import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { types } from "node:util";
import { Composer, type Document, isScalar, LineCounter, Parser } from "yaml";
import { Places, positionAt } from "./places";
import type { Position, Problem } from "./problem";
import { RESERVED_SENTENCE } from "./shapes";
import { type Mistake, nestingOf, survey } from "./survey";

/** A YAML file's content and where each part of it stands. */
export interface SourceDocument {
  readonly file: string;
  /** Of a key that stands twice, the last. */
  readonly content: unknown;
  /** What is wrong with its keys, whatever they mean. */
  readonly problems: readonly Problem[];
  readonly places: Places;
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

const NAME_A_FILE = "name a topology file, like scenarios/cross-az-web.yaml";

/** Reads a YAML file; a file that is absent, not text, or not YAML gives problems, never an exception. */
export function readDocument(file: string): Read {
  const refuse = (sentence: string): Read => ({ ok: false, problems: [{ file, path: [], sentence }] });
  let bytes: Buffer;
  try {
    // Not blocking: a pipe without a writer would hang. The size is known before anything is read.
    const descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const status = fstatSync(descriptor);
      if (!status.isFile())
        return refuse(
          `${status.isDirectory() ? "this is a folder" : "this is no regular file"}; ${NAME_A_FILE}`,
        );
      if (status.size > LARGEST_FILE_IN_BYTES) {
        return refuse(`the file has ${status.size} bytes; a topology has at most ${LARGEST_FILE_IN_BYTES}`);
      }
      bytes = readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return refuse(`the file cannot be read (${reasonOf(error)}); ${NAME_A_FILE}`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("the file is not UTF-8 text; save it as UTF-8");
  }
  return parse(file, text);
}

/** Some of YAML would make something else of a value than what everybody reads there. */
const PLAIN_YAML = { schema: "core", resolveKnownTags: false, stringKeys: true } as const;

function parse(file: string, text: string): Read {
  const lines = new LineCounter();
  const at = (offset: number): Position => positionAt(lines, offset);
  const refuse = (offset: number, sentence: string): Read => ({
    ok: false,
    problems: [{ file, position: at(offset), path: [], sentence }],
  });
  // The parser keeps its own stack, the composer recurses: how deep is known before it could run out of stack.
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (nestingOf(tokens) > DEEPEST_NESTING)
    return refuse(0, "it is nested too deeply; a topology has a dozen levels at most");
  // The survey finds repeated keys faster, and says where they stand.
  const composer = new Composer({
    ...PLAIN_YAML,
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
  });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document === undefined) return refuse(0, EMPTY);
  if (second !== undefined)
    return refuse(second.range[0], "the file holds several YAML documents; write one topology a file");
  // After its first error a parser has lost its way: most of what it says then is about the same.
  const faults = [...document.errors.slice(0, 1), ...document.warnings].map(({ pos, message }): Problem => ({
    file,
    position: at(pos[0]),
    path: [],
    sentence: `this is not valid YAML: ${message}`,
  }));
  if (faults.length > 0) return { ok: false, problems: faults };
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return refuse(0, EMPTY);
  const found = survey(root);
  const problems = found.mistakes.map((mistake) => problemOf(file, at(mistake.offset), mistake));
  if (found.mistakes.some(({ kind }) => kind === "unresolved-alias")) return { ok: false, problems };
  const content = contentOf(document);
  if (!content.ok) return refuse(0, content.sentence);
  const places = new Places(root, found.targets, lines);
  return { ok: true, document: { file, content: content.value, problems, places } };
}

function contentOf(
  document: Document.Parsed,
): { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly sentence: string } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: MOST_ALIASES }) };
  } catch (error) {
    // What yaml throws when aliases multiply.
    if (!(error instanceof ReferenceError)) throw error;
    return {
      ok: false,
      sentence: "its aliases repeat too much; write the repeated parts out",
    };
  }
}

const SENTENCES: Readonly<Record<Mistake["kind"], string>> = {
  "repeated-key": "this key stands twice here; write it once, or give each its own name",
  "reserved-key": RESERVED_SENTENCE,
  "unresolved-alias": "this alias has no anchor before it; write the value itself",
};

function problemOf(file: string, position: Position, { path, kind }: Mistake): Problem {
  const value = kind === "unresolved-alias" ? {} : { value: path.at(-1) };
  return { file, position, path, ...value, sentence: SENTENCES[kind] };
}

function reasonOf(error: unknown): string {
  const code = types.isNativeError(error) && "code" in error ? String(error.code) : "";
  const known: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file",
    EACCES: "permission is denied",
  };
  return known[code] ?? code;
}
