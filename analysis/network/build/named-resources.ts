import {
  type Deployment,
  formatReference,
  placeOf,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import { type Known, sameKnown } from "../known";
import { isLookedUp, malformed } from "./attributes";
import { ofTypes } from "./associations";

/** Resources that others call by name; where the name is stated, it stands in both as a text. */
export class NamedResources {
  readonly #byName = new Map<string, Resource[]>();

  constructor(
    private readonly deployment: Deployment,
    private readonly types: readonly string[],
  ) {
    for (const resource of ofTypes(deployment, types)) {
      const name = resource.attribute("name");
      if (typeof name !== "string") continue;
      const others = this.#byName.get(name);
      if (others === undefined) this.#byName.set(name, [resource]);
      else others.push(resource);
    }
  }

  /** @param from where the value stands: names count in one account and Region */
  find(value: Value | undefined, from: Resource): Known<Resource> {
    if (value instanceof Unknown) return value;
    if (value instanceof Reference) return this.#referred(value, from);
    if (typeof value !== "string") return malformed(value ?? null, "a name", from);
    const [found, ...more] = (this.#byName.get(value) ?? []).filter((each) => isBeside(each, from));
    return found !== undefined && more.length === 0 ? found : this.#notMade(JSON.stringify(value), from);
  }

  #referred(value: Reference, from: Resource): Known<Resource> {
    const found = isLookedUp(value) ? undefined : this.deployment.find(value.resource);
    const isIdentity = ["id", "name", "arn"].includes(value.attribute);
    return found !== undefined && this.types.includes(found.type) && isIdentity
      ? found
      : this.#notMade(formatReference(value), from);
  }

  #notMade(expression: string, from: Resource): Unknown {
    return new Unknown(
      expression,
      `none of the given stacks makes it as ${this.types.join(" or ")}`,
      from.key,
    );
  }
}

function isBeside(one: Resource, other: Resource): boolean {
  if (placeOf(one.key).stack === placeOf(other.key).stack) return true;
  return sameKnown(one.account, other.account) === true && sameKnown(one.region, other.region) === true;
}
