import type { ElementKey, Network } from "../network";
import type { Unknown } from "../terraform";

/** What resources of types that are not analysed may do to things of the network, and why AWS may refuse these. */
export function unmodelledAt(
  network: Network,
  ...keys: readonly (ElementKey | undefined)[]
): readonly Unknown[] {
  return keys.flatMap((key) => (key === undefined ? [] : (network.unmodelled.get(key) ?? [])));
}
