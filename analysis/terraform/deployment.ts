import type { AccountId, Region } from "../../modules/identity";
import type { ResourceKey, Unknown, Value } from "./value";

/**
 * What several stacks (and accounts) hold together, with references resolved across them. Synthesized stacks, plans
 * and states all become this.
 */
export interface Deployment {
  /** Every managed resource and data source, in the order of their keys. */
  readonly resources: readonly Resource[];
  /** The resource with this key, if there is one. */
  find(key: ResourceKey): Resource | undefined;
  /** Managed resources of a type, like `aws_vpc`, in the order of their keys. */
  ofType(type: string): readonly Resource[];
  /**
   * What data sources of a type name by its ID or ARN: each thing once, by the first data source that names it. None of
   * the stacks makes it, unless somebody wrote down the ID of what one of them had made.
   */
  existing(type: string): readonly Resource[];
  /** Managed resources of a type that plans change or take away, as they are before. */
  former(type: string): readonly Resource[];
}

export interface Resource {
  readonly key: ResourceKey;
  readonly mode: "managed" | "data";
  /** Like `aws_vpc`. */
  readonly type: string;
  /** The account and the Region of its provider. */
  readonly account: AccountId | Unknown;
  readonly region: Region | Unknown;
  /** The names of the attributes and blocks that are stated; meta-arguments such as `depends_on` are none. */
  readonly stated: readonly string[];
  /**
   * The resources and data sources of its own stack that its expressions name, whatever functions, repetitions or
   * dynamic blocks surround the names. Worked out anew whenever it is asked for.
   */
  readonly mentions: readonly ResourceKey[];
  /**
   * What an attribute or block is worth, resolved to its depth; `undefined` where it is not stated. A block comes as
   * it was written, a list or a single object: see `blocksOf`. Of a data source, what the postconditions of all that
   * find the same thing demand of it is stated as well.
   */
  attribute(name: string): Value | undefined;
  /**
   * Where an attribute tells what AWS has, since nobody has written it: then a list holds also what other resources
   * have added to it.
   */
  observes(name: string): Observation | undefined;
}

/**
 * What a plan tells was read for it. What a state tells may be older: an apply that takes a rule away from its group
 * leaves it in the group's own list, until Terraform looks again.
 * @see https://developer.hashicorp.com/terraform/cli/commands/refresh
 */
export type Observation = "refreshed" | "last seen";
