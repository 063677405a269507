import type { Path } from "./problem";

/** Parts of an entry that can be judged without their neighbours. */
const PARTS = new Set<unknown>(["hosts", "services", "endpoints"]);

/**
 * The content without the parts that the schema refused, so that the rest can still be cross-checked and a user
 * sees every mistake at once. What is removed is always whole (a host, a service, an endpoint, an entry, all flows):
 * half of one would be judged wrongly.
 */
export function salvage(content: unknown, refused: readonly Path[]): unknown {
  const copy = structuredClone(content);
  for (const path of refused) {
    const whole = path.slice(0, lengthOfWhole(path));
    const parent = valueAt(copy, whole.slice(0, -1));
    const key = whole.at(-1);
    if (typeof parent === "object" && parent !== null && key !== undefined)
      Reflect.deleteProperty(parent, key);
  }
  return copy;
}

function lengthOfWhole(path: Path): number {
  const [section, , part] = path;
  if (section === "providers" || section === "consumers") return PARTS.has(part) && path.length >= 4 ? 4 : 2;
  return section === "accounts" ? 2 : 1;
}

/** The value at a path of plain data, or undefined. */
export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce(childOf, content);
}

function childOf(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}
