import type { Check } from "./check";
import { checkEndpoints } from "./endpoints";
import { checkEnvironments } from "./environments";
import { checkExistingVpcs } from "./existing-vpcs";
import { checkFlows } from "./flows";
import { checkPeerings } from "./peerings";
import { checkPlatforms } from "./platforms";
import { checkPrivateDns } from "./private-dns";
import { warnOfHostsWithoutProxy } from "./proxy-clients";
import { checkProxyDestinations, warnOfProxyDestinations } from "./proxy-destinations";
import { checkProxyHubs, warnOfUnusedProxyHubs } from "./proxy-hubs";
import { checkProxyUses } from "./proxy-uses";
import { checkServices } from "./services";
import { checkState } from "./state";
import { checkUserData } from "./user-data";
import { checkVpcs } from "./vpcs";

export { type Check, type Draft } from "./check";

/** Everything that a schema cannot see because it takes two places of the file to tell. */
export const checks: readonly Check[] = [
  checkState,
  checkVpcs,
  checkExistingVpcs,
  checkEnvironments,
  checkServices,
  checkEndpoints,
  checkPrivateDns,
  checkPlatforms,
  checkProxyHubs,
  checkProxyDestinations,
  checkProxyUses,
  checkUserData,
  checkPeerings,
  checkFlows,
];

/** What is no mistake, so that everything can be made of it, and yet hardly meant. */
export const warnings: readonly Check[] = [
  warnOfUnusedProxyHubs,
  warnOfProxyDestinations,
  warnOfHostsWithoutProxy,
];
