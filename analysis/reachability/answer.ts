import type { ResourceKey } from "../terraform";
import type { Code } from "./codes";
import type { Fix } from "./fixes/fix";

/**
 * Whether packets get there and answers back.
 *
 * - `reachable`: all, whichever way AWS chooses
 * - `partly`: some; the answer says which zones, targets, addresses or ports
 * - `blocked`: none
 * - `unknown`: it depends on what cannot be told before Terraform runs, or is not analysed
 */
export type Verdict = "reachable" | "partly" | "blocked" | "unknown";

/** One station of a path. */
export interface Hop {
  /** What kind of thing it is, in AWS's words: `security group`. */
  readonly component: string;
  readonly at: ResourceKey;
  /** What it does with the packets, as a clause. */
  readonly detail: string;
  /** The resources that decided it, such as rules and routes. */
  readonly consulted: readonly ResourceKey[];
  readonly passes: "all" | "some" | "none" | "unknown";
}

/** Something on the path that keeps packets from passing, or may keep them. */
export interface Blocker {
  readonly code: Code;
  readonly at: ResourceKey;
  /** What is wrong, as a clause without its final period. */
  readonly sentence: string;
  /** The change that lifts it, tried on the network with all others that are offered. */
  readonly fix?: Fix;
}

export interface Answer {
  readonly verdict: Verdict;
  /** Of `partly`: what works and what does not. */
  readonly parts?: { readonly pass: readonly string[]; readonly fail: readonly string[] };
  /** Along the best path: the one with the fewest blockers. */
  readonly trace: readonly Hop[];
  /** All of them along that path; for `partly`, along every alternative that fails. */
  readonly blockers: readonly Blocker[];
}
