import { declarationsOf } from "../declarations";
import { LinkedStack, type ValueOf } from "../linked-stack";
import type { ShownStack } from "./stack";

/** A stack without resources that has the outputs of a shown one, for those that were synthesized and read its state. */
export function standInFor(
  { name, file, outputs }: ShownStack,
  directory: string,
  valueOf: ValueOf,
): LinkedStack {
  const declarations = { ...declarationsOf({}, () => undefined), outputs };
  const stack = new LinkedStack(name, directory, file, declarations, valueOf);
  // They are worked out already: their texts are no templates.
  for (const [output, named] of stack.outputs)
    named.state = { value: outputs.get(output) ?? null, height: 0 };
  return stack;
}
