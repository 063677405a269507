import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { coveringDomain, coversDomain, withoutCovered } from "../../../modules/domains";

const label = fc.constantFrom("a", "b", "aa", "example");
const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join("."));
const domain = fc.tuple(fc.constantFrom("", "."), name).map(([dot, rest]) => dot + rest);
const domains = fc.array(domain, { maxLength: 8 });

/** What a domain stands for, said in another way: by labels. */
function standsFor(domain: string, name: string): boolean {
  const labels = name.split(".");
  const wanted = domain.replace(/^\./, "").split(".");
  const end = labels.slice(-wanted.length);
  return end.join() === wanted.join() && (domain.startsWith(".") || labels.length === wanted.length);
}

describe("whether a domain covers another", () => {
  test.each([
    ["example.com", "example.com", true],
    ["example.com", "www.example.com", false],
    ["example.com", ".example.com", false],
    [".example.com", "example.com", true],
    [".example.com", "www.example.com", true],
    [".example.com", ".www.example.com", true],
    [".example.com", ".example.com", true],
    [".example.com", "notexample.com", false],
    [".www.example.com", ".example.com", false],
    [".com", ".example.com", true],
    ["Example.com", "example.COM", true],
  ])("given %s and %s, when asked, then the first covers the second: %s", (broad, narrow, expected) => {
    expect(coversDomain(broad, narrow)).toBe(expected);
  });

  test("given any two, when one covers the other, then it stands for every name of it", () => {
    fc.assert(
      fc.property(domain, domain, fc.array(name), (broad, narrow, names) => {
        const samples = [...names, narrow.replace(/^\./, ""), `x${narrow.replace(/^(?!\.)/, ".")}`];
        const all = samples.every((sample) => !standsFor(narrow, sample) || standsFor(broad, sample));
        expect(coversDomain(broad, narrow)).toBe(all);
      }),
    );
  });

  test("given any three, when the first covers the second and that the third, then it covers the third", () => {
    fc.assert(
      fc.property(domain, domain, domain, (first, second, third) => {
        expect(coversDomain(first, first)).toBe(true);
        if (coversDomain(first, second) && coversDomain(second, third))
          expect(coversDomain(first, third)).toBe(true);
      }),
    );
  });
});

describe("which of others covers a domain", () => {
  test("given several that do, when asked, then it is the first, as it is written", () => {
    expect(coveringDomain("www.example.com", ["example.com", ".Example.com", ".com"])).toBe(".Example.com");
  });

  test("given an equal one, when asked, then that covers it", () => {
    expect(coveringDomain("example.com", ["example.com"])).toBe("example.com");
  });

  test("given none that does, when asked, then there is none", () => {
    expect(coveringDomain(".example.com", ["example.com", "www.example.com"])).toBeUndefined();
  });
});

describe("a list without covered domains", () => {
  test("given domains in any order, when listed, then the broad ones stay in their places", () => {
    expect(
      withoutCovered(["www.example.com", "b.org", ".example.com", "example.com", "a.org", "b.org"]),
    ).toEqual(["b.org", ".example.com", "a.org"]);
  });

  test("given any list, when covered ones are left out, then none covers another and nothing is lost", () => {
    fc.assert(
      fc.property(domains, (list) => {
        const minimal = withoutCovered(list);
        minimal.forEach((one, index) => {
          expect(coveringDomain(one, minimal.toSpliced(index, 1))).toBeUndefined();
        });
        expect(list.every((one) => coveringDomain(one, minimal) !== undefined)).toBe(true);
        expect(minimal).toEqual(
          list.filter((one, index) => minimal.includes(one) && list.indexOf(one) === index),
        );
        expect(withoutCovered(minimal)).toEqual(minimal);
      }),
    );
  });
});
