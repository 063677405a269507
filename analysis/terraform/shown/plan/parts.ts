import { type Body, isBody } from "../../blocks";
import { Unknown, type Value } from "../../value";
import { expressionsOf } from "./block-expressions";
import { asValue, listIn, memberOf } from "./json";
import { hasUnknown, isListIn } from "./masks";
import type { Question, Resolution } from "./resolution";
import { isComposed, memberExpression } from "./templates";

/** A value of which not all is known, and what a plan tells of it. */
export interface Part {
  readonly value: unknown;
  /** As in `after_unknown`. */
  readonly mask: unknown;
  /** As in `after_sensitive`; nothing where that does not tell of it. */
  readonly secrets: unknown;
  /** An expression, one for each of several blocks, or none. */
  readonly expression: unknown;
  readonly argument: string;
  readonly path: string;
  readonly isShared: boolean;
  /** Of several blocks, what is not known of each. */
  readonly blocks?: readonly unknown[];
}

/** Puts values together of what is known, and of what their expressions tell of the rest. */
export class Parts {
  constructor(
    private readonly resolution: Resolution,
    private readonly place: Pick<Question, "scope" | "at" | "resource">,
  ) {}

  valueOf(part: Part): Value {
    const { mask, value } = part;
    if (!hasUnknown(mask)) return asValue(value);
    if (mask === true) return this.unknown(part, isListIn(part.secrets, part.argument));
    if (!Array.isArray(mask)) return this.object(part);
    return listIn(mask).some((each) => typeof each === "object") ? this.blocks(part) : this.elements(part);
  }

  private unknown({ argument, path, expression, isShared, blocks = [] }: Part, isList: boolean): Value {
    const told = isExpression(expression) ? expression : undefined;
    const asked = { argument, path, isList, expression: told, isShared };
    const alike = blocks.filter((mask) => hasUnknown(memberOf(isBody(mask) ? mask : undefined, argument)));
    return this.resolution.valueOf({ ...this.place, ...asked, alike: Math.max(alike.length, 1) });
  }

  private blocks(part: Part): Value {
    const masks = listIn(part.mask);
    const values = listIn(part.value);
    const expressions = expressionsOf(values, masks, part.expression);
    return masks.map((mask, index) => {
      const { expression, isShared } = expressions[index] ?? { expression: undefined, isShared: false };
      const secrets = Array.isArray(part.secrets) ? listIn(part.secrets)[index] : undefined;
      const path = `${part.path}[${index}]`;
      const inner = { value: values[index], mask, secrets, expression, isShared, path };
      return this.valueOf({ ...part, ...inner, blocks: masks });
    });
  }

  /** A block, or a map. */
  private object(part: Part): Value {
    const value = isBody(part.value) ? part.value : {};
    const mask: Body = isBody(part.mask) ? part.mask : {};
    const names = [...new Set([...Object.keys(value), ...Object.keys(mask)])];
    return Object.fromEntries(names.flatMap((name) => this.member(part, value, mask, name)));
  }

  private member(part: Part, value: Body, mask: Body, name: string): readonly [string, Value][] {
    const { expression } = part;
    const isWhole = expression === undefined || (isExpression(expression) && !isComposed(expression));
    const own = isWhole ? expression : expressionWithin(expression, name);
    // What a block does not state is left to the provider.
    if (own === undefined && !isWhole && mask[name] === true) return [];
    const secrets = isBody(part.secrets) ? (memberOf(part.secrets, name) ?? false) : undefined;
    const inner = { value: memberOf(value, name), mask: memberOf(mask, name), secrets, expression: own };
    const isShared = part.isShared || (isWhole && expression !== undefined);
    const { blocks = [] } = part;
    return [
      [name, this.valueOf({ ...inner, argument: name, path: `${part.path}.${name}`, isShared, blocks })],
    ];
  }

  /** A list of which some elements are known. */
  private elements(part: Part): Value {
    const masks = listIn(part.mask);
    const values = listIn(part.value);
    const made = this.unknown(part, true);
    const known = Array.isArray(made) ? (made as readonly Value[]) : [];
    const unknown = masks.filter((mask) => mask === true).length;
    const isTold = known.length === unknown && !known.some((each) => each instanceof Unknown);
    let next = 0;
    return masks.map((mask, index) => {
      if (mask !== true) return asValue(values[index]);
      const found = isTold ? known[next] : undefined;
      next += 1;
      return found ?? this.notTold(part, made);
    });
  }

  private notTold({ argument }: Part, made: Value): Unknown {
    if (made instanceof Unknown) return made;
    const { at, resource } = this.place;
    const reason = "a plan does not tell which element of the list this is";
    return new Unknown(argument, reason, ...(resource === undefined ? [] : [at]));
  }
}

/** That of an argument of a block, or of a member of an object that is shown as it is written. */
function expressionWithin(written: unknown, name: string): unknown {
  return isExpression(written)
    ? memberExpression(written, name)
    : memberOf(isBody(written) ? written : undefined, name);
}

/** An expression, rather than the arguments of a block. */
function isExpression(written: unknown): boolean {
  if (!isBody(written)) return false;
  return Object.hasOwn(written, "references") || Object.hasOwn(written, "constant_value");
}
