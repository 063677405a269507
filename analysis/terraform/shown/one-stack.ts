import type { Report } from "../problem";
import { otherwiseNamed } from "../stack-name";
import type { StateLocation } from "../state-location";
import type { Value } from "../value";
import type { LocatedStack } from "./locations";
import type { ShownStack } from "./stack";

/** In the order of their names. A plan and a state of one stack contradict each other. */
export function distinctlyShown(shown: readonly LocatedStack[], report: Report): readonly LocatedStack[] {
  const byName = new Map<string, LocatedStack>();
  for (const each of [...shown].sort((left, right) => (left.stack.file < right.stack.file ? -1 : 1))) {
    const { name, file } = each.stack;
    const other = byName.get(name);
    if (other === undefined) byName.set(name, each);
    else
      report(
        file,
        `this and ${other.stack.file} are both called ${name}; name one of them otherwise, like ${otherwiseNamed(file, name)}, or give one alone where both are of one stack`,
      );
  }
  return [...byName.values()].sort((left, right) => (left.stack.name < right.stack.name ? -1 : 1));
}

/** A stack, and where its state is kept as far as that is known. */
export interface Keeper {
  readonly name: string;
  readonly file: string;
  readonly location: StateLocation | undefined;
}

/**
 * What keeps its state in one place is one stack, which was given twice. Only somebody's files that lie in the working directory
 * of another stack have nothing in common with that, or the same names for other things.
 * @param synthesized those that none is shown of
 */
export function refuseSharedStates(
  shown: readonly LocatedStack[],
  synthesized: readonly Keeper[],
  report: Report,
): void {
  const given = new Map(synthesized.map((each) => [each.location?.identity, each]));
  const before = new Map<string, LocatedStack[]>();
  for (const each of shown) {
    const { name, file } = each.stack;
    const { identity, description } = each.location ?? {};
    if (identity === undefined) continue;
    const since = `are of one stack, since both keep their state in ${String(description)}`;
    const own = given.get(identity);
    const others = before.get(identity) ?? [];
    const other = others.find((one) => mayBeOne(one.stack, each.stack));
    before.set(identity, [...others, each]);
    if (own !== undefined)
      report(file, `this and ${own.file} ${since}; call it ${own.name} as well, like ${own.name}=${file}`);
    else if (other !== undefined)
      report(
        file,
        `this and ${other.stack.file} ${since}; give one of them, or keep ${name} in its own folder where it is of another`,
      );
  }
}

function mayBeOne(one: ShownStack, other: ShownStack): boolean {
  const known = new Map(one.resources.map((each) => [each.address, each]));
  const both = other.resources.flatMap((each) => {
    const same = known.get(each.address);
    return same === undefined || each.mode === "data" ? [] : [[same, each] as const];
  });
  const ids = both.map((pair) => pair.map((each) => each.attribute("id")));
  const isDifferent = ids.some(([id, another]) => isText(id) && isText(another) && id !== another);
  return both.length > 0 && !isDifferent;
}

function isText(value: Value | undefined): boolean {
  return typeof value === "string";
}
