import { createHash } from "node:crypto";

/**
 * A name for a resource whose service limits names' length: the parts joined with hyphens, or, where that is too
 * long, its beginning and a hash of the whole, so that two long names never become one.
 */
export function resourceName(parts: readonly string[], longest: number): string {
  const name = parts.join("-");
  if (name.length <= longest) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, longest - hash.length - 1).replace(/-$/, "")}-${hash}`;
}
