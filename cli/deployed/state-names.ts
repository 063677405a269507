/**
 * The stacks whose states a text names: Terraform in JSON or in its native syntax, or a state. A state is called after
 * its stack, whether it is a file or an object: see `statePlace` in modules/wiring.
 *
 * The text is not parsed, since only one of the three is JSON that says where it is read from; what only looks like
 * the name of a state names no stack that anybody asks for.
 */
export function stacksWhoseStatesAreNamedIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/[/"]([^/"\\\s]{1,255})\.tfstate"/g)].map(([, stack = ""]) => stack));
}
