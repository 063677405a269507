import { isList, type Resource, type Value } from "../../terraform";
import type { Block } from "./attributes";

/** Reads what is stated under a name; what is left out is `undefined`. */
export type Read = (name: string) => Value | undefined;

export function attributesOf(resource: Resource): Read {
  return (name) => stated(resource.attribute(name));
}

export function fieldsOf(block: Block): Read {
  return (name) => stated(block[name]);
}

/** Plans and states write out what is left out: as null, as an empty text or as an empty list. */
function stated(value: Value | undefined): Value | undefined {
  if (value === null || value === "") return undefined;
  return value !== undefined && isList(value) && value.length === 0 ? undefined : value;
}
