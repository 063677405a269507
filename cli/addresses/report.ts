import type { Topology } from "../../modules/topology";
import { type OverlappingVpcs, overlapsOf } from "./overlaps";
import { type PrivateRange, rangesOf } from "./ranges";
import { type ReportedVpc, vpcsOf } from "./vpc";

/** Which blocks VPCs have, which of them overlap, and what is free. */
export interface AddressReport {
  readonly vpcs: readonly ReportedVpc[];
  readonly overlaps: readonly OverlappingVpcs[];
  readonly ranges: readonly PrivateRange[];
}

export function addressReport(topologies: readonly Topology[]): AddressReport {
  const vpcs = vpcsOf(topologies);
  return { vpcs, overlaps: overlapsOf(vpcs, topologies), ranges: rangesOf(vpcs, topologies) };
}
