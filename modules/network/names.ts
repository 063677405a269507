import { createHash } from "node:crypto";
import type { Ipv4Block } from "../addressing";

/**
 * A name for a resource whose service limits names' length: the name itself or, where that is too long, its beginning
 * and a hash of the whole, so that two long names never become one.
 */
export function limitedName(name: string, longest: number): string {
  if (name.length <= longest) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, longest - hash.length - 1).replace(/[-.]+$/, "")}-${hash}`;
}

/** A block as part of a construct's id, which takes neither dots nor slashes: `10-0-0-0-16`. */
export function blockId(block: Ipv4Block): string {
  return block.toString().replace(/[./]/g, "-");
}
