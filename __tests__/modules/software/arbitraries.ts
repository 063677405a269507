import fc from "fast-check";
import type { CloudConfig, CloudConfigFile } from "../../../modules/software";

/** What has a meaning to a shell, to YAML, to HTML or to Terraform, beside any Unicode text. */
const treacherous = fc.constantFrom(
  "${x}",
  "#{x}",
  "%{if}",
  "$(x)",
  "`x`",
  "'",
  '"',
  "\\",
  "\r\n",
  "\n---\n",
  "\0",
  "\ufeff",
);

/** Any Unicode text, control characters included, without lone halves of surrogate pairs. */
export const unicode: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.string({ unit: "binary" }), treacherous), { maxLength: 8 })
  .map((parts) => parts.join(""));

const withoutNul = unicode.map((text) => text.replaceAll("\0", ""));

/** What YAML 1.1 reads as something else than a string when it is not quoted. */
const mistakable = fc.constantFrom(
  "yes",
  "no",
  "~",
  "0644",
  "12:30",
  "1_000",
  "2024-12-04",
  "*a",
  "&a",
  "!!binary",
  "<<",
  "=",
);

const file: fc.Arbitrary<CloudConfigFile> = fc.record({
  path: withoutNul.map((path) => `/${path}`),
  content: unicode,
  permissions: fc.stringMatching(/^0[0-7]{3}$/),
});

export const cloudConfig: fc.Arbitrary<CloudConfig> = fc.record({
  packages: fc.array(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9+._-]{0,20}$/)),
  files: fc.array(file, { maxLength: 4 }),
  commands: fc.array(fc.array(fc.oneof(withoutNul, mistakable), { minLength: 1, maxLength: 5 }), {
    maxLength: 4,
  }),
});

export const port: fc.Arbitrary<number> = fc.integer({ min: 1, max: 65535 });
