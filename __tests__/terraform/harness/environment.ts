import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { devNull, tmpdir } from "node:os";
import { join, resolve } from "node:path";
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
  const file = join(mkdtempSync(join(tmpdir(), "terraform-cli-")), "terraform.rc");
  writeFileSync(
    file,
    `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(tools.providerMirror)}
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
