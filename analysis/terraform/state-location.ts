import { basename, dirname, resolve } from "node:path";
import type { Value } from "./value";
import { isList, isObject } from "./values";

/** Where a state is kept. */
export interface StateLocation {
  /** Alike for the same place only. */
  readonly identity: string;
  /** As a reader recognises it. */
  readonly description: string;
  /** What the state is called there, where that is told: `web` of `states/web.tfstate` and `web/terraform.tfstate`. */
  readonly name?: string;
}

/**
 * Where a backend keeps the state; `undefined` where that is not known before Terraform runs.
 * @param type like `local` or `s3`
 * @param directory the working directory of the stack whose configuration it is
 * @see https://developer.hashicorp.com/terraform/language/backend
 */
export function stateLocation(type: string, config: Value, directory: string): StateLocation | undefined {
  if (!isObject(config)) return undefined;
  if (type === "local") return localFile(config["path"] ?? "terraform.tfstate", directory);
  if (type === "s3") return s3Object(config);
  const text = canonical(config);
  return text === undefined ? undefined : { identity: `${type} ${text}`, description: `${type} ${text}` };
}

/** @see https://developer.hashicorp.com/terraform/language/backend/local */
function localFile(path: Value, directory: string): StateLocation | undefined {
  if (typeof path !== "string") return undefined;
  return { identity: `local ${resolve(directory, path)}`, description: path, ...nameIn(path) };
}

/** @see https://developer.hashicorp.com/terraform/language/backend/s3 */
function s3Object(config: Readonly<Record<string, Value>>): StateLocation | undefined {
  const { bucket, key } = config;
  const prefix = config["workspace_key_prefix"] ?? "env:";
  if (typeof bucket !== "string" || typeof key !== "string" || typeof prefix !== "string") return undefined;
  return {
    identity: `s3 ${JSON.stringify([bucket, key, prefix])}`,
    description: `s3://${bucket}/${key}`,
    ...nameIn(key),
  };
}

function nameIn(path: string): Pick<StateLocation, "name"> {
  const own = basename(path, ".tfstate");
  const name = own === "terraform" ? basename(dirname(path)) : own;
  return ["", ".", ".."].includes(name) ? {} : { name };
}

/** One spelling for all that say the same; `undefined` where something is not known. */
function canonical(value: Value): string | undefined {
  if (isList(value)) {
    const [first, ...others] = value;
    // A list of one block and the block itself say the same.
    if (first !== undefined && others.length === 0) return canonical(first);
    return joined(value.map(canonical), "[", "]");
  }
  if (isObject(value)) {
    const stated = Object.entries(value).filter(([, inner]) => inner !== null);
    const entries = stated
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => {
        const text = canonical(inner);
        return text === undefined ? undefined : `${JSON.stringify(key)}: ${text}`;
      });
    return joined(entries, "{", "}");
  }
  return typeof value === "object" && value !== null ? undefined : JSON.stringify(value);
}

function joined(texts: readonly (string | undefined)[], open: string, close: string): string | undefined {
  return texts.includes(undefined) ? undefined : `${open}${texts.join(", ")}${close}`;
}
