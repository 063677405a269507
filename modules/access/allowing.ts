import type { BoundedUse } from "./account-use";
import type { Conditions, Statement } from "./document";

/** What tells the calls of some services from others. */
export function isOf(...services: readonly string[]): (call: string) => boolean {
  return (call) => services.some((service) => call.startsWith(`${service}:`));
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion */
export function inRegions({ regions }: BoundedUse): Conditions {
  return { StringEquals: { "aws:RequestedRegion": regions } };
}

/** Nothing where nothing is allowed, or on nothing. */
export function allow(
  allowed: readonly string[],
  resources: readonly string[],
  conditions?: Conditions,
): Statement[] {
  if (allowed.length === 0 || resources.length === 0) return [];
  return [
    { effect: "Allow", actions: allowed, resources, ...(conditions === undefined ? {} : { conditions }) },
  ];
}
