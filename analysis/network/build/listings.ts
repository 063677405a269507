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

/** Terraform keeps sets in an order of its own, and not as they are written: whatever is a set goes by this one. */
export function inOrder<T>({ items, doubts }: Listing<T>, textOf: (item: T) => string): Listing<T> {
  const keyed = items.map((item) => ({ item, text: textOf(item) }));
  const sorted = keyed.sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0));
  return { items: sorted.map(({ item }) => item), doubts };
}

/** An item that stands in it several times stands in it once. */
export function distinct<T>({ items, doubts }: Listing<T>): Listing<T> {
  return { items: [...new Set(items)], doubts };
}
