import type { AccountId, Region } from "../../../modules/identity";
import type { Observation } from "../deployment";
import type { ResourceKey, Unknown, Value } from "../value";

/** One stack as `terraform show -json` tells it: of a plan what will be, of a state what is. */
export interface ShownStack {
  /** Holds no colon. */
  readonly name: string;
  /** What problems name. */
  readonly file: string;
  /** Every managed resource and data source that will be there, or is. */
  readonly resources: readonly ShownResource[];
  /**
   * What a plan changes, replaces or takes away, as it is before (`change.before`): other resources may still tell of
   * it, such as a security group of a rule. Of a state, nothing.
   */
  readonly former: readonly ShownResource[];
  /** Those of the root module. */
  readonly outputs: ReadonlyMap<string, Value>;
}

/** A resource of a stack, in which texts may still stand for what other stacks make. */
export interface ShownResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  /** As Terraform writes it, with modules and keys: `module.network["a"].aws_subnet.private[0]`. */
  readonly address: string;
  /** As the configuration of its provider tells it; who reads the stack may find it out otherwise. */
  readonly account: AccountId | Unknown;
  readonly region: Region | Unknown;
  /** The attributes and blocks that are worth something: neither null nor empty. */
  readonly names: readonly string[];
  /** What of its attributes is not to be printed, as `sensitive_values` marks it: `true`, at any depth. */
  readonly secrets: unknown;
  /** The resources and data sources of its own stack that its expressions name; a state holds no expressions. */
  readonly mentions: readonly ResourceKey[];
  /**
   * What an attribute or block is worth, worked out when it is asked for. Of what a plan does not know yet, a reference
   * to the resource of the same stack that it comes from, where the configuration tells that; else it is unknown.
   */
  attribute(name: string): Value | undefined;
  /**
   * Where an attribute tells what AWS has, since nobody has written it: every attribute of a state, and of what is
   * there already when a plan is made, those that the configuration does not state.
   */
  observes(name: string): Observation | undefined;
}

/** Something that a plan does not say, and that was taken for so. */
export interface Assumption {
  readonly at: ResourceKey;
  readonly attribute: string;
  /** What was taken for what, and why, as a clause. */
  readonly sentence: string;
}

/** Takes note of what was taken for so. */
export type Assume = (assumption: Assumption) => void;
