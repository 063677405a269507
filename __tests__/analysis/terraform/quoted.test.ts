import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { literalOf, QUOTED, quotedText } from "../../../analysis/terraform/quoted";
import { Modules } from "../../../analysis/terraform/shown/plan/modules";
import { parseTemplate } from "../../../analysis/terraform/template";

const WHOLE = new RegExp(`^${QUOTED}$`, "u");

describe("a quoted text", () => {
  test.each([
    [String.raw`"a\n\r\t\"\\b"`, 'a\n\r\t"\\b'],
    [String.raw`"\u001b\U0001F600\x07\a"`, "\u001b\u{1F600}\u0007\u0007"],
    ['"$${a} %%{b} $ % $$"', "${a} %{b} $ % $$"],
    ['"\u001b\t"', "\u001b\t"],
  ])("given %s, when it is read, then it is what Terraform means", (quoted, literal) => {
    expect(quoted).toMatch(WHOLE);
    expect(literalOf(quoted)).toBe(literal);
  });

  test.each([
    '"${a}"',
    '"%{ if a }"',
    String.raw`"\q"`,
    String.raw`"\u12"`,
    String.raw`"\U00110000"`,
    '"a\nb"',
  ])("given %s, when it is looked for, then there is none", (quoted) => {
    expect(quoted).not.toMatch(WHOLE);
  });

  test("given any text, when it is quoted and read, then it is the same", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("$", "%", "{", "\\", '"', "\n", "\u0007", "é", "u") }),
        (text) => {
          expect(quotedText(text)).toMatch(WHOLE);
          expect(literalOf(quotedText(text))).toBe(text);
        },
      ),
    );
  });

  test("given one with control characters in an address, when its module is found, then it is the key", () => {
    const module = new Modules(undefined).at('module.a["$${x}\u001b\\u0007"].module.b');
    expect(module.within?.parent.within?.key).toBe("${x}\u001b\u0007");
  });

  test("given one with control characters in a reference, when it is parsed, then it is a key", () => {
    expect(parseTemplate('${aws_vpc.a["\u001b[31m\\u0007"].id}')).toEqual([
      { root: "aws_vpc", steps: ["a", "\u001b[31m\u0007", "id"] },
    ]);
  });
});
