import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The oldest Terraform that knows everything the stacks say (`use_lockfile` of the S3 backend). */
const OLDEST_TERRAFORM = [1, 10] as const;
export const TERRAFORM_IS_MISSING = `Terraform ${OLDEST_TERRAFORM.join(".")} or newer is not on the PATH: https://developer.hashicorp.com/terraform/install`;
/** The one release whose classes `__tests__/emulator` extends. */
const MOTO = "5.2.1";
/** The versions of the AWS provider that the stacks accept: from the first, below the second. */
const PROVIDER_RANGE = [
  [5, 100],
  [7, 0],
] as const;

/** What works without AWS. */
export interface TerraformTools {
  /** The command that runs Terraform. */
  readonly terraform: string;
  /** A folder with an installed AWS provider, or none: then Terraform gets it from its registry. */
  readonly providerMirror: string | undefined;
}

/** What the tests run, found on this machine. */
export interface Tools extends TerraformTools {
  /** The command that runs the Python which has moto. */
  readonly python: string;
}

/** Either the tools, or a sentence for each that is missing, with the way to install it. */
export type Prerequisites =
  | { readonly found: true; readonly tools: Tools }
  | { readonly found: false; readonly missing: readonly string[] };

type Version = readonly [major: number, minor: number];

/**
 * Looks for Terraform, Python with moto, and an installed AWS provider.
 *
 * @param environment where `PATH` and the plugin folders are looked up. @default process.env
 */
export function findPrerequisites(environment: NodeJS.ProcessEnv = process.env): Prerequisites {
  const found = findTerraform(environment);
  const python = findPython(environment);
  if (found !== undefined && python !== undefined) {
    return { found: true, tools: { ...found, python } };
  }
  const missing: string[] = [];
  if (found === undefined) {
    missing.push(TERRAFORM_IS_MISSING);
  }
  if (python === undefined) {
    missing.push(
      `Python with moto ${MOTO} is not on the PATH: python3 -m pip install 'moto[server]==${MOTO}'`,
    );
  }
  return { found: false, missing };
}

/** Looks for Terraform and an installed AWS provider. @param environment as above @default process.env */
export function findTerraform(environment: NodeJS.ProcessEnv = process.env): TerraformTools | undefined {
  const answer = outputOf("terraform", ["version", "-json"], { ...environment, CHECKPOINT_DISABLE: "1" });
  const version = versionIn(/"terraform_version":\s*"([^"]+)"/.exec(answer)?.[1]);
  return version !== undefined && compare(version, OLDEST_TERRAFORM) >= 0
    ? { terraform: "terraform", providerMirror: findProviderMirror(environment) }
    : undefined;
}

function findPython(environment: NodeJS.ProcessEnv): string | undefined {
  const question = "import flask, flask_cors, importlib.metadata; print(importlib.metadata.version('moto'))";
  return ["python3", "python"].find(
    (python) => outputOf(python, ["-c", question], environment).trim() === MOTO,
  );
}

/** Standard output of a command; empty when it is not there or fails. */
function outputOf(command: string, words: readonly string[], environment: NodeJS.ProcessEnv): string {
  const { status, stdout } = spawnSync(command, words, {
    env: environment,
    encoding: "utf8",
    timeout: 60_000,
  });
  return status === 0 ? stdout : "";
}

/**
 * The first usual plugin folder that holds the AWS provider, laid out as `<host>/hashicorp/aws/<version>`: those of
 * "Implied Local Mirror Directories" in Terraform's CLI configuration guide, and those that images are built with.
 */
function findProviderMirror(environment: NodeJS.ProcessEnv): string | undefined {
  const dataFolders = [
    environment["XDG_DATA_HOME"] ?? join(homedir(), ".local", "share"),
    ...(environment["XDG_DATA_DIRS"] ?? "/usr/local/share:/usr/share").split(":"),
  ];
  const folders = [
    join(homedir(), ".terraform.d", "plugins"),
    ...dataFolders.map((folder) => join(folder, "terraform", "plugins")),
    join(homedir(), "Library", "Application Support", "io.terraform", "plugins"),
    "/Library/Application Support/io.terraform/plugins",
    ...childrenOf("/opt"),
  ];
  return folders.find((folder) =>
    childrenOf(folder).some((host) => holdsProvider(join(host, "hashicorp", "aws"))),
  );
}

function holdsProvider(folder: string): boolean {
  return childrenOf(folder).some((child) => {
    const version = versionIn(child.slice(folder.length + 1));
    return (
      version !== undefined &&
      compare(version, PROVIDER_RANGE[0]) >= 0 &&
      compare(version, PROVIDER_RANGE[1]) < 0
    );
  });
}

/** What a folder holds; nothing where there is no folder, or none that may be read. */
function childrenOf(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function versionIn(text: string | undefined): Version | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+/.exec(text ?? "") ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

function compare(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1];
}
