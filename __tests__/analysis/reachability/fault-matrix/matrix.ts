import { connections } from "./connections";
import { enforcementAndPreservation } from "./enforcement-and-preservation";
import type { Fact } from "./fact";
import { networkAcls } from "./network-acls";
import { routes } from "./routes";
import { securityGroups } from "./security-groups";
import { targetsAndZones } from "./targets-and-zones";

/** The headings of the table, and what is told below each. */
export const MATRIX: Readonly<Record<string, readonly Fact[]>> = {
  PrivateLink: connections,
  "Security groups of load balancers, and clients' addresses": enforcementAndPreservation,
  "Load balancers: zones, targets, listeners": targetsAndZones,
  "Security groups": securityGroups,
  "Network ACLs": networkAcls,
  Routes: routes,
};
