import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isBody } from "../blocks";
import { type StateLocation, stateLocation } from "../state-location";
import type { Value } from "../value";
import type { ShownStack } from "./stack";

/** A shown stack, and where its state is kept as far as that is known. */
export interface LocatedStack {
  readonly stack: ShownStack;
  /** From which relative paths of states count. */
  readonly directory: string;
  readonly location?: StateLocation;
}

/**
 * A stack whose file may lie in its working directory, where Terraform notes which backend it was initialized with.
 * Without a note of a backend, what is a working directory keeps the state itself.
 * @see https://developer.hashicorp.com/terraform/language/backend#initialization
 */
export function located(stack: ShownStack): LocatedStack {
  const directory = dirname(stack.file);
  const location = locationBeside(directory);
  return { stack, directory, ...(location === undefined ? {} : { location }) };
}

function locationBeside(directory: string): StateLocation | undefined {
  // In another workspace, it is kept elsewhere.
  if (!["", "default", undefined].includes(textIn(join(directory, ".terraform", "environment"))?.trim()))
    return undefined;
  const note = join(directory, ".terraform", "terraform.tfstate");
  if (existsSync(note)) return backendNotedIn(textIn(note) ?? "", directory);
  return isWorkingDirectory(directory) ? stateLocation("local", {}, directory) : undefined;
}

function backendNotedIn(text: string, directory: string): StateLocation | undefined {
  const json = jsonIn(text);
  const backend = isBody(json) ? json["backend"] : undefined;
  if (!isBody(backend)) return isBody(json) ? stateLocation("local", {}, directory) : undefined;
  const { type, config } = backend;
  if (typeof type !== "string" || !isBody(config)) return undefined;
  // JSON holds nothing but such values.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return stateLocation(type, config as Value, directory);
}

function isWorkingDirectory(directory: string): boolean {
  try {
    return readdirSync(directory).some((name) => /\.tf(?:\.json)?$|^terraform\.tfstate$/.test(name));
  } catch {
    return false;
  }
}

/** In bytes; what Terraform notes of a backend is far smaller. */
const LARGEST_NOTE = 1_000_000;

function textIn(file: string): string | undefined {
  try {
    const status = statSync(file);
    return status.isFile() && status.size <= LARGEST_NOTE ? readFileSync(file, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
