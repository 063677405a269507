import type { Unknown } from "../../../terraform";

/** Whether something lets a tunnel come up. */
export type State =
  | { readonly kind: "up" }
  /** @param sentence why it does not, as a clause */
  | { readonly kind: "down"; readonly sentence: string }
  | { readonly kind: "unclear"; readonly doubts: readonly Unknown[] };

export const UP: State = { kind: "up" };

export function down(sentence: string): State {
  return { kind: "down", sentence };
}

export function unclear(...doubts: readonly Unknown[]): State {
  return { kind: "unclear", doubts };
}

/** Of what it all takes: whatever is down keeps it down. */
export function allOf(states: readonly State[]): State {
  const first = states.find(({ kind }) => kind === "down");
  if (first !== undefined) return first;
  const doubts = states.flatMap((state) => (state.kind === "unclear" ? state.doubts : []));
  return doubts.length === 0 ? UP : unclear(...doubts);
}

/** Of what one is enough of. */
export function anyOf(states: readonly State[]): State {
  if (states.some(({ kind }) => kind === "up")) return UP;
  const doubts = states.flatMap((state) => (state.kind === "unclear" ? state.doubts : []));
  if (doubts.length > 0) return unclear(...doubts);
  const sentences = states.flatMap((state) => (state.kind === "down" ? state.sentence : []));
  return down([...new Set(sentences)].join("; "));
}
