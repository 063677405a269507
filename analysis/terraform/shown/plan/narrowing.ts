import type { Value } from "../../value";
import { isList } from "../../values";
import { Instances, type Key, type Planned, type Scope } from "./modules";
import { type Guess, mayChoose, onlyOf, type Origin, withGuess } from "./origins";
import type { Named } from "./references";

/** What of an expression may tell which of several it names. */
export function choiceOf(named: readonly Named[], origins: readonly Origin[], scope: Scope): Choice {
  const isOwn = scope.isElement === true || named.some(isOwnKey);
  const choosing = origins.filter(
    (origin) => origin.kind === "untold" || (origin.kind === "known" && mayChoose(origin.value)),
  );
  // `count.index % length(var.zones)`
  const isOwnAlone = isOwn && choosing.every((origin) => origin.kind === "known" && isTexts(origin.value));
  const [only, ...others] = choosing;
  const isGiven = !isOwn && only?.kind === "known" && others.length === 0;
  const given = isGiven ? [only.value].flat() : [];
  return {
    own: isOwnAlone ? scope.key : undefined,
    siblings: scope.siblings,
    given: given.every((each) => typeof each === "string") ? given : [],
    isMade: isOwn || choosing.length > 0,
  };
}

export function narrowed(origin: Origin, choice: Choice, isRepeated: boolean): Origin {
  if (origin.kind !== "block" || origin.resources.all.length < 2) return origin;
  if (!choice.isMade || origin.guess === "some") return origin;
  const [chosen, guess] = chosenBy(origin.resources, choice) ?? [];
  if (chosen === undefined) return givenOf(origin, choice);
  const isAgain = guess === "same key" && isRepeated;
  return {
    kind: "block",
    resources: onlyOf(chosen),
    guess: isAgain ? "same key, several times" : (guess ?? "some"),
  };
}

/** `[for zone in var.zones : aws_subnet.private[zone].id]` */
function givenOf(origin: Origin & { kind: "block" }, { given }: Choice): Origin {
  const named = new Instances<Planned>();
  for (const key of given) {
    const each = origin.resources.get(key);
    if (each === undefined) return withGuess(origin, "some");
    named.add(key, each);
  }
  return given.length === 0
    ? withGuess(origin, "some")
    : { kind: "block", resources: named, guess: "given key" };
}

/** Which of several an expression may name: by the key of what it stands in, or by what it is given. */
export interface Choice {
  /** `count.index` or `each.key`, where the expression names that and nothing else that may choose. */
  readonly own: Key | undefined;
  readonly siblings: Instances<unknown> | undefined;
  /** The known text that the expression names, or those of a list, where it names nothing else that may choose. */
  readonly given: readonly string[];
  /** Whether it names anything that may choose. */
  readonly isMade: boolean;
}

export function chosenBy<T>(
  instances: Instances<T>,
  { own, siblings, given }: Choice,
): readonly [T, Guess] | undefined {
  const same = own === undefined ? undefined : instances.get(own);
  // Where some keys have no other of the same, the expression makes other keys of them.
  if (same !== undefined && siblings !== undefined && instances.hasAllOf(siblings)) return [same, "same key"];
  const [text, ...others] = given;
  const named = text === undefined || others.length > 0 ? undefined : instances.get(text);
  return named === undefined ? undefined : [named, "given key"];
}

function isOwnKey({ root, steps: [name] }: Named): boolean {
  return (root === "each" && name === "key") || (root === "count" && name === "index");
}

function isTexts(value: Value): boolean {
  return isList(value) && value.every((each) => typeof each === "string");
}
