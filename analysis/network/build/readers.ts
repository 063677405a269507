import type { Resource, Value } from "../../terraform";
import type { Block } from "./attributes";

/** Reads what is stated under a name; what is left out is `undefined`. */
export type Read = (name: string) => Value | undefined;

export function attributesOf(resource: Resource): Read {
  return (name) => stated(resource.attribute(name));
}

export function fieldsOf(block: Block): Read {
  return (name) => stated(block[name]);
}

/** Plans and states write out what a block leaves out: as null or as an empty text. */
function stated(value: Value | undefined): Value | undefined {
  return value === null || value === "" ? undefined : value;
}
