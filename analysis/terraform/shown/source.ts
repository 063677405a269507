import type { Body } from "../blocks";

/** A file that `terraform show -json` printed. */
export interface ShownSource {
  /** Of the stack; holds no colon. */
  readonly name: string;
  /** What problems name. */
  readonly file: string;
  /** The whole of it; nests only so deep that whoever reads it may recurse. */
  readonly json: Body;
}
