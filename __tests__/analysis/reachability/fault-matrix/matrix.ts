import { addresses } from "./addresses";
import { betweenVpcs } from "./between-vpcs";
import { connections } from "./connections";
import { distantTargets } from "./distant-targets";
import { endpoints } from "./endpoints";
import { enforcementAndPreservation } from "./enforcement-and-preservation";
import { environments } from "./environments";
import { existingNetworks } from "./existing-networks";
import type { Fact } from "./fact";
import { internet } from "./internet";
import { listenersAndHealth } from "./listeners-and-health";
import { nameServers } from "./name-servers";
import { names } from "./names";
import { networkAcls } from "./network-acls";
import { notAnalysed } from "./not-analysed";
import { peerings } from "./peerings";
import { proxiedRequests } from "./proxied-requests";
import { proxies } from "./proxies";
import { endpointRoutes } from "./endpoint-routes";
import { relays } from "./relays";
import { refusedPlaces } from "./refused-places";
import { refusedTargets } from "./refused-targets";
import { resourceEndpoints } from "./resource-endpoints";
import { routeTables } from "./route-tables";
import { routes } from "./routes";
import { securityGroups } from "./security-groups";
import { vpns } from "./vpns";
import { zones } from "./zones";

/** The headings of the table, and what is told below each. */
export const MATRIX: Readonly<Record<string, readonly Fact[]>> = {
  PrivateLink: [...connections, ...endpoints],
  "Security groups of load balancers, and clients' addresses": enforcementAndPreservation,
  "Zones, targets and listeners of load balancers": [...zones, ...listenersAndHealth, ...distantTargets],
  "Resource endpoints": resourceEndpoints,
  "Elastic Beanstalk": environments,
  "Security groups": securityGroups,
  "Network ACLs": networkAcls,
  Routes: [...routes, ...routeTables, ...betweenVpcs, ...endpointRoutes],
  Peering: peerings,
  VPN: vpns,
  Relays: relays,
  Proxies: [...proxies, ...proxiedRequests],
  "The internet": internet,
  Names: [...names, ...nameServers],
  Addresses: addresses,
  "What AWS refuses": [...refusedTargets, ...refusedPlaces],
  "What is there already": existingNetworks,
  "What is not analysed": notAnalysed,
};
