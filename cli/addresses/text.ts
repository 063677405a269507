import { type Ipv4Block, usableAddresses } from "../../modules/addressing";
import { linesOf, type Row } from "../table";
import type { OverlappingVpcs, RoutedTogether } from "./overlaps";
import type { PrivateRange } from "./ranges";
import type { AddressReport } from "./report";
import type { ReportedVpc } from "./vpc";

/** The report for people. Safe to print. */
export function formatAddresses({ vpcs, overlaps, ranges }: AddressReport): string {
  return [
    ...(vpcs.length === 0 ? ["there are no VPCs"] : linesOf([VPC_HEADINGS, ...vpcs.map(rowOfVpc)])),
    "",
    ...(overlaps.length === 0
      ? ["no two VPCs overlap"]
      : linesOf([OVERLAP_HEADINGS, ...overlaps.map(rowOfOverlap)])),
    "",
    ...linesOf([RANGE_HEADINGS, ...ranges.map(rowOfRange)]),
  ].join("\n");
}

function headings(...cells: readonly string[]): Row {
  return { cells, details: [] };
}

const VPC_HEADINGS = headings(
  "VPC",
  "account",
  "block",
  "made or existing",
  "free addresses",
  "largest free block",
);

function rowOfVpc(vpc: ReportedVpc): Row {
  const { addresses, largest } = vpc.free;
  // Other subnets may be there that nobody needed to state.
  const atMost = vpc.existing === undefined ? "" : "at most ";
  return {
    cells: [
      vpc.names.join(", "),
      vpc.account,
      vpc.block.toString(),
      vpc.existing ?? "made",
      `${atMost}${count(addresses)}`,
      largest === undefined ? "none" : `${atMost}${sized(largest)}`,
    ],
    details: [],
  };
}

/** A subnet of this block, without the addresses that AWS keeps. */
function sized(block: Ipv4Block): string {
  return `${block.toString()}, ${count(usableAddresses(block).size)} for hosts`;
}

const OVERLAP_HEADINGS = headings("overlap in", "VPCs", "");

function rowOfOverlap({ block, vpcs, routedTogether }: OverlappingVpcs): Row {
  return {
    cells: [block.toString(), String(vpcs.length), named(vpcs, block)],
    details: (routedTogether.length === 0
      ? [
          "does not matter: nothing routes to two of them (PrivateLink does not care); those that overlap can never be peered",
        ]
      : routedTogether.slice(0, MOST_NAMED).map(sentenceOn)
    ).map((line) => `    ${line}`),
  };
}

function sentenceOn({ by, vpcs }: RoutedTogether): string {
  return `matters: ${by.names.join(", ")} is peered with ${named(vpcs)}, and tells them apart by the zones or destinations of its peerings only`;
}

const MOST_NAMED = 12;

/** The first few of many, each with its block where that is another one than all are said to be in. */
function named(vpcs: readonly ReportedVpc[], whole?: Ipv4Block): string {
  const shown = vpcs.slice(0, MOST_NAMED).map(({ names, block }) => {
    const name = names.join(" = ");
    return whole === undefined || block.equals(whole) ? name : `${name} (${block.toString()})`;
  });
  const left = vpcs.length - shown.length;
  return left > 0 ? `${shown.join(", ")} and ${left} more` : shown.join(", ");
}

const RANGE_HEADINGS = headings("private range", "VPCs", "next free block");

function rowOfRange({ range, vpcs, next }: PrivateRange): Row {
  return { cells: [range.toString(), String(vpcs), next?.toString() ?? "none"], details: [] };
}

/** Grouped by thousands, the same on every machine. */
function count(number: number): string {
  return number.toLocaleString("en-US");
}
