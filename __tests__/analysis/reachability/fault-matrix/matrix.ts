import { accountsAndZones } from "./accounts-and-zones";
import { addressFamilies, blocksAndInterfaces } from "./address-families";
import { addressTargets } from "./address-targets";
import { addresses } from "./addresses";
import { applicationLoadBalancers } from "./application-load-balancers";
import { betweenVpcs } from "./between-vpcs";
import { connections } from "./connections";
import { distantClients } from "./distant-clients";
import { databasesAndFunctions } from "./databases-and-functions";
import { distantTargets } from "./distant-targets";
import { endpointQuotas } from "./endpoint-quotas";
import { endpointStates } from "./endpoint-states";
import { endpoints } from "./endpoints";
import { enforcementAndPreservation } from "./enforcement-and-preservation";
import { environments } from "./environments";
import { existingNetworks } from "./existing-networks";
import type { Fact } from "./fact";
import { instanceStates } from "./instance-states";
import { internet } from "./internet";
import { listenersAndHealth } from "./listeners-and-health";
import {
  loadBalancersBehindPrivateLink,
  loadBalancerTargets,
  targetsOfOtherVpcs,
} from "./load-balancer-targets";
import { nameServers } from "./name-servers";
import { names } from "./names";
import { natToPrivate } from "./nat-to-private";
import { networkAcls } from "./network-acls";
import { notAnalysed } from "./not-analysed";
import { peerings } from "./peerings";
import { prefixLists } from "./prefix-lists";
import { proxiedRequests } from "./proxied-requests";
import { proxies } from "./proxies";
import { publicAccess } from "./public-access";
import { endpointRoutes } from "./endpoint-routes";
import { relays } from "./relays";
import { refusedPlaces } from "./refused-places";
import { refusedTargets } from "./refused-targets";
import { resourceConfigurations } from "./resource-configurations";
import { resourceEndpoints } from "./resource-endpoints";
import { routeRanks } from "./route-ranks";
import { routeTables } from "./route-tables";
import { routes } from "./routes";
import { securityGroups } from "./security-groups";
import { transitGateways } from "./transit-gateways";
import { serviceNetworks } from "./service-networks";
import { unknownAnnouncements } from "./unknown-announcements";
import { vpns } from "./vpns";
import { zones } from "./zones";

/** The headings of the table, and what is told below each. */
export const MATRIX: Readonly<Record<string, readonly Fact[]>> = {
  PrivateLink: [...connections, ...endpointStates, ...endpoints, ...distantClients, ...endpointQuotas],
  "Security groups of load balancers, and clients' addresses": enforcementAndPreservation,
  "Zones, targets and listeners of load balancers": [
    ...zones,
    ...listenersAndHealth,
    ...distantTargets,
    ...addressTargets,
  ],
  "Application Load Balancers": [
    ...applicationLoadBalancers,
    ...loadBalancerTargets,
    ...loadBalancersBehindPrivateLink,
    ...targetsOfOtherVpcs,
  ],
  "Resource endpoints": [...resourceEndpoints, ...resourceConfigurations],
  "Elastic Beanstalk": environments,
  Instances: instanceStates,
  "Databases and functions": databasesAndFunctions,
  "Security groups": securityGroups,
  "Prefix lists": prefixLists,
  "Network ACLs": networkAcls,
  Routes: [...routes, ...routeRanks, ...routeTables, ...betweenVpcs, ...endpointRoutes, ...natToPrivate],
  Peering: peerings,
  "Transit gateways": [...transitGateways, ...unknownAnnouncements],
  VPN: vpns,
  Relays: relays,
  Proxies: [...proxies, ...proxiedRequests],
  "The internet": internet,
  "VPC Block Public Access": publicAccess,
  Names: [...names, ...nameServers],
  Addresses: [...addresses, ...blocksAndInterfaces, ...addressFamilies],
  "Accounts and zones": accountsAndZones,
  "What AWS refuses": [...refusedTargets, ...refusedPlaces],
  "What is there already": existingNetworks,
  "Service networks": serviceNetworks,
  "What is not analysed": notAnalysed,
};
