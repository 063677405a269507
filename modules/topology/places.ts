import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";
import type { Path, Position } from "./problem";
import { startOf } from "./survey";

/** The line and column of an offset in a text. */
export function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** Finds paths of a document in its text, in the time that the path takes, however large the document is. */
export class Places {
  private readonly pairs = new WeakMap<YAMLMap, ReadonlyMap<unknown, Pair>>();

  constructor(
    private readonly root: Node,
    private readonly targets: ReadonlyMap<Alias, Node>,
    private readonly lines: LineCounter,
  ) {}

  /** The position of the value at a path; of its nearest ancestor's key where there is no such value. */
  ofValue(path: Path): Position {
    const { key, value, complete } = this.find(path);
    return positionAt(this.lines, complete ? value : key);
  }

  /** The position of the last key of a path that exists. */
  ofKey(path: Path): Position {
    return positionAt(this.lines, this.find(path).key);
  }

  private find(path: Path): { readonly key: number; readonly value: number; readonly complete: boolean } {
    let node: unknown = this.root;
    let found = { key: startOf(this.root), value: startOf(this.root) };
    for (const step of path) {
      const parent = isAlias(node) ? this.targets.get(node) : node;
      if (!isCollection(parent)) return { ...found, complete: false };
      const item = isMap(parent) ? this.pairsOf(parent).get(step) : parent.items[Number(step)];
      if (isPair<Node, Node | null>(item)) {
        found = { key: startOf(item.key), value: startOf(item.value ?? item.key) };
        node = item.value;
      } else if (isScalar(item) || isCollection(item) || isAlias(item)) {
        found = { key: startOf(item), value: startOf(item) };
        node = item;
      } else return { ...found, complete: false };
    }
    return { ...found, complete: true };
  }

  /** Of a key that stands twice the last counts, as in the document's content. */
  private pairsOf(map: YAMLMap): ReadonlyMap<unknown, Pair> {
    const known = this.pairs.get(map);
    if (known) return known;
    const pairs = new Map(map.items.map((pair) => [isScalar(pair.key) ? pair.key.value : pair.key, pair]));
    this.pairs.set(map, pairs);
    return pairs;
  }
}
