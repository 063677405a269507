import { createHash } from "node:crypto";
import type { Ipv4Block } from "../addressing";

/**
 * A name for a resource whose service limits names' length: the name itself or, where that is too long, its beginning
 * and a hash of the whole, so that two long names never become one.
 */
export function limitedName(name: string, longest: number): string {
  return name.length <= longest ? name : hashedName(name, longest);
}

/**
 * The same for a service that takes letters, digits and single hyphens only: dots become hyphens, so that `a.b-c` and
 * `a-b.c` differ in their hash alone, which is always there.
 */
export function hyphenatedName(name: string, longest: number): string {
  return hashedName(name, longest).replaceAll(".", "-");
}

function hashedName(name: string, longest: number): string {
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, longest - hash.length - 1).replace(/[-.]+$/, "")}-${hash}`;
}

/** A block as part of a construct's id, which takes neither dots nor slashes: `10-0-0-0-16`. */
export function blockId(block: Ipv4Block): string {
  return block.toString().replace(/[./]/g, "-");
}

/** A construct's id, followed by what tells it from others of its kind, if there are others: `listener-80`. */
export function suffixedId(id: string, suffix: string | undefined): string {
  return suffix === undefined ? id : `${id}-${suffix}`;
}
