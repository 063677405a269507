import { join } from "node:path";
import { type Deployment, readTerraform, type ReadTerraform } from "../../analysis/terraform";
import { inFolder, writeFiles } from "./folders";

/** A resource as `terraform show -json` prints it: its address, and what it is worth. */
export type Shown = readonly [address: string, values: object, more?: object];

const PROVIDER = "registry.terraform.io/hashicorp/aws";

/** What `terraform show -json` prints of a state. */
export function stateOf(
  resources: readonly Shown[],
  outputs: Readonly<Record<string, unknown>> = {},
): object {
  return {
    format_version: "1.0",
    terraform_version: "1.11.4",
    values: {
      outputs: Object.fromEntries(
        Object.entries(outputs).map(([name, value]) => [name, { sensitive: false, value }]),
      ),
      root_module: { resources: resources.map(resourceOf) },
    },
  };
}

/** A resource of the root module, or with its whole address of any. */
export function resourceOf([address, values, more]: Shown): object {
  const own = address.split(".").slice(-2);
  const mode = /(?:^|\.)data\.[^.]+\.[^.]+$/.test(address) ? "data" : "managed";
  return { address, mode, type: own[0], name: own[1], provider_name: PROVIDER, values, ...more };
}

/** What is read of files, by their names; the paths are the files', or what is given. */
export function readFiles(
  files: Readonly<Record<string, object | string | Uint8Array>>,
  paths: readonly string[] = Object.keys(files),
): ReadTerraform {
  return inFolder((folder) => {
    writeFiles(folder, asTexts(files));
    const read = readTerraform(
      paths.map((path) => {
        const file = path.slice(path.indexOf("=") + 1);
        return `${path.slice(0, -file.length)}${join(folder, file)}`;
      }),
    );
    if (read.ok) return read;
    return {
      ok: false,
      problems: read.problems.map(({ file, sentence }) => ({
        file: file.replaceAll(`${folder}/`, ""),
        sentence: sentence.replaceAll(`${folder}/`, ""),
      })),
    };
  });
}

/** What is wrong with files, each with its own name; nothing where they can be read. */
export function sentencesOf(...given: Parameters<typeof readFiles>): readonly string[] {
  const read = readFiles(...given);
  return read.ok ? [] : read.problems.map(({ file, sentence }) => `${file}: ${sentence}`);
}

/** @throws with the sentences of what is wrong */
export function shownDeployment(
  files: Readonly<Record<string, object>>,
  paths?: readonly string[],
): Deployment {
  const read = readFiles(files, paths);
  if (read.ok) return read.deployment;
  throw new Error(read.problems.map(({ file, sentence }) => `${file}: ${sentence}`).join("\n"));
}

function asTexts(
  files: Readonly<Record<string, object | string | Uint8Array>>,
): Record<string, string | Uint8Array> {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name,
      typeof content === "string" || content instanceof Uint8Array ? content : JSON.stringify(content),
    ]),
  );
}
