import type { Check } from "./check";
import { checkEndpoints } from "./endpoints";
import { checkFlows } from "./flows";
import { checkServices } from "./services";
import { checkVpcs } from "./vpcs";

export { type Draft, type Report } from "./check";

/** Everything that a schema cannot see because it takes two places of the file to tell. */
export const checks: readonly Check[] = [checkVpcs, checkServices, checkEndpoints, checkFlows];
