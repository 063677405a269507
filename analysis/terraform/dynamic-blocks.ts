import { type Body, isBody } from "./blocks";

/** Stands among the blocks of a name for those that Terraform makes when it runs. */
export class DynamicBlocks {
  constructor(readonly name: string) {}
}

const NONE: ReadonlyMap<string, readonly unknown[]> = new Map();

/**
 * The blocks of each name that a body makes dynamically, behind those of this name that it states.
 * @see https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks
 */
export function dynamicBlocks(body: Body): ReadonlyMap<string, readonly unknown[]> {
  // Looked for first: hardly any body has dynamic blocks, and there are many bodies.
  if (!Object.hasOwn(body, "dynamic")) return NONE;
  const blocks = new Map<string, readonly unknown[]>();
  for (const labels of listOf(body["dynamic"]).filter(isBody)) {
    for (const [name, made] of Object.entries(labels)) {
      const stated = blocks.get(name) ?? listOf(Object.hasOwn(body, name) ? body[name] : []);
      if (listOf(made).some((each) => isBody(each) && Object.hasOwn(each, "for_each")))
        blocks.set(name, [...stated, new DynamicBlocks(name)]);
    }
  }
  return blocks;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}
