/**
 * What stands between the quotes of a text without a template in it, as a part of a regular expression. Besides the
 * escapes of the language, those in which Terraform writes the keys of references are read.
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
const ESCAPE = String.raw`\\(?:["\\abfnrtv]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U00(?:0[\da-fA-F]|10)[\da-fA-F]{4})`;

/** A quoted text without a template in it, as a part of a regular expression. */
export const QUOTED = String.raw`"(?:[^"\\$%\n]|[$%](?!\{)|\$\$\{|%%\{|${ESCAPE})*"`;

/** A format that has nothing but `%s`, quoted, as a part of a regular expression. */
export const QUOTED_FORMAT = String.raw`"(?:[^"\\$%\n]|%%(?!\{)|%s|${ESCAPE})*"`;

const ESCAPED = /\$\$\{|%%\{|\\(?:x(..)|u(.{4})|U(.{8})|(.))/gu;

const CHARACTERS: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** What a quoted text says that matches `QUOTED`. */
export function literalOf(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(ESCAPED, (escape, ...[two, four, eight, one]: readonly (string | undefined)[]) => {
      const hexadecimal = two ?? four ?? eight;
      if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
      return one === undefined ? escape.slice(1) : (CHARACTERS[one] ?? one);
    });
}

/** A text as it is quoted: `literalOf` reads it. */
export function quotedText(text: string): string {
  return JSON.stringify(text).replace(/[$%](?=\{)/g, "$&$&");
}
