/** Arguments and nested blocks by name. */
export type Block = Readonly<Record<string, unknown>>;

export function isBlock(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A copy with one value changed.
 * @param path names and indices joined by dots: `health_check.port`, `ingress.0.cidr_blocks`
 * @param to `undefined` leaves it out
 */
export function withValue(value: unknown, path: string, to: unknown): unknown {
  const [first = "", ...rest] = path.split(".");
  const changed = (inner: unknown): unknown =>
    rest.length === 0 ? to : withValue(inner ?? {}, rest.join("."), to);
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return list.map((each, index) => (String(index) === first ? changed(each) : each));
  }
  const block = isBlock(value) ? value : {};
  const others = Object.entries(block).filter(([name]) => name !== first);
  const own = changed(block[first]);
  return Object.fromEntries(own === undefined ? others : [...others, [first, own]]);
}

/** What stands at a path; nothing where it is left out. */
export function valueAt(value: unknown, path: string): unknown {
  const [first = "", ...rest] = path.split(".");
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const inner = isBlock(value) ? value[first] : list[Number(first)];
  return rest.length === 0 ? inner : valueAt(inner, rest.join("."));
}
