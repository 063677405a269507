import type { Report } from "./problem";
import { isBody } from "./blocks";
import { type LinkedResource, type LinkedStack, NamedValue, type ValueOf } from "./linked-stack";
import { type StateLocation, stateLocation } from "./state-location";
import { formatSteps, type Step } from "./traversal";
import { Unknown, type Value } from "./value";
import { follow, isObject } from "./values";

/** What a reader can take in of a list of names. */
const MOST_NAMES = 10;
const REMOTE_STATE = "data.terraform_remote_state.";

export function isRemoteState({ block }: LinkedResource): boolean {
  return block.address.startsWith(REMOTE_STATE);
}

/**
 * Finds the stack whose state a `terraform_remote_state` reads.
 * @see https://developer.hashicorp.com/terraform/language/state/remote-state-data
 */
export class RemoteStates {
  /** The stacks that keep their state at each place. */
  private readonly keepers = new Map<string, LinkedStack[]>();
  private readonly producers = new Map<LinkedResource, LinkedStack | Unknown>();

  constructor(
    private readonly valueOf: ValueOf,
    private readonly report: Report,
  ) {}

  add(stack: LinkedStack): void {
    const { type, config } = stack.declarations.backend;
    const value = this.valueOf(new NamedValue("terraform.backend", config, { stack }));
    const location = stateLocation(type, value, stack.directory);
    if (location === undefined) return;
    const keepers = this.keepers.get(location.identity);
    if (keepers === undefined) this.keepers.set(location.identity, [stack]);
    else keepers.push(stack);
  }

  /** The stack whose state it reads, or why that is not known. */
  producerOf(remoteState: LinkedResource): LinkedStack | Unknown {
    const known = this.producers.get(remoteState);
    if (known !== undefined) return known;
    const producer = this.findProducer(remoteState);
    this.producers.set(remoteState, producer);
    return producer;
  }

  private findProducer(remoteState: LinkedResource): LinkedStack | Unknown {
    const { address } = remoteState.block;
    const location = locationOf(remoteState);
    if (location instanceof Unknown) return location;
    const [keeper, ...others] = this.keepers.get(location.identity) ?? [];
    if (keeper !== undefined && others.length === 0) return keeper;
    const names = [keeper, ...others].flatMap((each) => (each === undefined ? [] : [each.name]));
    this.report(
      remoteState.stack.file,
      keeper === undefined
        ? `${address} reads the state at ${location.description}, where none of the given stacks keeps its state; add the stack that does`
        : `${address} reads the state at ${location.description}, where ${names.join(" and ")} keep theirs; give each of them a place of its own`,
    );
    return new Unknown(address, "the stack whose state it reads is not told", remoteState.key);
  }

  /**
   * What one or all of the outputs are worth.
   * @param steps those behind `outputs`
   * @param unknown what stands for something that cannot be told
   */
  outputsOf(
    remoteState: LinkedResource,
    steps: readonly Step[],
    unknown: (reason: string) => Unknown,
  ): Value {
    const producer = this.producerOf(remoteState);
    if (producer instanceof Unknown) return unknown(producer.reason);
    const [name, ...rest] = steps;
    const defaults = remoteState.attribute("defaults") ?? null;
    if (defaults instanceof Unknown) return defaults;
    if (name === undefined) return this.allOutputs(remoteState, producer);
    return follow(this.output(remoteState, producer, String(name), defaults), rest, (led) =>
      unknown(`the output ${name} of ${producer.name} has no ${formatSteps(led)}`),
    );
  }

  private allOutputs(remoteState: LinkedResource, producer: LinkedStack): Value {
    const { stack, block } = remoteState;
    const outputs = new Map(producer.outputs);
    const defaults = block.content.get("defaults");
    for (const [name, value] of Object.entries(isBody(defaults) ? defaults : {})) {
      if (!outputs.has(name))
        outputs.set(
          name,
          new NamedValue(`${block.address}.defaults.${name}`, value, { stack, resource: remoteState }),
        );
    }
    return this.valueOf(
      new NamedValue(`${block.address}.outputs`, Object.fromEntries(outputs), { stack: producer }),
    );
  }

  private output(remoteState: LinkedResource, producer: LinkedStack, name: string, defaults: Value): Value {
    const named = producer.outputs.get(name);
    if (named !== undefined) return this.valueOf(named);
    if (isObject(defaults) && Object.hasOwn(defaults, name)) return defaults[name] ?? null;
    const { address } = remoteState.block;
    this.report(
      remoteState.stack.file,
      `${address} has no output ${name}, since ${producer.name} states ${listed([...producer.outputs.keys()])}; state it there`,
    );
    return new Unknown(`\${${address}.outputs.${name}}`, `${producer.name} has no such output`);
  }
}

function locationOf(remoteState: LinkedResource): StateLocation | Unknown {
  const unknown = (reason: string): Unknown =>
    new Unknown(remoteState.block.address, reason, remoteState.key);
  const untold = remoteState.untold();
  if (untold !== undefined) return untold;
  const workspace = remoteState.attribute("workspace") ?? "default";
  if (workspace instanceof Unknown) return workspace;
  if (workspace !== "default") return unknown("it reads another workspace than the default one");
  const backend = remoteState.attribute("backend");
  const config = remoteState.attribute("config") ?? {};
  const location =
    typeof backend === "string" ? stateLocation(backend, config, remoteState.stack.directory) : undefined;
  return location ?? unknown("where the state is kept is not known before Terraform runs");
}

function listed(outputs: readonly string[]): string {
  if (outputs.length === 0) return "none";
  const more = outputs.length > MOST_NAMES ? ` and ${outputs.length - MOST_NAMES} more` : "";
  return `only ${outputs.slice(0, MOST_NAMES).join(", ")}${more}`;
}
