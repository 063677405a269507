import { UsageError } from "./failure";

/** Whether Terraform refuses to destroy what holds states. */
export type Protection = "on" | "off";

/**
 * What the environment variable `PROTECT` asks for.
 * @default on
 * @throws UsageError when it is neither `on` nor `off`
 */
export function protectionOf({ PROTECT: asked = "on" }: NodeJS.ProcessEnv): Protection {
  if (asked === "on" || asked === "off") return asked;
  throw new UsageError(
    `PROTECT ${JSON.stringify(asked)}: this is neither "on" nor "off"; leave it out, or write PROTECT=off to destroy the bucket with the states`,
  );
}
