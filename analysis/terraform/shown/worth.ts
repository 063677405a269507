import { isBody } from "../blocks";

/** Whether an attribute says anything: providers write null, and empty texts, lists and objects, for what is left out. */
export function isWorthSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isBody(value) || Object.keys(value).length > 0;
}
