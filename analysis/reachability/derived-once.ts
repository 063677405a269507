/**
 * Derives something from objects that never change, once from each and only when it is asked for. Networks are looked
 * through once instead of for every question; and what is derived from one map of a network serves its changed copies
 * as well, as long as they share that map.
 */
export function derivedOnce<Source extends object, Derived>(
  derive: (source: Source) => Derived,
): (source: Source) => Derived {
  const known = new WeakMap<Source, { readonly derived: Derived }>();
  return (source) => {
    const found = known.get(source);
    if (found !== undefined) return found.derived;
    const derived = derive(source);
    known.set(source, { derived });
    return derived;
  };
}
