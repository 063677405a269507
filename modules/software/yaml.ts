import { type Document, parseDocument, stringify, visit } from "yaml";

export type ParsedYaml =
  | { readonly kind: "yaml"; readonly value: unknown }
  | { readonly kind: "unrecognised"; readonly reason: string };

/** cloud-init reads YAML 1.1, where a bare `yes`, `0644` or `12:30` is no string: every string is quoted. */
const QUOTED = {
  defaultStringType: "QUOTE_DOUBLE",
  defaultKeyType: "PLAIN",
  doubleQuotedAsJSON: true,
  lineWidth: 0,
} as const;

/** A quoted string as {@link QUOTED} has it written: on one line, with the escapes of JSON. */
const QUOTED_STRING = /"(?:[^"\\]|\\.)*"/g;

/**
 * In a quoted string: an escape as it stands, or a character to escape. PyYAML refuses a stream with C1 controls
 * and other non-printing characters in it, though not their escapes; and what could count as nesting to
 * {@link isShallow} shall not stand in a string.
 */
const ESCAPE_OR_CHARACTER = /\\.|[^\x20-\x7e]|[[{]|(?<=[-?:]) /gu;

/** Writes YAML in printable ASCII that {@link parseYaml} reads. The keys must be plain words of ASCII letters. */
export function renderYaml(value: unknown): string {
  return stringify(value, QUOTED).replace(QUOTED_STRING, (text) => text.replace(ESCAPE_OR_CHARACTER, escape));
}

/** @see https://yaml.org/spec/1.1/#escaping%20in%20double-quoted%20style/ */
function escape(found: string): string {
  if (found.startsWith("\\")) return found;
  return `\\U${(found.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
}

/** Pretty errors each search the whole text, which takes minutes when a text has 100,000 of them. */
const AS_CLOUD_INIT = { version: "1.1", prettyErrors: false, logLevel: "error" } as const;

/** Reads YAML as cloud-init does, as version 1.1, so that a value which is no string there is none here. */
export function parseYaml(text: string): ParsedYaml {
  if (!isShallow(text)) return unrecognised("its YAML may nest deeper than any cloud-config does");
  try {
    const document = parseDocument(text, AS_CLOUD_INIT);
    // A warning is a tag that is not known: the value would be read as if the tag were not there.
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) {
      return unrecognised(`it is not plain YAML: ${fault.message} (line ${lineAt(text, fault.pos[0])})`);
    }
    // A few lines of aliases of aliases stand for billions of values; no configuration here needs even one.
    if (hasAlias(document)) return unrecognised("it uses YAML aliases");
    return { kind: "yaml", value: document.toJS() };
  } catch (error) {
    // Some faults, a merge key without a mapping for one, come to light only when values are made.
    return unrecognised(`its YAML cannot be read: ${String(error)}`);
  }
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, Math.max(0, offset)).split("\n").length;
}

const MOST_BRACKETS = 128;
const DEEPEST_INDENTATION = 32;
const MOST_INDICATORS_ON_A_LINE = 8;

/**
 * Whether the text nests a few hundred levels at most. The reader recurses, and where the stack ends inside a
 * regular expression, V8 ends the process instead of throwing. So this comes first, and errs on the safe side:
 * it counts what can open a level, in strings and comments too.
 */
function isShallow(text: string): boolean {
  return (
    count(text, /[[{]/g) <= MOST_BRACKETS &&
    text
      .split("\n")
      .every(
        (line) =>
          line.search(/[^ \t]|$/) <= DEEPEST_INDENTATION &&
          count(line, /[-?:](?=\s|$)/g) <= MOST_INDICATORS_ON_A_LINE,
      )
  );
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function hasAlias(document: Document): boolean {
  const aliases: unknown[] = [];
  visit(document, {
    Alias: (_, alias) => {
      aliases.push(alias);
    },
  });
  return aliases.length > 0;
}

function unrecognised(reason: string): ParsedYaml {
  return { kind: "unrecognised", reason };
}
