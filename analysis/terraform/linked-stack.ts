import type { AccountId, Region } from "../../modules/identity";
import { parseRegion } from "../../modules/identity";
import type { Declarations, ResourceBlock } from "./declarations";
import type { Resource } from "./deployment";
import { mentionsIn } from "./mentions";
import { isLiteral } from "./template";
import { type ResourceKey, resourceKey, Unknown, type Value } from "./value";

/** Where an expression stands: names in it are those of this stack, and of this resource. */
export interface Scope {
  readonly stack: LinkedStack;
  readonly resource?: LinkedResource;
}

/** A local value, an output or an attribute: what references lead to. It is worked out once, when it is asked for. */
export class NamedValue {
  /** The height is how many levels of lists, objects and references lead to the deepest part of the value. */
  state: "untouched" | "underway" | { readonly value: Value; readonly height: number } = "untouched";

  constructor(
    /** Like `local.name`, without the stack. */
    readonly name: string,
    /** As JSON holds it; other named values may be part of it. */
    readonly written: unknown,
    readonly scope: Scope,
  ) {}
}

/** Works a named value out. */
export type ValueOf = (named: NamedValue) => Value;

/** Who a provider acts as, and where. */
export interface Provider {
  readonly account: AccountId | Unknown;
  readonly region: Region | Unknown;
}

export class LinkedStack {
  readonly locals: ReadonlyMap<string, NamedValue>;
  readonly outputs: ReadonlyMap<string, NamedValue>;
  /** By the block's address; those of a block in the order of their count. */
  readonly resources: ReadonlyMap<string, readonly LinkedResource[]>;
  /** By name and alias. */
  readonly providers = new Map<string, Provider>();

  constructor(
    readonly name: string,
    readonly directory: string,
    readonly file: string,
    readonly declarations: Declarations,
    valueOf: ValueOf,
  ) {
    this.locals = namedValues("local", declarations.locals, this);
    this.outputs = namedValues("output", declarations.outputs, this);
    this.resources = new Map(
      [...declarations.resources].map(([address, block]) => [address, this.resourcesOf(block, valueOf)]),
    );
  }

  private resourcesOf(block: ResourceBlock, valueOf: ValueOf): readonly LinkedResource[] {
    if (block.repetition.kind !== "counted") return [new LinkedResource(this, block, undefined, valueOf)];
    return Array.from(
      { length: block.repetition.count },
      (_, index) => new LinkedResource(this, block, index, valueOf),
    );
  }
}

function namedValues(
  prefix: string,
  values: ReadonlyMap<string, unknown>,
  stack: LinkedStack,
): Map<string, NamedValue> {
  return new Map(
    [...values].map(([key, value]) => [key, new NamedValue(`${prefix}.${key}`, value, { stack })]),
  );
}

/** What is known of the thing that data sources find. */
interface Existing {
  /** The first of those that name it. */
  readonly first: ResourceKey;
  readonly isNamed: boolean;
  /** By attribute: what it is worth, or what it is to be the same as. */
  readonly demanded: ReadonlyMap<string, Value | NamedValue>;
}

export class LinkedResource implements Resource {
  /** Of data sources, once those of all stacks are known. */
  existing: Existing | undefined;
  readonly key: ResourceKey;
  private readonly scope: Scope;
  private readonly values = new Map<string, NamedValue>();

  constructor(
    readonly stack: LinkedStack,
    readonly block: ResourceBlock,
    /** Its number among those of its block, where `count` is stated. */
    readonly index: number | undefined,
    private readonly valueOf: ValueOf,
  ) {
    this.scope = { stack, resource: this };
    this.key = resourceKey(stack.name, index === undefined ? block.address : `${block.address}[${index}]`);
  }

  get mode(): "managed" | "data" {
    return this.block.mode;
  }

  get type(): string {
    return this.block.type;
  }

  get stated(): readonly string[] {
    return this.block.content.names;
  }

  get mentions(): readonly ResourceKey[] {
    return mentionsIn(this.block.content.written, this.stack);
  }

  get account(): AccountId | Unknown {
    return this.provider?.account ?? this.withoutProvider("account");
  }

  /**
   * Since version 6 of the AWS provider, a resource may state another Region than its provider's.
   * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support
   */
  get region(): Region | Unknown {
    const own = this.attribute("region") ?? null;
    if (own === null || !this.type.startsWith("aws_"))
      return this.provider?.region ?? this.withoutProvider("Region");
    if (own instanceof Unknown) return own;
    const parsed = typeof own === "string" ? parseRegion(own) : undefined;
    return parsed?.ok === true
      ? parsed.value
      : new Unknown(
          "region",
          "this is not the code of a Region that is known before Terraform runs",
          this.key,
        );
  }

  /** Synthesized Terraform holds what is written and nothing else. */
  observes(): undefined {
    return undefined;
  }

  attribute(name: string): Value | undefined {
    const known = this.values.get(name);
    if (known !== undefined) return this.valueOf(known);
    const { content, repetition } = this.block;
    const written = content.get(name);
    if (written === undefined || written === null) {
      const demanded = this.demanded(name);
      if (demanded !== undefined) return demanded;
    }
    if (written === undefined) return undefined;
    if (repetition.kind === "untold") return this.untold();
    // Most values are, and need no working out.
    if (isLiteral(written)) return written;
    const named = this.named(name, written);
    this.values.set(name, named);
    return this.valueOf(named);
  }

  /** An expression for an attribute, as if it were written there. */
  named(attribute: string, written: unknown): NamedValue {
    return new NamedValue(`${this.block.address}.${attribute}`, written, this.scope);
  }

  /** What cannot be told of the other side of a postcondition tells nothing of the attribute either. */
  private demanded(name: string): Value | undefined {
    const demanded = this.existing?.demanded.get(name);
    if (!(demanded instanceof NamedValue)) return demanded;
    const value = this.valueOf(demanded);
    return value instanceof Unknown ? undefined : value;
  }

  /** What stands for everything of a resource of which it is not known how often there is one, or `undefined`. */
  untold(): Unknown | undefined {
    const { repetition } = this.block;
    if (repetition.kind !== "untold") return undefined;
    const reason = `only when Terraform runs, ${repetition.by} tells how many of ${this.block.address} there are`;
    return new Unknown(repetition.expression, reason, this.key);
  }

  private get provider(): Provider | undefined {
    return this.stack.providers.get(this.block.provider);
  }

  private withoutProvider(what: string): Unknown {
    const reason = `the stack has no provider ${this.block.provider} that states its ${what}`;
    return new Unknown(`provider ${this.block.provider}`, reason, this.key);
  }
}
