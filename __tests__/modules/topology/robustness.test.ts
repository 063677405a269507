import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { parse } from "yaml";
import { type Loaded, loadTopology } from "../../../modules/topology";
import { anyUnicode } from "../../support/any-unicode";
import { edited, PROXIED, RELAYED, WITH_ALL_KINDS } from "../../support/topology-text";
import { loadedFrom } from "./reading";

/** A model, or mistakes that each say what is wrong and stand inside the file. */
function expectSense(text: string, loaded: Loaded): void {
  if (loaded.ok) return;
  expect(loaded.problems.length).toBeGreaterThan(0);
  const lines = text.split(/\r\n|\n/);
  for (const { position, sentence, path } of loaded.problems) {
    expect(sentence).toMatch(/^\S[^]{10,}/u);
    // No text of a library's that nobody here has read.
    expect(sentence).not.toMatch(/^(Too (big|small)|Invalid|Expected)|undefined|\[object/);
    if (position === undefined) {
      expect(path).toEqual([]);
      continue;
    }
    expect(position.line).toBeGreaterThan(0);
    expect(position.line).toBeLessThanOrEqual(lines.length);
    expect(position.column).toBeGreaterThan(0);
    expect(position.column).toBeLessThanOrEqual((lines[position.line - 1]?.length ?? 0) + 1);
  }
}

const RICH = edited(
  ["flows:", "roles: { deploy: deployer }\ntags: { owner: me }\nflows:"],
  ["cidr: 10.1.0.0/16", "cidr: 10.1.0.0/16\n      subnets: { private: { apne1-az1: 10.1.240.0/24 } }"],
  ["zones: [apne1-az4]\n", "zones: [apne1-az4]\n        addresses: { apne1-az4: 10.202.48.9 }\n"],
  ...WITH_ALL_KINDS,
);

const junk = fc.oneof(
  fc.string({ maxLength: 12 }),
  anyUnicode({ maxLength: 12 }),
  fc.constantFrom(
    ..."&a *a <<: - ? : | > ! !!set [ ] { } # % @ ` ' \" , ~ null .nan -0x7f 1e999 --- ... \t".split(" "),
  ),
  fc.constantFrom("__proto__: 1", "constructor: {}", "\n", "\r", "\u2028", "{ a: 1, a: 2 }", "[[[[", "*nope"),
);

const LINES = RICH.split("\n");
const PROXIED_LINES = PROXIED.split("\n");
const RELAYED_LINES = RELAYED.split("\n");
const lineNumber = fc.nat({ max: LINES.length - 1 });
const mutation: fc.Arbitrary<(lines: readonly string[]) => string[]> = fc.oneof(
  lineNumber.map((at) => (lines: readonly string[]) => lines.toSpliced(at, 1)),
  fc.tuple(lineNumber, lineNumber).map(
    ([from, to]) =>
      (lines: readonly string[]) =>
        lines.toSpliced(to, 0, lines[from] ?? ""),
  ),
  fc.tuple(lineNumber, junk).map(
    ([at, text]) =>
      (lines: readonly string[]) =>
        lines.toSpliced(
          at,
          1,
          (lines[at] ?? "").replace(/[^ :{]+ ?\}?$/, () => text),
        ),
  ),
  fc.tuple(lineNumber, fc.nat({ max: 60 }), junk).map(
    ([at, column, text]) =>
      (lines: readonly string[]) =>
        lines.toSpliced(
          at,
          1,
          `${(lines[at] ?? "").slice(0, column)}${text}${(lines[at] ?? "").slice(column)}`,
        ),
  ),
  fc.tuple(lineNumber, fc.nat({ max: 60 })).map(
    ([at, column]) =>
      (lines: readonly string[]) =>
        lines.toSpliced(at, 1, (lines[at] ?? "").slice(0, column)),
  ),
);

describe("whatever a file holds", () => {
  test("given any text, when it is read, then mistakes are told and nothing is thrown", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyUnicode(),
          fc.array(junk).map((parts) => parts.join(" ")),
        ),
        (text) => {
          expectSense(text, loadedFrom(text));
        },
      ),
      { numRuns: 100 },
    );
  });

  test("given any bytes, when they are read, then mistakes are told and nothing is thrown", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
        expect(loadedFrom(bytes).ok).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test("given any JSON, when it is read, then mistakes are told and nothing is thrown", () => {
    const keys = fc.constantFrom(
      "topology",
      "region",
      "accounts",
      "providers",
      "consumers",
      "flows",
      "tags",
      "vpc",
      "hosts",
      "a",
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5, depthSize: "small" },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(keys, tie("value"), { maxKeys: 6 }),
      ),
    }));
    fc.assert(
      fc.property(value, (content) => {
        const text = JSON.stringify(content);
        expectSense(text, loadedFrom(text));
      }),
      { numRuns: 100 },
    );
  });

  test("given the file that is damaged below, when it is read, then it is good", () => {
    expect(loadedFrom(RICH)).toMatchObject({ ok: true });
  });

  test("given a good file that was damaged in a few places, when it is read, then it is good or its mistakes are told", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(LINES, PROXIED_LINES, RELAYED_LINES),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        (good, mutations) => {
          const text = mutations.reduce<readonly string[]>((lines, mutate) => mutate(lines), good).join("\n");
          expectSense(text, loadedFrom(text));
        },
      ),
      { numRuns: 50 },
    );
  });

  test("given a good file with any one value replaced, when it is read, then it is good or its mistakes are told", () => {
    const pathsOf = (value: unknown, path: (string | number)[]): (string | number)[][] => {
      if (typeof value !== "object" || value === null) return [path];
      const children = Object.entries(value).flatMap(([key, child]) =>
        pathsOf(child, [...path, Array.isArray(value) ? Number(key) : key]),
      );
      return [path, ...children];
    };
    const places = [RICH, PROXIED, RELAYED].flatMap((text) => {
      const good: unknown = parse(text);
      return pathsOf(good, []).map((path) => ({ good, path }));
    });
    const replaced = (value: unknown, [step, ...rest]: (string | number)[], by: unknown): unknown => {
      if (step === undefined) return by;
      if (Array.isArray(value)) return value.with(Number(step), replaced(value[Number(step)], rest, by));
      if (typeof value !== "object" || value === null) return by;
      return Object.fromEntries(
        Object.entries(value).map(([key, child]) => [key, key === step ? replaced(child, rest, by) : child]),
      );
    };
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 2 }), ({ good, path }, by) => {
        const text = JSON.stringify(replaced(good, path, by), null, 1);
        expectSense(text, loadedFrom(text));
      }),
      { numRuns: 50 },
    );
  });
});

test("given four times as many unknown keys, when they are told, then it does not take the square of the time", () => {
  /** What the processor needs for it, which nothing else that runs prolongs. */
  const timeFor = (count: number): number => {
    const keys = Array.from({ length: count }, (_, index) => `k${index}: 1\n`).join("");
    const started = process.cpuUsage();
    const loaded = loadedFrom(`topology: x\nregion: ap-northeast-1\n${keys}`);
    const { user } = process.cpuUsage(started);
    expect(loaded.ok ? [] : loaded.problems).toHaveLength(count);
    return user;
  };
  // The square would be 16 times as much.
  expect(timeFor(6_000)).toBeLessThan(10 * timeFor(1_500));
});

test("given what is no file, like a device or a pipe, when it is loaded, then nothing is read of it", () => {
  const [device] = [loadTopology("/dev/zero")].map((loaded) => (loaded.ok ? [] : loaded.problems));
  expect(device).toMatchObject([{ sentence: expect.stringContaining("this is no regular file") }]);
});
