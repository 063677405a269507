import type { NetworkInterface } from "../../network";
import type { PacketSet } from "../../packets";
import type { ResourceKey, Unknown } from "../../terraform";
import type { Blocker, Hop } from "../answer";
import { type Bounds, EVERYTHING } from "../bounds";
import { derivedOnce } from "../derived-once";

/** One check along a path. */
export interface Stage {
  readonly component: string;
  readonly at: ResourceKey;
  /** What it does with the packets, as a clause. */
  readonly detail: string;
  readonly consulted: readonly ResourceKey[];
  /** The packets that it lets through, whatever the other stages do. */
  readonly passes: Bounds;
  /** What stops those that do not pass. */
  readonly blocker?: Omit<Blocker, "at"> & { readonly at?: ResourceKey };
  /** Why it is not known whether some pass. */
  readonly doubts: readonly Unknown[];
  /** Where the packets of a leg start and end: the interface at that end. */
  readonly station?: { readonly end: "source" | "destination"; readonly interface: NetworkInterface };
  /** What becomes of connections that pass, where a program at their end reads plain HTTP. */
  readonly forPlainHttp?: Pick<Stage, "passes" | "doubts" | "blocker">;
}

/** Packets between two ends, neither of which is translated on the way, and all that they pass. */
export interface Leg {
  readonly asked: PacketSet;
  readonly stages: readonly Stage[];
}

/** One of the ways that packets may take: a zone, a load balancer, a target. */
export interface Path {
  /** What tells this way from its alternatives, like `apne1-az4`. */
  readonly choices: readonly string[];
  readonly legs: readonly Leg[];
  /** Why it may be that no packet takes it: that counts where it does not come to the same as every other way. */
  readonly doubts?: readonly Unknown[];
}

/** A station where nothing can be lost. */
export function passing(component: string, at: ResourceKey, detail: string): Stage {
  return { component, at, detail, consulted: [], passes: EVERYTHING, doubts: [] };
}

/** How much of what is asked. */
export type Share = Hop["passes"];

/** How much of what is asked passes a stage. */
export function shareOf({ passes }: Stage, asked: PacketSet): Share {
  return share(asked, passes);
}

/** What passes every stage of a leg. */
export function passesOf({ asked, stages }: Leg): Bounds {
  return stages.reduce<Bounds>(
    (rest, { passes }) => {
      const certain = rest.certain.intersect(passes.certain);
      // Where everything is known, both are one.
      const isSettled = rest.certain === rest.possible && passes.certain === passes.possible;
      return { certain, possible: isSettled ? certain : rest.possible.intersect(passes.possible) };
    },
    { certain: asked, possible: asked },
  );
}

/** How much of what is asked gets to the end of a leg and back. */
export const shareOfLeg = derivedOnce((leg: Leg): Share => share(leg.asked, passesOf(leg)));

/**
 * How much gets all the way. A connection needs each of its legs; what passes a part of two of them may be two parts
 * that have nothing in common, where a load balancer keeps the client's ports.
 */
export function shareOfPath({ legs }: Path): Share {
  const shares = legs.map(shareOfLeg);
  if (shares.includes("none")) return "none";
  if (shares.includes("unknown")) return "unknown";
  const partial = shares.filter((each) => each === "some");
  if (partial.length > 1) return "unknown";
  return partial.length === 1 ? "some" : "all";
}

/** The same of all the ways of a question, where it is not known of some whether packets take them. */
export function sharesOfPaths(paths: readonly Path[]): Share[] {
  const shares = paths.map(shareOfPath);
  if (paths.every(({ doubts }) => doubts === undefined) || new Set(shares).size === 1) return shares;
  return paths.map(({ doubts }, index) => (doubts === undefined ? (shares[index] ?? "unknown") : "unknown"));
}

function share(asked: PacketSet, { certain, possible }: Bounds): Share {
  // Where there is nothing to send, nothing gets there.
  if (asked.isEmpty) return "none";
  if (asked.isSubsetOf(certain)) return "all";
  const mayPass = asked.intersect(possible);
  if (mayPass.isEmpty) return "none";
  return mayPass.isSubsetOf(certain) ? "some" : "unknown";
}
