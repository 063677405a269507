import type { Ipv4Block } from "../../addressing";
import { isExisting } from "../derivations";
import type { Path } from "../problem";
import type { PeeringInput } from "../schema";
import {
  blocksOf,
  type Check,
  checkHasSubnets,
  type Draft,
  isEntryWritten,
  type Report,
  reportRepeated,
  reportUnknown,
} from "./check";
import { checkAdmitted } from "./peered-connections";
import { checkDestinations, reportAmbiguousRoutes } from "./peered-routes";

/** @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations */
export const checkPeerings: Check = (draft, report) => {
  const joined = new Map<string, string>();
  for (const [name, peering] of Object.entries(draft.topology.peerings)) {
    const path = ["peerings", name];
    for (const side of ["requester", "accepter"] as const) checkSide(draft, peering, side, path, report);
    checkPair(draft, peering, path, report);
    const sides = [peering.requester.entry, peering.accepter.entry];
    // Of connections between others than were meant there is nothing to say.
    if (new Set(sides).size === 2 && sides.every((side) => draft.entriesByName.has(side)))
      checkAdmitted(draft, peering, path, report);
    const pair = JSON.stringify([peering.requester.entry, peering.accepter.entry].sort());
    const holder = joined.get(pair);
    if (holder === undefined) joined.set(pair, name);
    else
      report(
        path,
        `the peering ${holder} joins these two VPCs already, and AWS joins two VPCs once; leave one of them out`,
        "key",
      );
  }
  reportAmbiguousRoutes(draft, report);
};

type SideName = "requester" | "accepter";

function checkSide(draft: Draft, peering: PeeringInput, side: SideName, path: Path, report: Report): void {
  const { entry: name, zones } = peering[side];
  const at = [...path, side];
  const found = draft.entriesByName.get(name);
  if (found === undefined) {
    if (!isEntryWritten(draft, name))
      reportUnknown(report, [...at, "entry"], "entry", draft.entriesByName.keys());
    return;
  }
  if (found.entry.vpc !== undefined && isExisting(found.entry.vpc))
    report(
      [...at, "entry"],
      "its VPC is there already, of which nothing is changed, and a peering needs routes in its route tables; let the VPC be made, or join the two by an endpoint service",
    );
  zones?.forEach((zone, index) => {
    checkHasSubnets(found.entry.vpc, zone, [...at, "zones", index], report);
  });
  reportRepeated(report, [...at, "zones"], zones ?? []);
  const other = draft.entriesByName.get(peering[side === "requester" ? "accepter" : "requester"].entry);
  if (other !== undefined && other !== found)
    checkDestinations(draft, found, other, peering[side].destinations ?? [], [...at, "destinations"], report);
}

function checkPair(draft: Draft, { requester, accepter }: PeeringInput, path: Path, report: Report): void {
  const at = [...path, "accepter", "entry"];
  if (requester.entry === accepter.entry) {
    report(at, "this is the requester itself, and inside a VPC no peering is needed; name another entry");
    return;
  }
  const [first, second] = [requester, accepter].map(({ entry }) => blocksOf(draft.entriesByName.get(entry)));
  const [ofRequester, ofAccepter] = overlapOf(first ?? [], second ?? []) ?? [];
  if (ofRequester === undefined || ofAccepter === undefined) return;
  report(
    at,
    `its block ${ofAccepter.toString()} overlaps ${ofRequester.toString()} of ${requester.entry}, and AWS peers no VPCs that overlap; offer what is needed by an endpoint service, or by proxies with \`through: resource\`, neither of which minds, or state another \`cidr\``,
  );
}

/**
 * Blocks of two VPCs that have an address in common: a single pair, of added blocks too, is in the way of a peering.
 * @see https://docs.aws.amazon.com/vpc/latest/peering/invalid-peering-configurations.html#overlapping-cidr
 */
function overlapOf(
  blocks: readonly Ipv4Block[],
  others: readonly Ipv4Block[],
): readonly [block: Ipv4Block, other: Ipv4Block] | undefined {
  for (const block of blocks) {
    const other = others.find((each) => each.overlaps(block));
    if (other !== undefined) return [block, other];
  }
  return undefined;
}
