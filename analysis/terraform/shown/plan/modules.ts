import type { Body } from "../../blocks";
import { literalOf, QUOTED } from "../../quoted";
import { ConfiguredModule } from "./configuration";
import type { ResourceKey, Value } from "../../value";

/** What `count.index` or `each.key` is. */
export type Key = number | string;

/** All that Terraform makes of one block, by `count`, by `for_each`, or once without a key. */
export class Instances<T> {
  private readonly byKey = new Map<Key | undefined, T>();
  private ordered: readonly T[] | undefined;
  private readonly compared = new WeakMap<Instances<unknown>, boolean>();

  add(key: Key | undefined, instance: T): void {
    this.byKey.set(key, instance);
    this.ordered = undefined;
  }

  get(key: Key | undefined): T | undefined {
    return this.byKey.get(key);
  }

  /** By its key, or where `{ for index, instance in aws_instance.x : index => instance }` made a text of its index. */
  matching(key: Key | undefined): T | undefined {
    const index = typeof key === "string" && /^\d{1,9}$/.test(key) ? Number(key) : key;
    return this.get(key) ?? this.get(index);
  }

  /** Whether there is one for each key of another repetition. */
  hasAllOf(other: Instances<unknown>): boolean {
    const known = this.compared.get(other);
    if (known !== undefined) return known;
    const hasAll = [...other.byKey.keys()].every((key) => this.matching(key) !== undefined);
    this.compared.set(other, hasAll);
    return hasAll;
  }

  /** In the order of their keys: that in which splats and `values` list them. */
  get all(): readonly T[] {
    this.ordered ??= [...this.byKey]
      .sort(([left], [right]) => compared(left, right))
      .map(([, instance]) => instance);
    return this.ordered;
  }
}

function compared(left: Key | undefined, right: Key | undefined): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return String(left) < String(right) ? -1 : 1;
}

/** A resource or data source, as others of its stack refer to it. */
export interface Planned {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly address: string;
  readonly key: Key | undefined;
  readonly resourceKey: ResourceKey;
  readonly module: ModuleInstance;
  readonly scope: Scope;
  /** As it is written, where the configuration has it. */
  readonly configured: Body | undefined;
  /** Alike for all that are made of one block. */
  readonly block: string;
  /** Whether there is such an attribute, known or not. */
  has(name: string): boolean;
  isUnknown(name: string): boolean;
  attribute(name: string): Value | undefined;
  /** Another one of its stack. */
  find(key: ResourceKey): Planned | undefined;
}

/** Where an expression stands: what names in it stand for. */
export interface Scope {
  readonly module: ModuleInstance;
  /** What `each.key` and `count.index` are. */
  readonly key: Key | undefined;
  /** All that are made with the expression, each by its key. */
  readonly siblings?: Instances<unknown> | undefined;
  /** Whether the key counts though the expression does not name it: that of an element of what it makes. */
  readonly isElement?: true;
  /** What `for_each` goes through, an expression. */
  readonly forEach: unknown;
}

/** A module as often as it is there. */
export class ModuleInstance {
  /** By address within the module, without key: `aws_vpc.main`, `data.aws_vpc.main`. */
  readonly resources = new Map<string, Instances<Planned>>();
  /** By the name of the call. */
  readonly children = new Map<string, Instances<ModuleInstance>>();

  constructor(
    readonly configured: ConfiguredModule,
    /** Like `module.app["a"].module.web`; nothing of the root module. */
    readonly address: string,
    /** Nothing of the root module. */
    readonly within?: {
      readonly parent: ModuleInstance;
      readonly call: Body | undefined;
      readonly key: Key | undefined;
      /** All that the call makes. */
      readonly siblings: Instances<unknown>;
    },
  ) {}
}

const CALL = new RegExp(String.raw`\.?module\.([^.[]+)(?:\[(?:(\d+)|(${QUOTED}))\])?`, "uy");

/** The modules of a plan, found by their addresses. */
export class Modules {
  readonly root: ModuleInstance;
  private readonly known = new Map<string, ModuleInstance>();

  constructor(configuration: Body | undefined) {
    this.root = new ModuleInstance(new ConfiguredModule(configuration), "");
  }

  /** @param address like `module.app["a"].module.web`; nothing for the root module */
  at(address: string): ModuleInstance {
    const known = this.known.get(address);
    if (known !== undefined) return known;
    let module = this.root;
    CALL.lastIndex = 0;
    for (;;) {
      const [, name, index, key] = CALL.exec(address) ?? [];
      if (name === undefined) break;
      const number = index === undefined ? undefined : Number(index);
      module = childOf(module, name, key === undefined ? number : literalOf(key));
    }
    this.known.set(address, module);
    return module;
  }
}

function childOf(parent: ModuleInstance, name: string, key: Key | undefined): ModuleInstance {
  const siblings = parent.children.get(name) ?? new Instances<ModuleInstance>();
  parent.children.set(name, siblings);
  const known = siblings.get(key);
  if (known !== undefined) return known;
  const within = { parent, call: parent.configured.call(name), key, siblings };
  const call = key === undefined ? `module.${name}` : `module.${name}[${JSON.stringify(key)}]`;
  const address = parent.address === "" ? call : `${parent.address}.${call}`;
  const child = new ModuleInstance(parent.configured.module(name), address, within);
  siblings.add(key, child);
  return child;
}
