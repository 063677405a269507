import { type Body, isBody } from "../blocks";
import type { Observation } from "../deployment";
import type { Report } from "../problem";
import { Unknown, type Value } from "../value";
import type { ShownSource } from "./source";
import type { ShownResource, ShownStack } from "./stack";
import { isWorthSomething } from "./worth";

/**
 * Reads a state that `terraform show -json` printed. What was replaced and is not destroyed yet (deposed) counts as
 * gone; what is tainted is still there.
 * @returns `undefined` where it is no such thing, which is reported
 * @see https://developer.hashicorp.com/terraform/internals/json-format#values-representation
 */
export function shownState({ name, file, json }: ShownSource, report: Report): ShownStack | undefined {
  const values = isBody(json["values"]) ? json["values"] : {};
  const providers = new Providers();
  const resources = new Map<string, ShownResource>();
  const left: unknown[] = [values["root_module"] ?? {}];
  for (let module = left.pop(); module !== undefined; module = left.pop()) {
    const parts = partsOfModule(module);
    if (parts === undefined) {
      report(
        file,
        "a module in it is none that Terraform prints; print the state again with terraform show -json",
      );
      return undefined;
    }
    for (const each of parts.resources) {
      const resource = stateResource(each, providers);
      if (resource === "none of them") continue;
      if (resource === undefined) {
        report(
          file,
          "a resource in it has no address, mode, type and values as Terraform prints them; print the state again with terraform show -json",
        );
        return undefined;
      }
      resources.set(resource.address, resource);
    }
    left.push(...parts.children);
  }
  return {
    name,
    file,
    resources: [...resources.values()],
    former: [],
    outputs: outputsIn(values["outputs"]),
  };
}

interface ModuleParts {
  readonly resources: readonly unknown[];
  readonly children: readonly unknown[];
}

/** Of a module in a state. */
function partsOfModule(module: unknown): ModuleParts | undefined {
  if (!isBody(module)) return undefined;
  const resources = listIn(module["resources"]);
  const children = listIn(module["child_modules"]);
  return resources === undefined || children === undefined
    ? undefined
    : { resources, children: children.map((child) => child ?? null) };
}

function listIn(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : undefined;
}

function stateResource(resource: unknown, providers: Providers): ShownResource | "none of them" | undefined {
  if (!isBody(resource)) return undefined;
  if (Object.hasOwn(resource, "deposed_key")) return "none of them";
  const { address, mode, type, values = {}, sensitive_values: secrets = {} } = resource;
  if (typeof address !== "string" || typeof mode !== "string" || typeof type !== "string") return undefined;
  // What is neither, such as what is ephemeral, is there only while Terraform runs.
  if (mode !== "managed" && mode !== "data") return "none of them";
  if (values !== null && !isBody(values)) return undefined;
  return new StateResource(
    { mode, type, address, secrets, values: values ?? {} },
    providers.get(String(resource["provider_name"])),
  );
}

/** A state does not tell which configuration of a provider made what. */
interface Provider {
  readonly account: Unknown;
  readonly region: Unknown;
}

class Providers {
  readonly #byName = new Map<string, Provider>();

  get(name: string): Provider {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const unknown = (what: string): Unknown =>
      new Unknown(`provider ${name}`, `a state does not tell in which ${what} its provider acts`);
    const provider = { account: unknown("account"), region: unknown("Region") };
    this.#byName.set(name, provider);
    return provider;
  }
}

class StateResource implements ShownResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly address: string;
  readonly secrets: unknown;
  readonly #values: Body;
  readonly #provider: Provider;

  constructor(
    {
      mode,
      type,
      address,
      secrets,
      values,
    }: Pick<ShownResource, "mode" | "type" | "address" | "secrets"> & { readonly values: Body },
    provider: Provider,
  ) {
    this.mode = mode;
    this.type = type;
    this.address = address;
    this.secrets = secrets;
    this.#values = values;
    this.#provider = provider;
  }

  get account(): Unknown {
    return this.#provider.account;
  }

  get region(): Unknown {
    return this.#provider.region;
  }

  get names(): readonly string[] {
    return Object.keys(this.#values).filter((name) => isWorthSomething(this.#values[name]));
  }

  readonly mentions = [];

  observes(): Observation {
    return "last seen";
  }

  attribute(name: string): Value | undefined {
    // JSON holds nothing but such values.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
    return Object.hasOwn(this.#values, name) ? (this.#values[name] as Value) : undefined;
  }
}

function outputsIn(outputs: unknown): ReadonlyMap<string, Value> {
  return new Map(
    Object.entries(isBody(outputs) ? outputs : {}).flatMap(([name, output]) =>
      isBody(output) ? [[name, valueOfOutput(name, output)]] : [],
    ),
  );
}

function valueOfOutput(name: string, { sensitive, value = null }: Body): Value {
  // JSON holds nothing but such values.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return sensitive === true ? new Unknown(`output ${name}`, "it is sensitive") : (value as Value);
}
