import type { Observation, Resource } from "../deployment";
import { type ResourceKey, resourceKey, Unknown, type Value } from "../value";
import type { ShownResource } from "./stack";

/** A resource of a shown stack, by its key. */
export class ToldResource implements Resource {
  readonly key: ResourceKey;

  constructor(
    stack: string,
    readonly shown: ShownResource,
  ) {
    this.key = resourceKey(stack, shown.address);
  }

  get mode(): "managed" | "data" {
    return this.shown.mode;
  }

  get type(): string {
    return this.shown.type;
  }

  get account(): Resource["account"] {
    return this.shown.account;
  }

  get region(): Resource["region"] {
    return this.shown.region;
  }

  get stated(): readonly string[] {
    return this.shown.names;
  }

  get mentions(): readonly ResourceKey[] {
    return this.shown.mentions;
  }

  attribute(name: string): Value | undefined {
    return this.shown.attribute(name);
  }

  observes(name: string): Observation | undefined {
    return this.shown.observes(name);
  }
}

/** What several data sources find, which each of them may tell another part of. */
export class JoinedSources implements Resource {
  constructor(
    private readonly first: Resource,
    private readonly others: readonly Resource[],
  ) {}

  get key(): ResourceKey {
    return this.first.key;
  }

  get mode(): "managed" | "data" {
    return this.first.mode;
  }

  get type(): string {
    return this.first.type;
  }

  get account(): Resource["account"] {
    return this.first.account;
  }

  get region(): Resource["region"] {
    return this.first.region;
  }

  get stated(): readonly string[] {
    return this.first.stated;
  }

  get mentions(): readonly ResourceKey[] {
    return this.first.mentions;
  }

  attribute(name: string): Value | undefined {
    const own = this.first.attribute(name);
    if (isTold(own)) return own;
    for (const other of this.others) {
      const value = other.attribute(name);
      if (isTold(value)) return value;
    }
    return own;
  }

  observes(name: string): Observation | undefined {
    return this.first.observes(name);
  }
}

function isTold(value: Value | undefined): boolean {
  return value !== undefined && value !== null && !(value instanceof Unknown);
}
