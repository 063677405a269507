import { Unknown } from "../../terraform";
import type { Known, Listing } from "../known";

export const NOTHING: Listing<never> = { items: [], doubts: [] };

export function doubtful(doubts: readonly Unknown[]): Listing<never> {
  return { items: [], doubts };
}

/** A listing of one. */
export function listed<T>(value: Known<T>): Listing<T> {
  return value instanceof Unknown ? doubtful([value]) : { items: [value], doubts: [] };
}

export function isEmpty({ items, doubts }: Listing<unknown>): boolean {
  return items.length === 0 && doubts.length === 0;
}

/** An item that stands in it several times stands in it once. */
export function distinct<T>({ items, doubts }: Listing<T>): Listing<T> {
  return { items: [...new Set(items)], doubts };
}
