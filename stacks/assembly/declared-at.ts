import type { IConstruct } from "constructs";

const KEY = "topology:declared-at";

/** Records where in a topology file a construct, and all it is made of, was declared. */
export function declareAt(construct: IConstruct, ...path: readonly string[]): void {
  construct.node.addMetadata(KEY, path.join("."));
}

/** Where a construct itself was declared, if its declaration was recorded. */
export function declaredAt(construct: IConstruct): string | undefined {
  const entry = construct.node.metadata.find(({ type }) => type === KEY);
  return entry === undefined ? undefined : String(entry.data);
}
