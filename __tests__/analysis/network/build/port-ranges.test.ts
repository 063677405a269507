import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { IntervalSet } from "../../../../modules/addressing";
import { portRangesOf } from "../../../../analysis/network/build/port-ranges";
import { type Resource, type Value } from "../../../../analysis/terraform";
import { deployed, key, OF_VARIABLE, reasonOf, VARIABLE } from "./stacks";
import { resourceKey } from "../../../../analysis/terraform";

const resource = (ranges: unknown): Resource => {
  const found = deployed({ aws_x: { it: { ranges } } }).find(resourceKey("s", "aws_x.it"));
  if (found === undefined) throw new Error(`there is no ${key("aws_x.it")}`);
  return found;
};
const read = (ranges: unknown): ReturnType<typeof portRangesOf> => {
  const stating = resource(ranges);
  const value: Value | undefined = stating.attribute("ranges");
  return portRangesOf(value, stating);
};

describe("port ranges", () => {
  test("given any ports and ranges, when they are read, then they are these", () => {
    const port = fc.integer({ min: 1, max: 65535 });
    const range = fc
      .tuple(port, port)
      .map(([one, other]) => ({ first: Math.min(one, other), last: Math.max(one, other) }));
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 5 }), (ranges) => {
        const written = ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`));
        expect(read(written)).toEqual(IntervalSet.ofAll(ranges));
      }),
      { numRuns: 50 },
    );
  });

  test.each(["0", "65536", "1-65536", "0-80", "90-80", "-80", "80-", "80,81", " 80", "http", "", "１"])(
    "given %j, when it is read, then the ports are unknown",
    (range) => {
      expect(reasonOf(read(["80", range]))).toMatch(/^this is not a port or a range of ports/);
    },
  );

  test("given a port as a number, when it is read, then it is that port", () => {
    expect(read([3128])).toEqual(IntervalSet.of(3128, 3128));
  });

  test("given none or what is not known, when they are read, then the ports are unknown", () => {
    expect(reasonOf(read(null))).toBe("this is not stated");
    expect(reasonOf(read([]))).toBe("this is not stated");
    expect(reasonOf(read(["80", VARIABLE]))).toBe(OF_VARIABLE);
  });
});
