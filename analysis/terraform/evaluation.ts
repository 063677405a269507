import { isBody, COMMENT } from "./blocks";
import { dynamicBlocks, DynamicBlocks } from "./dynamic-blocks";
import { NamedValue, type Scope } from "./linked-stack";
import type { Report } from "./problem";
import { encodedCharacters } from "./json-encode";
import { isTemplate, parseTemplate } from "./template";
import type { Traversal } from "./traversal";
import { JoinedText, Reference, Unknown, type Value } from "./value";
import { formatReference, kindOfValue } from "./values";

/** Deeper than anything that people or programs write; a mistake beyond would exhaust the program's stack. */
export const MOST_LEVELS = 200;
/** Characters and elements. References to references can multiply a small text beyond all memory. */
const LARGEST_VALUE = 10_000_000;
/** Lists and objects up to this size, which are most, all count as this. */
const SMALL = 64;

type Template = ReturnType<typeof parseTemplate>;

/** What a reference leads to. @param written the whole expression, for where it cannot be told */
type Refer = (traversal: Traversal, written: string, scope: Scope) => Value;

/** Works out what expressions are worth. */
export class Evaluation {
  /** The named values that are being worked out, each for the one before it. */
  private readonly underway: NamedValue[] = [];
  /** How many levels of lists, objects and references lead to what is being worked out. */
  private level = 0;
  /** The most levels since the innermost named value began. */
  private deepest = 0;
  /** Of lists and objects that are larger than `SMALL`. */
  private readonly sizes = new Map<object, number>();
  /** What was read before: thousands of stacks say much the same. */
  private readonly templates = new Map<string, Template>();

  constructor(
    private readonly refer: Refer,
    private readonly report: Report,
  ) {}

  valueOf(named: NamedValue): Value {
    const { state } = named;
    if (state === "underway") return this.circle(named);
    if (state === "untouched") return this.workOut(named);
    this.reach(this.level + state.height, named.scope);
    return state.value;
  }

  private workOut(named: NamedValue): Value {
    const { deepest } = this;
    const level = this.level;
    this.deepest = level;
    named.state = "underway";
    this.underway.push(named);
    const value = this.below(named.scope, () => this.evaluate(named.written, named.scope));
    this.underway.pop();
    named.state = { value, height: this.deepest - level };
    this.deepest = Math.max(deepest, this.deepest);
    return value;
  }

  /** Counting what was worked out before, too: whether a mistake is told must not depend on the order of asking. */
  private reach(level: number, { stack }: Scope): boolean {
    this.deepest = Math.max(this.deepest, level);
    if (level <= MOST_LEVELS) return true;
    const place = this.underway[0]?.name;
    this.report(
      stack.file,
      `${place ?? "a value"} leads through more than ${MOST_LEVELS} levels of lists, objects and references; state it more directly`,
    );
    return false;
  }

  private below(scope: Scope, work: () => Value): Value {
    this.level += 1;
    const value = this.reach(this.level, scope) ? work() : new Unknown("", "it is nested too deeply");
    this.level -= 1;
    return value;
  }

  private circle(named: NamedValue): Value {
    const circle = this.underway.slice(this.underway.indexOf(named));
    const names = circle.map(({ name, scope }) => `${scope.stack.name}:${name}`);
    // From wherever the circle was entered, it is told alike.
    const first = names.indexOf([...names].sort()[0] ?? "");
    const told = [...names.slice(first), ...names.slice(0, first)];
    this.report(
      circle[first]?.scope.stack.file ?? named.scope.stack.file,
      told.length === 1
        ? `${told.join("")} refers to itself; state its value`
        : `${told.join(" refers to ")} refers to ${told[0] ?? ""}, in a circle; state the value of one of them`,
    );
    return new Unknown(named.name, "it refers to itself");
  }

  private evaluate(written: unknown, scope: Scope): Value {
    if (typeof written === "string") return this.text(written, scope);
    if (typeof written === "number" || typeof written === "boolean") return written;
    if (written instanceof DynamicBlocks)
      return unknown(`dynamic "${written.name}"`, "dynamic blocks are made when Terraform runs", scope);
    if (written instanceof NamedValue) return this.valueOf(written);
    if (Array.isArray(written)) return this.below(scope, () => this.list(written, scope));
    if (isBody(written)) return this.below(scope, () => this.object(written, scope));
    return null;
  }

  private list(written: readonly unknown[], scope: Scope): Value {
    const list = written.map((each) => this.evaluate(each, scope));
    return this.weighed(list, list, scope);
  }

