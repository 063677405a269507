import * as fc from "fast-check";

/**
 * Any character but a lone surrogate. fast-check's own unit "binary" is the same set, but fills a map of all 1,112,064
 * of them as soon as a string is made of it, which takes longer than most tests.
 */
const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(fc.integer({ min: 0, max: 0xd7_ff }), fc.integer({ min: 0xe0_00, max: 0x10_ff_ff }))
  .map(
    (point) => String.fromCodePoint(point),
    (text) => {
      const point = String(text).codePointAt(0);
      if (point === undefined || text !== String.fromCodePoint(point))
        throw new Error("this is not one character");
      return point;
    },
  );

/** Any text of any characters; more often than by chance what JavaScript knows by name, like `__proto__`. */
export function anyUnicode(constraints: Pick<fc.StringConstraints, "maxLength"> = {}): fc.Arbitrary<string> {
  return fc.string({ unit: anyCharacter, ...constraints });
}
