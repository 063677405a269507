import type { Assumption } from "../stack";

/** What was taken for so while values were worked out, once for all instances of a block. */
export class Assumptions {
  private readonly noted = new Map<string, Assumption>();

  /** @param block what stands for all instances */
  note(assumption: Assumption, block: string): void {
    const name = JSON.stringify([block, assumption.attribute, assumption.sentence]);
    const known = this.noted.get(name);
    if (known === undefined || assumption.at < known.at) this.noted.set(name, assumption);
  }

  get all(): readonly Assumption[] {
    return [...this.noted.values()].sort(inOrder);
  }
}

function inOrder(left: Assumption, right: Assumption): number {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  return left.attribute < right.attribute ? -1 : 1;
}
