import type { Partition } from "../identity";
import { type Statement, policyText } from "./document";

/** A policy that AWS would refuse for its size, in a sentence. */
export class PolicySizeError extends Error {
  constructor(sentence: string) {
    super(sentence);
    this.name = "PolicySizeError";
  }
}

/** The most that AWS takes, and what to do about more. */
export interface PolicyLimit {
  /** What the policy is, as the beginning of a sentence. */
  readonly subject: string;
  readonly bytes: number;
  /** What would be right, as the end of a sentence. */
  readonly remedy: string;
}

/** A policy's JSON. @throws PolicySizeError when AWS would refuse it */
export function limitedPolicyText(
  statements: readonly Statement[],
  partition: Partition,
  { subject, bytes: most, remedy }: PolicyLimit,
): string {
  const text = policyText({ statements }, partition);
  const bytes = Buffer.byteLength(text);
  if (bytes <= most) return text;
  throw new PolicySizeError(`${subject} would have ${bytes} bytes, and AWS takes ${most}; ${remedy}`);
}
