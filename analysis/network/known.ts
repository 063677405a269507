import { Unknown } from "../terraform";

/** A value, or why there is none. */
export type Known<T> = T | Unknown;

export function isKnown<T>(value: Known<T>): value is T {
  return !(value instanceof Unknown);
}

/**
 * Things of which some may not be known: `items` are certainly there, and each doubt stands for something that may be
 * there too, or for items that may be otherwise.
 */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly doubts: readonly Unknown[];
}
