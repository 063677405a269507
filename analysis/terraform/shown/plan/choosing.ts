import type { Value } from "../../value";
import type { Candidate } from "./candidates";
import { mayChoose, type Origin } from "./origins";

/** Whether a list may hold some of them and not others. */
export function isChosenFrom(candidates: readonly Candidate[], origins: readonly Origin[]): boolean {
  if (candidates.some(({ guess }) => guess === "same key, several times")) return true;
  if (candidates.length < 2) return false;
  if (candidates.some(({ guess }) => guess === "some") || namesTwice(origins)) return true;
  const made = origins.filter(({ kind }) => kind === "attribute" || kind === "block");
  return origins.some((origin) => {
    if (origin.kind === "untold") return made.length > 1;
    if (origin.kind !== "known") return false;
    return typeof origin.value === "boolean" ? made.length > 1 : isChoosing(origin.value, candidates);
  });
}

/** Known texts that were taken for keys have chosen already. */
function isChoosing(value: Value, candidates: readonly Candidate[]): boolean {
  return mayChoose(value) && !candidates.every(({ guess }) => guess === "given key");
}

/** Whether all of a block are named, and one of them by itself: to take it away, mostly. */
function namesTwice(origins: readonly Origin[]): boolean {
  const blocks = origins.flatMap((origin) => (origin.kind === "block" ? [origin.resources] : []));
  return origins.some(
    (origin) =>
      origin.kind === "attribute" &&
      blocks.some((block) => block.all.length > 1 && block.get(origin.resource.key) === origin.resource),
  );
}
