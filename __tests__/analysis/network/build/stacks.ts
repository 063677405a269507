import { expect } from "@jest/globals";
import { type ElementKey, elementKey, type Known } from "../../../../analysis/network";
import { type Deployment, resourceKey, Unknown } from "../../../../analysis/terraform";
import { deploymentOf } from "../../../support/deployments";

/** By type and name, as Terraform JSON has them. */
export type Resources = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** A stack of one account and Region. */
export function stackOf(
  resource: Resources,
  { account = "111111111111", region = "ap-northeast-1" } = {},
): object {
  return { provider: { aws: { region, allowed_account_ids: [account] } }, resource };
}

/** The one stack `s` with these resources. */
export function deployed(...resources: readonly Resources[]): Deployment {
  const all: Record<string, Record<string, object>> = {};
  for (const each of resources)
    for (const [type, named] of Object.entries(each)) all[type] = { ...all[type], ...named };
  return deploymentOf({ s: stackOf(all) });
}

export const VPC: Resources = { aws_vpc: { vpc: { cidr_block: "10.0.0.0/16" } } };
export const VPC_ID = "${aws_vpc.vpc.id}";

/** The element of a resource of the stack `s`: `key("aws_vpc.vpc")`, `key("aws_vpc.vpc", "main-route-table")`. */
export function key(address: string, part?: string): ElementKey {
  return elementKey(resourceKey("s", address), part);
}

export function get<T>(elements: ReadonlyMap<ElementKey, T>, address: string, part?: string): T {
  const found = elements.get(key(address, part));
  if (found === undefined) throw new Error(`there is no ${key(address, part)}`);
  return found;
}

/** Asserts that there is no value, and says why. */
export function reasonOf(value: Known<unknown>): string {
  expect(value).toBeInstanceOf(Unknown);
  return value instanceof Unknown ? value.reason : "";
}

export function reasonsOf(doubts: readonly Unknown[]): string[] {
  return doubts.map(({ reason }) => reason);
}

export const VARIABLE = "${var.any}";
export const OF_VARIABLE = "variables are given when Terraform runs";
