import { UsageError } from "./failure";

/** Whether declared flows are judged; what is not judged is not refused. */
export type Verification = "on" | "off";

/**
 * What the environment variable `VERIFY` asks for.
 * @default on
 * @throws UsageError when it is neither `on` nor `off`
 */
export function verificationOf({ VERIFY: asked = "on" }: NodeJS.ProcessEnv): Verification {
  if (asked === "on" || asked === "off") return asked;
  throw new UsageError(
    `VERIFY ${JSON.stringify(asked)}: this is neither "on" nor "off"; leave it out, or write VERIFY=off to have no flow judged`,
  );
}

/** Says on standard error that nothing was proved, since an exit code of 0 looks as if it had been. */
export function warnIfSkipped(verification: Verification): void {
  if (verification === "off")
    process.stderr.write(
      "WARNING: VERIFY=off: no flow was judged, and nothing says that this network does what it must; leave VERIFY out to have it proved\n",
    );
}
