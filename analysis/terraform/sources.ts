import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { sentenceOnFailure } from "./json-file";
import type { Report } from "./problem";
import { isStackName } from "./stack-name";

/** What a path leads to. */
export type Source =
  | { readonly kind: "synthesized"; readonly directory: string }
  | {
      readonly kind: "shown";
      readonly name: string;
      readonly file: string;
      /** The one that was named, in which other JSON may lie as well; nothing where the file was named. */
      readonly folder?: string;
    };

type Shown = Extract<Source, { kind: "shown" }>;

/**
 * What paths lead to, each thing once; what leads nowhere is reported.
 * @param paths as users write them: see `readTerraform`
 */
export function sourcesAt(paths: readonly string[], report: Report): readonly Source[] {
  return distinct(
    paths.flatMap((path) => sourcesAtPath(path, report)),
    report,
  );
}

const SUFFIX = ".json";
/** What lies in working directories beside plans and states. */
const CONFIGURATION = /\.(?:tf|tfvars)\.json$/;
const MISSING = "there is no such file or folder";

function sourcesAtPath(written: string, report: Report): readonly Source[] {
  const { name, path } = namedPath(written);
  if (path === "") {
    report(JSON.stringify(written), "there is no path in this; write a file or a folder, or NAME=FILE");
    return [];
  }
  const kind = kindOf(path);
  if (typeof kind === "object") {
    const taken = name === undefined ? "" : `, which is to be the stack ${JSON.stringify(name)}`;
    report(path, sentenceOnFailure(kind.error, `${MISSING}${taken}; name one that is there`));
    return [];
  }
  if (kind === "file") return shownAt(path, name ?? basename(path, SUFFIX), report);
  if (name !== undefined) {
    report(path, `this is a folder, which has many stacks or none; name a file of one, like ${name}=FILE`);
    return [];
  }
  return existsSync(join(path, "manifest.json"))
    ? [{ kind: "synthesized", directory: path }]
    : shownIn(path, report);
}

function shownAt(file: string, name: string, report: Report): readonly Shown[] {
  if (isStackName(name)) return [{ kind: "shown", name, file }];
  report(
    file,
    `its stack would be called ${JSON.stringify(name)}, and a name has letters, nothing that cannot be seen, and no colon; name it otherwise, like web=${file}`,
  );
  return [];
}

function shownIn(folder: string, report: Report): readonly Shown[] {
  const files = filesIn(folder, report);
  if (files?.length === 0)
    report(
      folder,
      "there is neither a manifest in this folder, as cdktf writes it, nor a plan or state in JSON; name a folder with one of them, or a file that terraform show -json printed",
    );
  return (files ?? [])
    .flatMap((name) => sourcesAtPath(join(folder, name), report))
    .flatMap((source) => (source.kind === "shown" ? [{ ...source, folder }] : []));
}

function filesIn(folder: string, report: Report): readonly string[] | undefined {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(SUFFIX) && !name.startsWith(".") && !CONFIGURATION.test(name))
      .filter((name) => kindOf(join(folder, name)) !== "folder")
      .sort();
  } catch (error) {
    report(folder, sentenceOnFailure(error, `${MISSING}; name one that is there`));
    return undefined;
  }
}

/** A name before the path; a file that has an equals sign in its own is taken as it is. */
function namedPath(written: string): { readonly name?: string; readonly path: string } {
  const sign = written.indexOf("=");
  return sign === -1 || written.slice(0, sign).includes("/") || existsSync(written)
    ? { path: written }
    : { name: written.slice(0, sign), path: written.slice(sign + 1) };
}

function kindOf(path: string): "folder" | "file" | { readonly error: unknown } {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch (error) {
    return { error };
  }
}

/** A file may be named twice, as when it is in a folder that is named as well, but not two stacks. */
function distinct(sources: readonly Source[], report: Report): readonly Source[] {
  const byPlace = new Map<string, Source>();
  for (const source of sources) {
    const place = realPath(source.kind === "shown" ? source.file : source.directory);
    const known = byPlace.get(place);
    if (source.kind === "synthesized" || known?.kind !== "shown") byPlace.set(place, source);
    else if (known.name !== source.name)
      report(
        source.file,
        `this is the stack ${source.name}, and ${known.file} is the same file and the stack ${known.name}; name it once`,
      );
    else if (source.folder === undefined) byPlace.set(place, source);
  }
  return [...byPlace.values()];
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}
