import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

/** How much two equivalent outputs hold. */
export interface Extent {
  readonly stacks: number;
  readonly resources: number;
  /** Values at the leaves of resources, outputs, remote states and all else but cdktf's metadata. */
  readonly attributes: number;
}

/** A stack's blocks: `resource.aws_subnet: availability_zone_id cidr_block …` as often as there are subnets. */
type Shape = readonly string[];

/**
 * Checks that two synthesized folders hold the same stacks, and these the same number of blocks of each type with the
 * same attributes. Names and texts may differ, so that a better wording in the product does not need one in the twin.
 * @throws Error that says what differs
 */
export function assertEquivalent(ours: string, twin: string): Extent {
  const stacks = stackNames(ours);
  if (!isDeepStrictEqual(stacks, stackNames(twin)))
    throw new Error(
      `the twin makes ${stackNames(twin).length} stacks, and we make ${stacks.length}, or their names differ`,
    );
  const shapes = stacks.map((stack) => {
    const shape = shapeOf(ours, stack);
    const other = shapeOf(twin, stack);
    if (!isDeepStrictEqual(shape, other)) throw new Error(difference(stack, shape, other));
    return shape;
  });
  const blocks = shapes.flat();
  return {
    stacks: stacks.length,
    resources: blocks.filter((block) => block.startsWith("resource.")).length,
    attributes: blocks.reduce((sum, block) => sum + block.split(" ").length - 1, 0),
  };
}

function stackNames(outdir: string): string[] {
  return readdirSync(join(outdir, "stacks")).sort();
}

function shapeOf(outdir: string, stack: string): Shape {
  const text = readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
  return childrenOf(JSON.parse(text))
    .flatMap(([section, content]) => {
      // Resources and data sources are sorted by type and name, outputs by name, all else stands alone.
      const depth = section === "resource" || section === "data" ? 2 : section === "output" ? 1 : 0;
      return blocksOf(section, content, depth);
    })
    .sort();
}

function blocksOf(kind: string, content: unknown, depth: number): string[] {
  if (depth === 0) return [`${kind}: ${leavesOf(content).join(" ")}`];
  return childrenOf(content).flatMap(([key, child]) =>
    blocksOf(depth === 2 ? `${kind}.${key}` : kind, child, depth - 1),
  );
}

function leavesOf(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [""];
  return childrenOf(value)
    .flatMap(([key, child]) => leavesOf(child).map((leaf) => (leaf === "" ? key : `${key}.${leaf}`)))
    .sort();
}

/** Without `//`, where cdktf keeps its metadata. */
function childrenOf(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null
    ? Object.entries(value).filter(([key]) => key !== "//")
    : [];
}

function difference(stack: string, ours: Shape, twin: Shape): string {
  const onlyOurs = without(ours, twin);
  const onlyTwins = without(twin, ours);
  return [
    `the twin does not make the same stack ${stack}; mend ${join("__tests__", "bench", "twin")}`,
    ...onlyOurs.map((block) => `  only we make: ${block}`),
    ...onlyTwins.map((block) => `  only the twin makes: ${block}`),
  ].join("\n");
}

/** The blocks that one has more often than the other. */
function without(one: Shape, other: Shape): string[] {
  const left = [...other];
  return one.filter((block) => {
    const index = left.indexOf(block);
    if (index < 0) return true;
    left.splice(index, 1);
    return false;
  });
}
