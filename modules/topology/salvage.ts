import { SECTIONS } from "./derivations";
import type { Finding } from "./issues";
import type { Path } from "./problem";

/** Something of a file that was refused for itself. */
export type Refused = Pick<Finding, "path" | "atKey">;

/**
 * The content without the parts that were refused, so that the rest can still be cross-checked and a user sees
 * every mistake at once. What is removed is always whole (a host, a service, an endpoint, a VPC, a flow): half of one
 * would be judged wrongly.
 */
export function salvage(content: unknown, refused: readonly Refused[]): unknown {
  const copy = structuredClone(content);
  for (const { path } of refused) {
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
  if (section === "accounts" || section === "flows" || section === "peerings") return 2;
  // Without its blocks or its gateway nothing of a network outside AWS can be judged.
  if (section === "onPremises") return part === "hosts" ? 4 : 2;
  if (!isSection(section)) return 1;
  return WHOLE_PARTS.includes(part) ? 3 : 4;
}

/** Parts of an entry that stand for one thing each; the others are maps of things. */
const WHOLE_PARTS: readonly unknown[] = [
  "account",
  "vpc",
  "proxies",
  "proxy",
  "vpn",
  "resolver",
  "mode",
  "address",
  "instanceType",
  "mappings",
];

function isSection(key: unknown): boolean {
  return SECTIONS.some((section) => section === key);
}

/**
 * Whether something stands at a path, or may have been meant to: below a part that was refused, or where a key was
 * refused that may be a misspelling of the path's own.
 */
export function mayStand(content: unknown, refused: readonly Refused[], path: Path): boolean {
  if (valueAt(content, path) !== undefined) return true;
  return refused.some(({ path: wrong, atKey }) => {
    if (startsWith(path, wrong)) return true;
    if (!atKey || !startsWith(path, wrong.slice(0, -1))) return false;
    return valueAt(content, path.slice(0, wrong.length)) === undefined;
  });
}

function startsWith(path: Path, start: Path): boolean {
  return start.length <= path.length && start.every((step, index) => step === path[index]);
}

/** Whether what was refused belongs, or was meant to belong, to what stands under a key at the top. */
export function mayBePartOf(key: string, { path, atKey }: Refused): boolean {
  const [first] = path;
  return first === undefined || first === key || (atKey && path.length === 1);
}

/** Whether an endpoint may stand in what was refused. */
export function mayHoldEndpoint({ path, atKey }: Refused): boolean {
  const misspelt = atKey ? path.length - 1 : undefined;
  const [section, , part] = path;
  return (
    (section === undefined || isSection(section) || misspelt === 0) &&
    (part === undefined || part === "endpoints" || misspelt === 2)
  );
}

/** The value at a path of plain data, or undefined. */
export function valueAt(content: unknown, path: Path): unknown {
  return path.reduce(childOf, content);
}

function childOf(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}
