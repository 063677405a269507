import { isBody } from "./blocks";
import type { Resource } from "./deployment";
import { type LinkedResource, type LinkedStack, NamedValue, type ValueOf } from "./linked-stack";
import type { Report } from "./problem";
import type { Assume, Assumption } from "./shown/stack";
import { type StateLocation, stateLocation } from "./state-location";
import { formatSteps, type Step } from "./traversal";
import { placeOf, Unknown, type Value } from "./value";
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
  /** The stacks of which it is not known where they keep their state. */
  private readonly elsewhere: LinkedStack[] = [];
  private readonly producers = new Map<LinkedResource, LinkedStack | Unknown>();

  /** @param assume told of what had to be taken for so */
  constructor(
    private readonly valueOf: ValueOf,
    private readonly report: Report,
    private readonly assume: Assume,
  ) {}

  /** Where a stack keeps its state, as its configuration says. */
  locationOf(stack: LinkedStack): StateLocation | undefined {
    const { type, config } = stack.declarations.backend;
    const value = this.valueOf(new NamedValue("terraform.backend", config, { stack }));
    return stateLocation(type, value, stack.directory);
  }

  /** @param location where it keeps its state, as far as that is known */
  add(stack: LinkedStack, location: StateLocation | undefined): void {
    if (location === undefined) {
      this.elsewhere.push(stack);
      return;
    }
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
    const untold = remoteState.untold();
    if (untold !== undefined) return untold;
    const { address } = remoteState.block;
    const location = locationOf(remoteState, remoteState.stack.directory);
    if (location instanceof Unknown) return location;
    const { keepers, isTaken } = this.keepersAt(location);
    const [keeper, ...others] = keepers;
    if (keeper !== undefined && others.length === 0) {
      if (isTaken) this.assume(takenFor(keeper, remoteState));
      return keeper;
    }
    this.report(
      remoteState.stack.file,
      keeper === undefined
        ? `${address} reads the state at ${location.description}, where none of the given stacks keeps its state; add the stack that does`
        : `${address} reads the state at ${location.description}, where ${keepers.map(({ name }) => name).join(" and ")} keep theirs; give each of them a place of its own`,
    );
    return new Unknown(address, "the stack whose state it reads is not told", remoteState.key);
  }

  /** The stack whose state was read, where it is one of those that are given, and no other may be. */
  readBy(remoteState: RemoteState, directory: string): Taken | undefined {
    const location = locationOf(remoteState, directory);
    if (location instanceof Unknown) return undefined;
    const { keepers, isTaken } = this.keepersAt(location);
    const [keeper, ...others] = keepers;
    if (keeper === undefined || others.length > 0) return undefined;
    return { producer: keeper, ...(isTaken ? { assumption: takenFor(keeper, remoteState) } : {}) };
  }

  private keepersAt(location: StateLocation): {
    readonly keepers: readonly LinkedStack[];
    readonly isTaken: boolean;
  } {
    const keepers = this.keepers.get(location.identity);
    return keepers === undefined
      ? { keepers: this.elsewhere.filter(({ name }) => name === location.name), isTaken: true }
      : { keepers, isTaken: false };
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

type RemoteState = Pick<Resource, "key" | "attribute">;

/** The stack whose state is read. */
interface Taken {
  readonly producer: LinkedStack;
  /** Where no file says that it is this one. */
  readonly assumption?: Assumption;
}

function takenFor({ name }: LinkedStack, { key }: RemoteState): Assumption {
  const sentence = `the state that it reads is taken for the one of ${name}, since it is called so`;
  return { at: key, attribute: "outputs", sentence };
}

function locationOf(remoteState: RemoteState, directory: string): StateLocation | Unknown {
  const unknown = (reason: string): Unknown =>
    new Unknown(placeOf(remoteState.key).address, reason, remoteState.key);
  const workspace = remoteState.attribute("workspace") ?? "default";
  if (workspace instanceof Unknown) return workspace;
  if (workspace !== "default") return unknown("it reads another workspace than the default one");
  const backend = remoteState.attribute("backend");
  const config = remoteState.attribute("config") ?? {};
  const location = typeof backend === "string" ? stateLocation(backend, config, directory) : undefined;
  return location ?? unknown("where the state is kept is not known before Terraform runs");
}

function listed(outputs: readonly string[]): string {
  if (outputs.length === 0) return "none";
  const more = outputs.length > MOST_NAMES ? ` and ${outputs.length - MOST_NAMES} more` : "";
  return `only ${outputs.slice(0, MOST_NAMES).join(", ")}${more}`;
}
