import { z } from "zod";
import { type Parsed, sentenceOf } from "../../addressing";

/** @param pattern what editors check while one writes: at least all that `parse` accepts */
export function leaf<Value>(
  parse: (text: string) => Parsed<Value>,
  pattern: string,
): z.ZodPipe<z.ZodString, z.ZodTransform<Value, string>> {
  const text = z.string().meta({ pattern });
  return text.transform((written, context) => {
    const parsed = parse(written);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: sentenceOf(parsed.fault) });
    return z.NEVER;
  });
}

/** Text of one form. @param sentence says what is wrong and what would be right */
export function matching(pattern: RegExp, sentence: string): z.ZodString {
  return z.string().regex(pattern, sentence);
}

/** What a pattern that editors check is made of: an IPv4 address, and a block of them. */
export const ADDRESS = String.raw`\d{1,3}(\.\d{1,3}){3}`;
export const BLOCK = String.raw`${ADDRESS}/\d{1,2}`;
