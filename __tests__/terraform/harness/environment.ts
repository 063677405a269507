import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { TerraformTools } from "./prerequisites";

/** Where the provider is kept between runs when it comes from a registry: it is some 700 MB, and every stack needs it. */
const PLUGIN_CACHE = resolve(__dirname, "..", "..", "..", ".cache", "terraform-plugins");

/** The Region of every emulated account. */
export const REGION = "ap-northeast-1";

/**
 * The caller's environment without what would lead Terraform or an SDK to a real account: AWS's and Terraform's own
 * variables, and AWS's configuration files.
 */
export function isolatedEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS|TF)_/.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    CHECKPOINT_DISABLE: "1",
    // Terraform and its provider run for seconds: a third of that is Go's garbage collection, unless it waits for more.
    // https://go.dev/doc/gc-guide#GOGC
    GOGC: "400",
    TF_IN_AUTOMATION: "1",
  };
}

/**
 * How Terraform is to find the AWS provider: in the mirror and nowhere else where there is one, as its user has
 * configured it otherwise. A `TF_CLI_CONFIG_FILE` that names no file is not passed on: Terraform warns of it at every run.
 */
export function providerInstallation(tools: TerraformTools): NodeJS.ProcessEnv {
  const preset = process.env["TF_CLI_CONFIG_FILE"];
  if (tools.providerMirror === undefined) {
    mkdirSync(PLUGIN_CACHE, { recursive: true });
    return {
      ...(preset !== undefined && existsSync(preset) ? { TF_CLI_CONFIG_FILE: preset } : {}),
      TF_PLUGIN_CACHE_DIR: process.env["TF_PLUGIN_CACHE_DIR"] ?? PLUGIN_CACHE,
      // Without this the cache serves only what a lock file names already, and synthesized stacks have none.
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
    };
  }
  const folder = mkdtempSync(join(tmpdir(), "terraform-cli-"));
  const file = join(folder, "terraform.rc");
  writeFileSync(
    file,
    `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(lightMirror(tools.providerMirror, join(folder, "plugins")))}
    include = ["hashicorp/aws"]
  }
  direct {
    exclude = ["hashicorp/aws"]
  }
}
`,
  );
  return { TF_CLI_CONFIG_FILE: file };
}

/**
 * A mirror of small programs that run the installed providers. Terraform sums up the whole provider whenever it runs, which
 * for some 700 MB is a good part of what a small stack takes.
 * @returns the folder
 */
function lightMirror(mirror: string, folder: string): string {
  const programs = readdirSync(mirror, { recursive: true, encoding: "utf8" }).filter((path) =>
    /(^|\/)hashicorp\/aws\/[^/]+\/[^/]+\/terraform-provider-aws_v[^/]+$/.test(path),
  );
  for (const path of programs) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), `#!/bin/sh\nexec "${join(mirror, path)}" "$@"\n`, { mode: 0o755 });
  }
  return folder;
}
