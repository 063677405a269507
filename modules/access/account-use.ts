import type { AccountId, Partition, Region } from "../identity";
import type { RoleNames } from "./shared-states";

/** What the stacks of an account hold, as far as it decides what their roles must be able to do. */
export interface AccountUse {
  readonly account: AccountId;
  readonly regions: readonly Region[];
  /**
   * Names of topologies: the names of all roles, instance profiles and alarms begin with one of them and a dot, those of
   * log groups with `/vpc/` or `/aws/vendedlogs/vpn/` before it, those of secrets and parameters with `/vpn/`.
   */
  readonly topologies: readonly string[];
  /** Terraform's types; those of data sources begin with `data.`. */
  readonly types: readonly string[];
  /** ARNs of managed policies that are attached to roles. */
  readonly attachedPolicies: readonly string[];
  /** Names of the S3 buckets that are made. */
  readonly buckets: readonly string[];
  /** Full DNS names of records. */
  readonly recordNames: readonly string[];
  /** IDs of the zones where AWS names the record that proves a service's private DNS name. */
  readonly proofZones: readonly string[];
  /** Names of Elastic Beanstalk applications. */
  readonly applications: readonly string[];
  /** Names of the S3 buckets with the applications' source bundles. */
  readonly bundleBuckets: readonly string[];
}

/** What the bootstrap makes in an account. */
export interface BootstrappedNames extends RoleNames {
  /** The policy that bounds every role. */
  readonly boundary: string;
}

/** An account's use, and the names that no role of a topology may touch. */
export interface BoundedUse extends AccountUse {
  readonly partition: Partition;
  readonly names: BootstrappedNames;
}

export function boundaryArn({ partition, account, names }: BoundedUse): string {
  return `arn:${partition}:iam::${account}:policy/${names.boundary}`;
}
