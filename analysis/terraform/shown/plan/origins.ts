import { formatSteps, type Step } from "../../traversal";
import { Reference, Unknown, type Value } from "../../value";
import { follow, isList, isObject } from "../../values";
import { Instances, type ModuleInstance, type Planned } from "./modules";

/**
 * How it was told which of several it is. Of `same key, several times`, an expression names several of a block, each by
 * its own key; of `some`, it was not told at all.
 */
export type Guess = "same key" | "same key, several times" | "given key" | "position" | "all" | "some";

/** What a value may come from: what an expression names, as far as that leads. */
export type Origin = (
  | { readonly kind: "attribute"; readonly resource: Planned; readonly attribute: string }
  | {
      /** All of a block; which of them, and which of their attributes, is not told. */
      readonly kind: "block";
      readonly resources: Instances<Planned>;
    }
  | { readonly kind: "known"; readonly value: Value }
  | {
      /** Something that a plan does not tell. */
      readonly kind: "untold";
      readonly text: string;
      /** In which it stands what it is, as of a local value; nothing where there is no use in looking for it. */
      readonly module: ModuleInstance | undefined;
    }
) & { readonly guess?: Guess };

/** More than any expression leads to, and few enough to compare. */
const MOST_ORIGINS = 5000;

export function distinctOrigins(origins: readonly Origin[]): readonly Origin[] {
  if (origins.length < 2) return origins;
  const distinct = [...new Map(origins.map((each) => [identityOf(each), each])).values()];
  return distinct.length > MOST_ORIGINS
    ? [{ kind: "untold", text: `more than ${MOST_ORIGINS} attributes`, module: undefined }]
    : distinct;
}

function identityOf(origin: Origin): unknown {
  if (origin.kind === "attribute") return `${origin.resource.address} ${origin.attribute}`;
  if (origin.kind === "block") {
    const { all } = origin.resources;
    return `${all.length} ${all[0]?.address ?? ""}`;
  }
  return origin.kind === "untold" ? `${origin.module?.address ?? ""} ${origin.text}` : origin;
}

/** What a resource's attribute comes from itself, where that is stated. */
export function originsOf(resource: Planned, [name, ...further]: readonly Step[]): readonly Origin[] {
  if (typeof name !== "string") return [{ kind: "block", resources: onlyOf(resource) }];
  const value = resource.attribute(name);
  if (value === undefined)
    return resource.isUnknown(name)
      ? [{ kind: "attribute", resource, attribute: `${name}${formatSteps(further)}` }]
      : [{ kind: "known", value: null }];
  return originsIn(
    follow(value, further, () => null),
    resource,
  );
}

/** One of those of a block. */
export function onlyOf(resource: Planned): Instances<Planned> {
  const instances = new Instances<Planned>();
  instances.add(resource.key, resource);
  return instances;
}

function originsIn(value: Value, within: Planned): readonly Origin[] {
  if (value instanceof Reference) {
    const resource = within.find(value.resource);
    return resource === undefined ? [] : [{ kind: "attribute", resource, attribute: value.attribute }];
  }
  if (value instanceof Unknown) return [{ kind: "untold", text: value.expression, module: undefined }];
  if (!holdsUnknown(value)) return [{ kind: "known", value }];
  const parts = isList(value) ? value : Object.values(isObject(value) ? value : {});
  return parts.flatMap((part) => originsIn(part, within));
}

function holdsUnknown(value: Value): boolean {
  if (value instanceof Reference || value instanceof Unknown) return true;
  if (isList(value)) return value.some(holdsUnknown);
  return isObject(value) && Object.values(value).some(holdsUnknown);
}

/** What steps into a variable, an output or `each.value` lead to. */
export function stepInto(origins: readonly Origin[], steps: readonly Step[]): readonly Origin[] {
  if (steps.length === 0) return origins;
  // Beside something that chooses, or that is chosen from as well, a place tells nothing.
  const isAlone = origins.filter(mayMove).length < 2;
  return origins.flatMap((origin) => stepsOf(origin, steps, isAlone));
}

/** Whether it may be why another is in another place. */
function mayMove(origin: Origin): boolean {
  return origin.kind !== "known" || mayChoose(origin.value) || holdsIdentities(origin.value);
}

function stepsOf(origin: Origin, steps: readonly Step[], isAlone: boolean): readonly Origin[] {
  if (origin.kind === "known") return [{ ...origin, value: follow(origin.value, steps, () => null) }];
  // The steps lead into what was made of them: an object of which a plan does not tell what stands where.
  if (origin.kind !== "block") return [origin];
  const [first, ...further] = steps;
  const { all } = origin.resources;
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0 && typeof first === "string" && only.has(first))
    return originsOf(only, steps).map((each) => withGuess(each, origin.guess));
  const isPlace = typeof first === "number" || origin.resources.get(first) !== undefined;
  if (!isPlace) return [origin];
  if (!isAlone || origin.guess === "some") return [withGuess(origin, "some")];
  const chosen = origin.resources.get(first) ?? all[Number(first)];
  return chosen === undefined
    ? [origin]
    : originsOf(chosen, further).map((each) => ({ ...each, guess: "position" }));
}

/** What was not told once is not told by what is told of it afterwards. */
export function withGuess(origin: Origin, guess: Guess | undefined): Origin {
  return guess === undefined || origin.guess === "some" ? origin : { ...origin, guess };
}

/** What stands for something that AWS made. */
const MADE = /^(?:arn:|[a-z]+(?:-[a-z]+)*-[0-9a-f]{8,17}$)/;

/** Whether it may be among the elements of a list itself. */
export function holdsIdentities(value: Value): boolean {
  return (isList(value) ? value : [value]).some((each) => typeof each === "string" && MADE.test(each));
}

/** Whether a known value may be a number, a key or a condition that leaves some out of several. */
export function mayChoose(value: Value): boolean {
  if (value === null || value === "" || typeof value === "boolean" || holdsIdentities(value)) return false;
  if (isList(value)) return value.length > 0;
  return !isObject(value) || Object.keys(value).length > 0;
}
