import type { Obstacle } from "./order";

/** A stack that no topology file makes any more, and that may still be deployed. */
export interface Orphan {
  readonly stack: string;
  /** Orphans of one step can be destroyed together, after those of all earlier steps; counted from 1. */
  readonly step: number;
  /** The folder with its Terraform, in the output folder; missing where nobody has it any more. */
  readonly folder?: string;
  /** The account that it is deployed to; missing for a contract, and where it is not known. */
  readonly account?: string;
  /** Why it is not known whether it is deployed; missing where its state says that it is. */
  readonly doubt?: string;
  readonly obstacles: readonly Obstacle[];
  /** A stack that stays, and whose connections are rejected when this acceptance is destroyed. */
  readonly rejects?: string;
}
