import { usableAddresses } from "../../modules/addressing";
import type { AddressReport } from "./report";
import type { ReportedVpc } from "./vpc";

/** The report for a program. */
export function describeAddresses({ vpcs, overlaps, ranges }: AddressReport): object {
  return {
    vpcs: vpcs.map((vpc) => ({
      ...nameAndBlock(vpc),
      account: vpc.account,
      ...(vpc.existing === undefined ? {} : { existing: vpc.existing }),
      subnets: vpc.subnets.map(String),
      free: {
        addresses: vpc.free.addresses,
        ...(vpc.free.largest === undefined
          ? {}
          : { largest: vpc.free.largest.toString(), forHosts: usableAddresses(vpc.free.largest).size }),
      },
    })),
    overlaps: overlaps.map(({ block, vpcs: overlapping, routedTogether }) => ({
      block: block.toString(),
      matters: routedTogether.length > 0,
      vpcs: overlapping.map(nameAndBlock),
      routedTogether: routedTogether.map(({ by, vpcs: led }) => ({
        by: by.names,
        vpcs: led.map(nameAndBlock),
      })),
    })),
    ranges: ranges.map(({ range, vpcs: number, next }) => ({
      range: range.toString(),
      vpcs: number,
      ...(next === undefined ? {} : { next: next.toString() }),
    })),
  };
}

function nameAndBlock({ names, block }: ReportedVpc): {
  readonly names: readonly string[];
  readonly block: string;
} {
  return { names, block: block.toString() };
}