  private object(written: Readonly<Record<string, unknown>>, scope: Scope): Value {
    // Without a prototype, a key such as `__proto__` or `constructor` is a key like any other.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
    const object = Object.create(null) as Record<string, Value>;
    const isBlock = scope.resource !== undefined;
    for (const key of Object.keys(written)) {
      if (!isBlock || key !== COMMENT) object[key] = this.evaluate(written[key], scope);
    }
    if (isBlock) {
      const dynamic = dynamicBlocks(written);
      for (const [name, blocks] of dynamic) object[name] = this.evaluate(blocks, scope);
      if (dynamic.size > 0) delete object["dynamic"];
    }
    return this.weighed(object, Object.values(object), scope);
  }

  private weighed(value: Value & object, parts: readonly Value[], scope: Scope): Value {
    let size = parts.length;
    for (const part of parts) {
      if (typeof part === "string") size += part.length;
      else if (typeof part === "object" && part !== null) size += this.sizes.get(part) ?? SMALL;
    }
    if (size > SMALL) this.sizes.set(value, size);
    return size <= LARGEST_VALUE ? value : tooLarge(scope);
  }

  private text(written: string, scope: Scope): Value {
    if (!isTemplate(written)) return written;
    const pieces = this.piecesOf(written);
    if (pieces === undefined)
      return unknown(
        written,
        "functions, conditions and operators are worked out when Terraform runs",
        scope,
      );
    const [first, ...others] = pieces;
    if (first === undefined) return "";
    if (others.length === 0) {
      if (typeof first === "string") return first;
      if (first.isEncoded !== true) return this.refer(first, written, scope);
    }
    return this.joined(pieces, written, scope);
  }

  private joined(pieces: NonNullable<Template>, written: string, scope: Scope): Value {
    const parts: (string | Reference)[] = [];
    let missing: string | undefined;
    let text = "";
    let size = 0;
    for (const piece of pieces) {
      const value = typeof piece === "string" ? piece : this.refer(piece, written, scope);
      const isEncoded = typeof piece !== "string" && piece.isEncoded === true;
      const joined = isEncoded ? asEncoded(value) : asPieces(value);
      if (!joined.ok) return unknown(written, joined.reason, scope);
      missing ??= joined.missing;
      for (const part of joined.parts) {
        if (typeof part === "string") text += part;
        size += typeof part === "string" ? part.length : SMALL;
        parts.push(part);
      }
      if (size > LARGEST_VALUE) return tooLarge(scope);
    }
    return missing === undefined ? text : new JoinedText(parts, written, missing, scope.resource?.key);
  }

  private piecesOf(written: string): Template {
    const known = this.templates.get(written);
    if (known !== undefined || this.templates.has(written)) return known;
    const pieces = parseTemplate(written);
    this.templates.set(written, pieces);
    return pieces;
  }
}

function unknown(written: string, reason: string, { resource }: Scope): Unknown {
  return new Unknown(written, reason, resource?.key);
}

function tooLarge(scope: Scope): Unknown {
  return unknown("", `it holds more than ${LARGEST_VALUE} characters and elements`, scope);
}

type Pieces =
  | { readonly ok: true; readonly parts: readonly (string | Reference)[]; readonly missing?: string }
  | { readonly ok: false; readonly reason: string };

/** What a value becomes inside JSON; of what is not there yet, a text. */
function asEncoded(value: Value): Pieces {
  if (typeof value === "number" || typeof value === "boolean") return asPieces(value);
  if (value === null) return { ok: true, parts: ["null"] };
  const text = asPieces(value);
  if (!text.ok) return text;
  const parts = text.parts.map((part) => (typeof part === "string" ? encodedCharacters(part) : part));
  return { ...text, parts: ['"', ...parts, '"'] };
}

/** What a value becomes inside a text, and why that is not known as a whole. */
function asPieces(value: Value): Pieces {
  if (typeof value === "string") return { ok: true, parts: [value] };
  if (typeof value === "boolean") return { ok: true, parts: [String(value)] };
  if (typeof value === "number") {
    const text = String(value);
    // Terraform writes large numbers in full.
    if (!text.includes("e")) return { ok: true, parts: [text] };
  }
  if (value instanceof JoinedText) return { ok: true, parts: value.pieces, missing: value.reason };
  if (value instanceof Unknown) return { ok: false, reason: value.reason };
  if (value instanceof Reference)
    return {
      ok: true,
      parts: [value],
      missing: `${formatReference(value)} is known once its resource exists`,
    };
  return { ok: false, reason: `${kindOfValue(value)} cannot be part of a text` };
}
