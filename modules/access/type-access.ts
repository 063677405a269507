import type { AccountId, Partition, Region } from "../identity";
import type { Statement } from "./document";

/** Services that a role may be handed to, or that make a role for themselves. */
export type ServicePrincipal = `${string}.amazonaws.com`;

/**
 * What Terraform calls for one type of resource or data source. Actions are those of the Service Authorization
 * Reference: the permission's name, which is not always the call's.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export interface TypeAccess {
  /** What it takes to see it: Terraform does so at every plan. */
  readonly read: readonly string[];
  /** What it takes besides to create, change and delete it. @default nothing: a data source */
  readonly write?: readonly string[];
  /** Services that AWS hands one of our roles to. @default none */
  readonly passesRolesTo?: readonly ServicePrincipal[];
  /** Services that make a role of their own when they are first used. @default none */
  readonly linkedRoles?: readonly ServicePrincipal[];
  /** What a service does in the caller's name, on resources that it names itself. @default nothing */
  readonly further?: (place: Place) => FurtherAccess;
}

/** Where something is done. */
export interface Place {
  readonly partition: Partition;
  readonly account: AccountId;
  readonly regions: readonly Region[];
}

export interface FurtherAccess {
  readonly read: readonly Statement[];
  readonly write: readonly Statement[];
}

/** Rows by Terraform's name of a type; that of a data source begins with `data.`. */
export type AccessTable = Readonly<Record<string, TypeAccess>>;

/** Actions of one service. */
export function actions(service: string, ...names: readonly string[]): string[] {
  return names.map((name) => `${service}:${name}`);
}
