import type { Unknown } from "../../../terraform";
import { type Deployment, placeOf, type ResourceKey } from "../../../terraform";
import { isKnown, type Known } from "../../known";
import type { ElementKey, Network, NetworkInterface, Refusal, Subnet } from "../../model";

/** The network as far as it is built, and what it is built from. */
export interface Built {
  readonly deployment: Deployment;
  readonly network: Omit<Network, "unmodelled" | "refusals">;
}

/** What AWS refuses, and what it may refuse. */
export class Findings {
  readonly refusals = new Map<ElementKey, Refusal[]>();
  readonly doubts = new Map<ElementKey, Unknown[]>();

  /** @param sentence what AWS refuses and what would be right, as a clause */
  refuse(key: ElementKey, at: ResourceKey, sentence: string, kind: Refusal["kind"] = "refused"): void {
    const others = this.refusals.get(key);
    if (others === undefined) this.refusals.set(key, [{ kind, at, sentence }]);
    else if (others.every((each) => each.at !== at || each.sentence !== sentence))
      others.push({ kind, at, sentence });
  }

  /** @param sentence what does not run and what is to be done about it, as a clause */
  stop(key: ElementKey, at: ResourceKey, sentence: string): void {
    this.refuse(key, at, sentence, "not-running");
  }

  doubt(key: ElementKey, why: Unknown): void {
    const others = this.doubts.get(key);
    if (others === undefined) this.doubts.set(key, [why]);
    else if (!others.includes(why)) others.push(why);
  }

  /** A thing that AWS makes only where a value is as it has to be. */
  demand<T>(
    key: ElementKey,
    at: ResourceKey,
    value: Known<T>,
    isRight: (value: T) => boolean,
    sentence: (value: T) => string,
  ): void {
    if (!isKnown(value)) this.doubt(key, value);
    else if (!isRight(value)) this.refuse(key, at, sentence(value));
  }
}

/** The subnet that something stands in, where it is known. */
export function subnetOf(
  { subnet }: Pick<NetworkInterface, "subnet">,
  { network }: Pick<Built, "network">,
): Subnet | undefined {
  return isKnown(subnet) && subnet !== null ? network.subnets.get(subnet) : undefined;
}

/** As sentences name it: the address alone. */
export function nameOf(key: ResourceKey | ElementKey): string {
  // An element's key begins with its resource's.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return placeOf(key as ResourceKey).address;
}
