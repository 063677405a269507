import type { Observation, Resource, Value } from "../../../terraform";

/** What is there already, as if a resource of a type made it. */
export class Thing implements Resource {
  readonly mode = "data";

  /** @param source the data source that looks at it */
  constructor(
    private readonly source: Resource,
    readonly type: string,
    private readonly attributeOf: (name: string) => Value | undefined,
  ) {}

  get key(): Resource["key"] {
    return this.source.key;
  }

  get account(): Resource["account"] {
    return this.source.account;
  }

  get region(): Resource["region"] {
    return this.source.region;
  }

  get stated(): readonly string[] {
    return this.source.stated;
  }

  get mentions(): Resource["mentions"] {
    return this.source.mentions;
  }

  attribute(name: string): Value | undefined {
    return this.attributeOf(name);
  }

  observes(name: string): Observation | undefined {
    return this.source.observes(name);
  }
}
