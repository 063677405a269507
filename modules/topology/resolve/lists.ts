export function present<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("a topology was resolved that had not passed its checks");
  return value;
}

export function sorted<Value extends string>(values: readonly Value[]): Value[] {
  return sortedBy(values, (value) => value);
}

export function sortedEntries<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return sortedBy(Object.entries(record), ([name]) => name);
}

/** Sorts by code unit: a locale's order differs between machines. */
export function sortedBy<Value>(values: readonly Value[], key: (value: Value) => string): Value[] {
  return [...values].sort((left, right) => (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0));
}
