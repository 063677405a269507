import { type Alias, type CST, isAlias, isMap, isScalar, isSeq, type Node } from "yaml";
import type { Path } from "./problem";

/** A mistake that a YAML library would resolve or refuse without saying where in the topology it stands. */
export interface Mistake {
  readonly path: Path;
  readonly offset: number;
  readonly kind: "repeated-key" | "reserved-key" | "unresolved-alias";
}

/** What each alias of a document stands for, and the mistakes in its keys and aliases. */
export interface Survey {
  readonly targets: ReadonlyMap<Alias, Node>;
  readonly mistakes: readonly Mistake[];
}

/** Looks at every node once, in the order of the text, in which an anchor comes before its aliases. */
export function survey(root: Node): Survey {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const mistakes: Mistake[] = [];

  const visit = (node: unknown, path: Path): void => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
      else mistakes.push({ path, offset: startOf(node), kind: "unresolved-alias" });
      return;
    }
    if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined)
      anchors.set(node.anchor, node);
    if (isSeq(node)) {
      node.items.forEach((item, index) => {
        visit(item, [...path, index]);
      });
    }
    if (!isMap(node)) return;
    const seen = new Set<unknown>();
    for (const { key, value } of node.items) {
      if (!isScalar(key)) continue;
      visit(key, path);
      const at = [...path, String(key.value)];
      if (seen.has(key.value)) mistakes.push({ path: at, offset: startOf(key), kind: "repeated-key" });
      seen.add(key.value);
      // zod passes over it without a word, because assigning to it replaces an object's prototype.
      if (key.value === "__proto__") mistakes.push({ path: at, offset: startOf(key), kind: "reserved-key" });
      visit(value, at);
    }
  };
  visit(root, []);
  return { targets, mistakes };
}

/** How many collections stand inside each other at the most. */
export function nestingOf(tokens: readonly CST.Token[]): number {
  let deepest = 0;
  const rest: (readonly [token: CST.Token, depth: number])[] = tokens.map((token) => [token, 0]);
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const [token, depth] = next;
    deepest = Math.max(deepest, depth);
    if (token.type === "document" && token.value) rest.push([token.value, depth]);
    if (!("items" in token)) continue;
    for (const { key, value } of token.items) {
      if (key) rest.push([key, depth + 1]);
      if (value) rest.push([value, depth + 1]);
    }
  }
  return deepest;
}

export function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
