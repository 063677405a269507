import type { RunAs } from "../stacks/assembly";
import { UsageError } from "./failure";

/**
 * What the environment variable `RUN_AS` asks for: the role that Terraform assumes.
 * @default deploy
 * @throws UsageError when it is neither `deploy` nor `plan`
 */
export function runAsOf({ RUN_AS: asked = "deploy" }: NodeJS.ProcessEnv): RunAs {
  if (asked === "deploy" || asked === "plan") return asked;
  throw new UsageError(
    `RUN_AS ${JSON.stringify(asked)}: this is neither "deploy" nor "plan"; leave it out, or write RUN_AS=plan for roles that can change nothing`,
  );
}
