import type { Element, ElementKey } from "../model";

export function byKey<T extends Element>(elements: readonly T[]): ReadonlyMap<ElementKey, T> {
  return new Map(elements.map((element) => [element.key, element]));
}
