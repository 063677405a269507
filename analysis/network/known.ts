import { Unknown } from "../terraform";

/** A value, or why there is none. */
export type Known<T> = T | Unknown;

export function isKnown<T>(value: Known<T>): value is T {
  return !(value instanceof Unknown);
}

/**
 * Whether two values are one; `undefined` where that cannot be told. What nobody knows is still the same as itself: all
 * that one provider makes is of one account and Region, whichever they are.
 */
export function sameKnown<T>(one: Known<T>, other: Known<T>): boolean | undefined {
  if (one === other) return true;
  return isKnown(one) && isKnown(other) ? false : undefined;
}

/**
 * Things of which some may not be known: `items` are certainly there, and each doubt stands for something that may be
 * there too, or for items that may be otherwise.
 */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly doubts: readonly Unknown[];
}
