/** One mistake in what a user wrote, in two halves that a reporter joins with the place where it was written. */
export interface Fault {
  /** What is wrong: a clause about "this", the value, which the reporter shows beside it. */
  readonly wrong: string;
  /** What would be right: a clause without its final period. */
  readonly right: string;
}

/** A value, or the reason why there is none. A user's mistake is a value here, never an exception. */
export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };

export function accepted<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

export function refused(wrong: string, right: string): Parsed<never> {
  return { ok: false, fault: { wrong, right } };
}

/** Both halves of a fault in one. */
export function sentenceOf({ wrong, right }: Fault): string {
  return `${wrong}; ${right}`;
}

/**
 * The value, for a program that states it itself: `valueOf(parseBlock("10.0.0.0/16"))`.
 * @throws Error with the sentence where there is no value
 */
export function valueOf<T>(parsed: Parsed<T>): T {
  if (parsed.ok) return parsed.value;
  throw new Error(sentenceOf(parsed.fault));
}
