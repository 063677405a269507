import type { LinkedResource, Scope, ValueOf } from "./linked-stack";
import { isRemoteState, type RemoteStates } from "./remote-states";
import { formatSteps, type Step, type Traversal } from "./traversal";
import { placeOf, Reference, Unknown, type Value } from "./value";
import { follow, isObject } from "./values";

/** Why what these names stand for is not known. */
const UNTOLD: ReadonlyMap<string, string> = new Map([
  ["var", "variables are given when Terraform runs"],
  ["each", "what for_each goes through is known when Terraform runs"],
  ["module", "the resources of modules are not read"],
  ["path", "paths are those of the machine on which Terraform runs"],
  ["terraform", "the workspace is chosen when Terraform runs"],
  ["self", "self is known once its resource exists"],
]);

/** Where a reference stands. */
class Place {
  constructor(
    readonly scope: Scope,
    private readonly written: string,
  ) {}

  unknown(reason: string): Unknown {
    return new Unknown(this.written, reason, this.scope.resource?.key);
  }
}

/** Finds what references lead to. */
export class References {
  constructor(
    private readonly remoteStates: RemoteStates,
    private readonly valueOf: ValueOf,
  ) {}

  /** @param written the whole expression, for where it cannot be told */
  refer({ element, further = [], ...traversal }: Traversal, written: string, scope: Scope): Value {
    const place = new Place(scope, written);
    const value = this.led(traversal, place);
    if (element === undefined || value instanceof Unknown) return value;
    // What is stated may be a set, whose order Terraform makes; what is left to the provider is so as a whole.
    return value instanceof Reference
      ? follow(value, [element, ...further], () => value)
      : place.unknown("functions, conditions and operators are worked out when Terraform runs");
  }

  private led({ root, steps }: Traversal, place: Place): Value {
    const { scope } = place;
    const untold = UNTOLD.get(root);
    if (untold !== undefined) return place.unknown(untold);
    if (root === "count") return scope.resource?.index ?? place.unknown("there is no count here");
    if (root === "local") return this.local(steps, place);
    if (root !== "data") return this.resource(root, steps, place);
    const [type, ...rest] = steps;
    return this.resource(`data.${String(type)}`, rest, place);
  }

  private local([name, ...rest]: readonly Step[], place: Place): Value {
    const { scope } = place;
    const named = scope.stack.locals.get(String(name));
    if (named === undefined) return place.unknown(`there is no local.${name ?? ""} in ${scope.stack.name}`);
    return follow(this.valueOf(named), rest, (led) =>
      place.unknown(`there is no local.${name ?? ""}${formatSteps(led)} in ${scope.stack.name}`),
    );
  }

  private resource(type: string, [name, ...steps]: readonly Step[], place: Place): Value {
    const { scope } = place;
    if (typeof name !== "string") return place.unknown("this refers to nothing that Terraform has");
    const address = `${type}.${name}`;
    const resources = scope.stack.resources.get(address);
    if (resources === undefined) return place.unknown(`there is no ${address} in ${scope.stack.name}`);
    const [only] = resources;
    if (only?.block.repetition.kind === "once") return this.attribute(only, steps, place);
    const untold = only?.untold();
    if (untold !== undefined) return place.unknown(untold.reason);
    const [index, ...rest] = steps;
    const counted = typeof index === "number" ? resources[index] : undefined;
    return counted === undefined
      ? place.unknown(
          `there is no ${address}${formatSteps(steps.slice(0, 1))} in ${scope.stack.name}, which counts ${resources.length} of them`,
        )
      : this.attribute(counted, rest, place);
  }

  private attribute(resource: LinkedResource, steps: readonly Step[], place: Place): Value {
    const [name, ...rest] = steps;
    const { address } = resource.block;
    if (typeof name !== "string") return place.unknown(`${address} as a whole is known once it exists`);
    if (name === "outputs" && isRemoteState(resource))
      return this.remoteStates.outputsOf(resource, rest, (reason) => place.unknown(reason));
    if (name === "id") return this.identity(resource, rest);
    const stated = resource.attribute(name);
    // What is null is left to the provider.
    if (stated === undefined || stated === null) return referenceTo(resource, name, rest);
    return follow(stated, rest, (led, within) =>
      // The provider adds what a block does not state; it adds no blocks.
      isObject(within) && typeof led.at(-1) === "string"
        ? referenceTo(resource, name, rest)
        : place.unknown(`there is no ${address}.${name}${formatSteps(led)}`),
    );
  }

  /** Whoever states an id (some data sources do) finds something by it; everything else knows it by the reference. */
  private identity(resource: LinkedResource, rest: readonly Step[]): Reference {
    const id = resource.mode === "data" ? resource.attribute("id") : undefined;
    const isKnownElsewhere = id instanceof Reference && id.attribute === "id" && isOfType(id, resource.type);
    return isKnownElsewhere ? id : referenceTo(resource, "id", rest);
  }
}

/** Made by a resource or found by a data source. */
function isOfType({ resource }: Reference, type: string): boolean {
  const { address } = placeOf(resource);
  return address.startsWith(`${type}.`) || address.startsWith(`data.${type}.`);
}

function referenceTo(resource: LinkedResource, attribute: string, rest: readonly Step[]): Reference {
  // Of several data sources that name one thing, the first stands for all.
  const { first = resource.key, isNamed = resource.mode === "managed" } = resource.existing ?? {};
  return new Reference(first, `${attribute}${formatSteps(rest)}`, !isNamed);
}
