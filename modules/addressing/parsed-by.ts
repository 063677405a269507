import { z } from "zod";
import { type Parsed, sentenceOf } from "./parsed";

/** The schema of a text in a file of ours that one of our parsers takes. */
export function parsedBy<T>(parse: (text: string) => Parsed<T>): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    const parsed = parse(text);
    if (parsed.ok) return parsed.value;
    context.addIssue({ code: "custom", message: `${text}: ${sentenceOf(parsed.fault)}` });
    return z.NEVER;
  });
}
