import { type Body, isBody } from "../../blocks";
import { listIn, memberOf } from "./json";
import { constantIn } from "./references";

/** What tells the arguments of a block. */
interface Written {
  /** Those of the block itself; or one expression for all arguments of several blocks. */
  readonly expression: unknown;
  readonly isShared: boolean;
}

const UNTOLD: Written = { expression: undefined, isShared: false };

/**
 * Which blocks of the configuration the blocks of a value were written as. The configuration holds them in its order, a
 * set of blocks in one of its own, and none that are dynamic: what is written out in a block tells it. Blocks that
 * nothing tells apart are taken in their order, which makes no difference.
 */
export function expressionsOf(
  values: readonly unknown[],
  masks: readonly unknown[],
  written: unknown,
): readonly Written[] {
  if (!Array.isArray(written)) {
    const isTold = isBody(written);
    return values.map(() => (isTold ? { expression: written, isShared: true } : UNTOLD));
  }
  const blocks = listIn(written).filter(isBody);
  const groups = groupsOf(values, masks);
  const candidates = groups.map(([first = 0]) => blocks.filter((block) => mayBe(values[first], block)));
  const found = new Map<number, Written>();
  groups.forEach((members, group) => {
    const own = candidates[group] ?? [];
    const isElsewhere = own.some((block) =>
      candidates.some((others, index) => index !== group && others.includes(block)),
    );
    const isMatched = !isElsewhere && own.length <= members.length;
    const union = blocks.length === values.length ? { expression: unionOf(own), isShared: true } : UNTOLD;
    members.forEach((member, position) => {
      const block = own[position];
      if (!isMatched) found.set(member, union);
      else if (block !== undefined) found.set(member, { expression: block, isShared: false });
    });
  });
  return masks.map((_, index) => found.get(index) ?? UNTOLD);
}

/** The places of blocks that nothing tells apart. */
function groupsOf(values: readonly unknown[], masks: readonly unknown[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  masks.forEach((mask, index) => {
    const text = JSON.stringify([values[index], mask]);
    const group = groups.get(text);
    if (group === undefined) groups.set(text, [index]);
    else group.push(index);
  });
  return [...groups.values()];
}

/** Whether nothing that is written out in the block is otherwise in the value. */
function mayBe(value: unknown, block: Body): boolean {
  if (!isBody(value)) return false;
  return Object.entries(block).every(([name, expression]) => {
    const constant = constantIn(expression);
    const known = memberOf(value, name);
    // Numbers may be written as texts; sets and objects in another order.
    return !isScalar(constant) || (isScalar(known) && String(constant) === String(known));
  });
}

function isScalar(value: unknown): value is boolean | number | string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** By argument, all that the blocks name. */
function unionOf(blocks: readonly Body[]): Body {
  const names = new Set(blocks.flatMap((block) => Object.keys(block)));
  return Object.fromEntries(
    [...names].map((name) => {
      const references = blocks.flatMap((block) => {
        const expression = memberOf(block, name);
        return listIn(isBody(expression) ? memberOf(expression, "references") : undefined);
      });
      return [name, { references }];
    }),
  );
}
