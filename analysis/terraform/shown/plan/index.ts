import { isBody } from "../../blocks";
import type { Report } from "../../problem";
import { type ResourceKey } from "../../value";
import type { ShownSource } from "../source";
import type { Assumption, ShownStack } from "../stack";
import { Assumptions } from "./assumptions";
import { bodyAt, memberOf, textAt } from "./json";
import { mentionsIn } from "./mentions";
import { Instances, type ModuleInstance, Modules } from "./modules";
import { Naming } from "./naming";
import { blockAddress, formerOutlooksOf, missingChange, outlooksOf, type Placed } from "./outlooks";
import { outputsOf } from "./outputs";
import { Parts } from "./parts";
import { PlannedResource, type Workings } from "./planned-resource";
import { Providers } from "./providers";
import { Resolution } from "./resolution";

export interface ShownPlan {
  readonly stack: ShownStack;
  /** What was taken for so for the values that have been asked for until now. */
  readonly assumptions: readonly Assumption[];
}

/**
 * Reads a plan as `terraform show -json` prints it. Values are worked out when they are asked for.
 * @returns `undefined` where something was reported
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function shownPlan({ name, file, json }: ShownSource, report: Report): ShownPlan | undefined {
  const configuration = bodyAt(json, "configuration");
  const missing = bodyAt(configuration, "root_module") === undefined ? "configuration" : undefined;
  const change = missing === undefined ? missingChange(json) : undefined;
  if (missing !== undefined || change !== undefined) {
    const what = missing ?? `what happens to ${change ?? ""}`;
    report(file, `this plan is not whole: it lacks ${what}; print it again with terraform show -json`);
    return undefined;
  }
  const modules = new Modules(bodyAt(configuration, "root_module"));
  const naming = new Naming(bodyAt(json, "variables"));
  const assumptions = new Assumptions();
  const resolution = new Resolution(naming, assumptions);
  const providers = new Providers(bodyAt(configuration, "provider_config"), modules, naming);
  const byKey = new Map<ResourceKey, PlannedResource>();
  const workings: Workings = {
    stack: name,
    find: (key) => byKey.get(key),
    placeOf: (provider) => providers.at(provider),
    mentionsIn,
    workOut: (resource, attribute) => workOut(resource, attribute, resolution),
  };
  for (const placed of outlooksOf(json)) {
    const module = modules.at(placed.module);
    const resource = resourceIn(module, placed, workings);
    const address = blockAddress(placed);
    const instances = module.resources.get(address) ?? new Instances<PlannedResource>();
    instances.add(placed.key, resource);
    module.resources.set(address, instances);
    byKey.set(resource.resourceKey, resource);
  }
  const former = formerOutlooksOf(json).map((placed) =>
    resourceIn(modules.at(placed.module), placed, workings),
  );
  const outputs = outputsOf(json, name, modules.root, resolution);
  return {
    stack: { name, file, resources: [...byKey.values()], former, outputs },
    get assumptions() {
      return assumptions.all;
    },
  };
}

function resourceIn(module: ModuleInstance, placed: Placed, workings: Workings): PlannedResource {
  const configured = module.configured.resource(blockAddress(placed));
  const provider = textAt(configured, "provider_config_key") ?? placed.type.split("_")[0] ?? "";
  return new PlannedResource(placed, module, configured, provider, workings);
}

function workOut(
  resource: PlannedResource,
  name: string,
  resolution: Resolution,
): ReturnType<Parts["valueOf"]> {
  const { scope, resourceKey: at, values, unknown, expressions } = resource;
  const secrets = isBody(resource.secrets) ? memberOf(resource.secrets, name) : true;
  return new Parts(resolution, { scope, at, resource }).valueOf({
    value: memberOf(values, name),
    mask: memberOf(unknown, name),
    // Where all of it is a secret, that tells nothing of its kind.
    secrets: secrets === true ? undefined : (secrets ?? false),
    expression: memberOf(expressions, name),
    argument: name,
    path: name,
    isShared: false,
  });
}
