import { isBody } from "../../blocks";
import { listIn } from "./json";

/** Whether anything of a value is not known. @param mask `after_unknown`, which is `true` where it is not */
export function hasUnknown(mask: unknown): boolean {
  if (mask === true) return true;
  if (Array.isArray(mask)) return listIn(mask).some(hasUnknown);
  return isBody(mask) && Object.values(mask).some(hasUnknown);
}

/**
 * Whether what is not known as a whole is a list or set: `after_sensitive` has an empty one in its place, but nothing
 * where a single value is not known.
 */
export function isListIn(secrets: unknown, name: string): boolean {
  if (secrets !== undefined) return Array.isArray(secrets);
  return /(?:[^s]s|_identifier)$/.test(name);
}
