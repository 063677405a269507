import { formatSteps, type Step } from "./traversal";
import { placeOf, Reference, Unknown, type Value } from "./value";

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isObject(value: Value | undefined): value is Readonly<Record<string, Value>> {
  return (
    typeof value === "object" &&
    value !== null &&
    !isList(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Reference)
  );
}

/** Like `aws_vpc.main.id`. */
export function formatReference({ resource, attribute }: Reference): string {
  return `${placeOf(resource).address}.${attribute}`;
}

/** What Terraform calls the type of a value. */
export function kindOfValue(value: Value): string {
  if (value === null) return "null";
  if (isList(value)) return "a list";
  if (typeof value === "object") return "an object";
  return `a ${typeof value}`;
}

/**
 * What steps into a value lead to.
 * @param missing what stands where a step leads nowhere: the steps up to it, and what the last of them is not in
 */
export function follow(
  value: Value,
  steps: readonly Step[],
  missing: (led: readonly Step[], within: Value) => Value,
): Value {
  let found = value;
  for (const [position, step] of steps.entries()) {
    if (found instanceof Unknown) return found;
    if (found instanceof Reference) {
      const further = formatSteps(steps.slice(position));
      return new Reference(found.resource, `${found.attribute}${further}`, found.isSought);
    }
    const next = stepInto(found, step);
    if (next === undefined) return missing(steps.slice(0, position + 1), found);
    found = next;
  }
  return found;
}

function stepInto(value: Value, step: Step): Value | undefined {
  if (isList(value)) return typeof step === "number" ? value[step] : undefined;
  if (!isObject(value)) return undefined;
  if (Object.hasOwn(value, step)) return value[step];
  // Where there is one block, it may be written without a list around it.
  return step === 0 ? value : undefined;
}
