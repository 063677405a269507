import type { Body } from "../../blocks";
import { bodiesAt, bodyAt, memberOf, textAt } from "./json";

/**
 * A module as it was written: once, however often it is called for.
 * @see https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation
 */
export class ConfiguredModule {
  private readonly resources: ReadonlyMap<string, Body>;
  private readonly modules = new Map<string, ConfiguredModule>();

  constructor(private readonly body: Body | undefined) {
    this.resources = new Map(
      bodiesAt(body, "resources").flatMap((resource) => {
        const address = textAt(resource, "address");
        return address === undefined ? [] : [[address, resource] as const];
      }),
    );
  }

  /** @param address like `aws_vpc.main` or `data.aws_vpc.main`, without keys */
  resource(address: string): Body | undefined {
    return this.resources.get(address);
  }

  call(name: string): Body | undefined {
    return bodyAt(bodyAt(this.body, "module_calls"), name);
  }

  /** What is called for. */
  module(name: string): ConfiguredModule {
    const known = this.modules.get(name);
    if (known !== undefined) return known;
    const module = new ConfiguredModule(bodyAt(this.call(name), "module"));
    this.modules.set(name, module);
    return module;
  }

  get outputs(): readonly string[] {
    return Object.keys(bodyAt(this.body, "outputs") ?? {});
  }

  output(name: string): unknown {
    return memberOf(bodyAt(bodyAt(this.body, "outputs"), name), "expression");
  }

  get variables(): readonly string[] {
    return Object.keys(bodyAt(this.body, "variables") ?? {});
  }

  /** What a variable is worth that nobody gives. */
  defaultOf(name: string): unknown {
    return memberOf(bodyAt(bodyAt(this.body, "variables"), name), "default");
  }
}
