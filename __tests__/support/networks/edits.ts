import { isBlock, withValue } from "./blocks";
import type { Resources } from "./resources";

/** A change of the Terraform of a network, told as data so that a test can also make half of it. */
export type Edit =
  | { readonly kind: "set"; readonly address: string; readonly path: string; readonly to: unknown }
  | { readonly kind: "add"; readonly resources: Resources }
  | { readonly kind: "remove"; readonly address: string };

/** States an argument: `set("aws_lb.web", "internal", true)`. */
export function set(address: string, path: string, to: unknown): Edit {
  return { kind: "set", address, path, to };
}

export function leaveOut(address: string, path: string): Edit {
  return { kind: "set", address, path, to: undefined };
}

export function add(resources: Resources): Edit {
  return { kind: "add", resources };
}

export function remove(address: string): Edit {
  return { kind: "remove", address };
}

/** @throws when it names what is not there, or adds what is */
export function edited(resources: Resources, edits: readonly Edit[]): Resources {
  return edits.reduce(apply, resources);
}

function apply(resources: Resources, edit: Edit): Resources {
  if (edit.kind === "add") {
    for (const address of Object.keys(edit.resources))
      if (address in resources) throw new Error(`${address} is there already`);
    return { ...resources, ...edit.resources };
  }
  const { [edit.address]: own, ...others } = resources;
  if (own === undefined) throw new Error(`there is no ${edit.address} to edit`);
  if (edit.kind === "remove") return others;
  const changed = withValue(own, edit.path, edit.to);
  return isBlock(changed) ? { ...others, [edit.address]: changed } : others;
}
