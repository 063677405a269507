import type { Check } from "./check";
import { checkEndpoints } from "./endpoints";
import { checkEnvironments } from "./environments";
import { checkExistingVpcs } from "./existing-vpcs";
import { checkFlows } from "./flows";
import { checkPrivateDns } from "./private-dns";
import { checkServices } from "./services";
import { checkState } from "./state";
import { checkVpcs } from "./vpcs";

export { type Draft, type Report } from "./check";

/** Everything that a schema cannot see because it takes two places of the file to tell. */
export const checks: readonly Check[] = [
  checkState,
  checkVpcs,
  checkExistingVpcs,
  checkEnvironments,
  checkServices,
  checkEndpoints,
  checkPrivateDns,
  checkFlows,
];
