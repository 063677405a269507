import type { Check } from "./check";
import { checkEndpoints } from "./endpoints";
import { checkEnvironments } from "./environments";
import { checkExistingVpcs } from "./existing-vpcs";
import { checkFlows } from "./flows";
import { checkOnPremises, warnOfUnconnectedNetworks } from "./on-premises";
import { checkPeerings } from "./peerings";
import { checkPlatforms } from "./platforms";
import { checkPrivateDns } from "./private-dns";
import { warnOfHostsWithoutProxy } from "./proxy-clients";
import { checkProxyDestinations, warnOfProxyDestinations } from "./proxy-destinations";
import { checkProxyHubs, warnOfUnusedProxyHubs } from "./proxy-hubs";
import { checkProxyUses } from "./proxy-uses";
import { checkRelays } from "./relays";
import { checkServices } from "./services";
import { checkState } from "./state";
import { checkUserData } from "./user-data";
import { checkVpcs } from "./vpcs";
import { checkVpns } from "./vpn";
import { checkVpnDevices } from "./vpn-devices";

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
  checkOnPremises,
  checkVpns,
  checkVpnDevices,
  checkRelays,
  checkFlows,
];

/** What is no mistake, so that everything can be made of it, and yet hardly meant. */
export const warnings: readonly Check[] = [
  warnOfUnusedProxyHubs,
  warnOfProxyDestinations,
  warnOfHostsWithoutProxy,
  warnOfUnconnectedNetworks,
];
