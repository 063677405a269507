import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { destroySteps, obstaclesOf, type ReadingStack } from "../../../cli/orphans/order";

const reading = (stack: string, ...reads: string[]): ReadingStack => ({ stack, reads: new Set(reads) });

/** A consumer and its provider, all of it. */
const ALL = [
  reading("x.web", "x.web"),
  reading("x.web.contract-service-web", "x.web"),
  reading("x.a", "x.web.contract-service-web"),
  reading("x.a.contract-endpoint-web", "x.a"),
  reading("x.web.accept-a", "x.web.contract-service-web", "x.a.contract-endpoint-web"),
];

const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Stacks that read any others and themselves; circles are possible. */
const anyStacks = fc
  .dictionary(fc.constantFrom(...NAMES), fc.array(fc.constantFrom(...NAMES, "elsewhere")))
  .map((stacks) => Object.entries(stacks).map(([stack, reads]) => reading(stack, ...reads)));

/** Stacks each of which reads only those of earlier letters. */
const treeOfStacks = anyStacks.map((stacks) =>
  stacks.map(({ stack, reads }) => reading(stack, ...[...reads].filter((read) => read < stack))),
);

describe("the steps of destruction", () => {
  test("given a consumer and its provider, then the acceptance goes first and the provider last", () => {
    expect([...destroySteps(ALL)].sort(([, left], [, right]) => left - right)).toEqual([
      ["x.web.accept-a", 1],
      ["x.a.contract-endpoint-web", 2],
      ["x.a", 3],
      ["x.web.contract-service-web", 4],
      ["x.web", 5],
    ]);
  });

  test("given any stacks, then each has a step, and no step is left out", () => {
    fc.assert(
      fc.property(anyStacks, (stacks) => {
        const steps = destroySteps(stacks);
        expect([...steps.keys()].sort()).toEqual(stacks.map(({ stack }) => stack).sort());
        const taken = new Set(steps.values());
        expect([...taken].sort((left, right) => left - right)).toEqual(
          [...taken].map((_, index) => index + 1),
        );
      }),
    );
  });

  test("given stacks without circles, then each goes before all that it reads, and never later than it must", () => {
    fc.assert(
      fc.property(treeOfStacks, (stacks) => {
        const steps = destroySteps(stacks);
        const stepOf = (stack: string): number => steps.get(stack) ?? 0;
        for (const { stack } of stacks) {
          const readers = stacks
            .filter(({ reads }) => reads.has(stack))
            .map((reader) => stepOf(reader.stack));
          expect(stepOf(stack)).toBe(1 + Math.max(0, ...readers));
        }
      }),
    );
  });

  test("given any stacks in another order, then their steps are the same", () => {
    fc.assert(
      fc.property(anyStacks, (stacks) => {
        expect(new Map(destroySteps([...stacks].reverse()))).toEqual(destroySteps(stacks));
      }),
    );
  });

  test("given two that read each other, and who reads them, then the two go together, after it", () => {
    const steps = destroySteps([reading("a", "b"), reading("b", "a"), reading("c", "a")]);
    expect(Object.fromEntries(steps)).toEqual({ a: 2, b: 2, c: 1 });
  });
});

describe("what is in the way", () => {
  test("given nobody who stays, then nothing is", () => {
    expect([...obstaclesOf(ALL, [reading("y.web", "y.web")]).values()].flat()).toEqual([]);
  });

  test("given a consumer that stays with its endpoint, then it is in the way of the contract and the service, not of the acceptance", () => {
    const consumer = reading("x.a", "x.web.contract-service-web");
    const obstacles = obstaclesOf(
      ALL.filter(({ stack }) => stack !== "x.a"),
      [consumer, reading("x.b")],
    );
    const byContract = [{ stack: "x.a", uses: "x.web.contract-service-web" }];
    expect(Object.fromEntries(obstacles)).toEqual({
      "x.web.accept-a": [],
      "x.a.contract-endpoint-web": [],
      "x.web.contract-service-web": byContract,
      "x.web": byContract,
    });
  });

  test("given an acceptance that stays, since its consumer keeps another endpoint, then it is in the way", () => {
    const orphans = [reading("x.a.contract-endpoint-old", "x.a")];
    const acceptance = reading("x.web.accept-a", "x.a.contract-endpoint-old", "x.a.contract-endpoint-web");
    expect(obstaclesOf(orphans, [acceptance]).get("x.a.contract-endpoint-old")).toEqual([
      { stack: "x.web.accept-a", uses: "x.a.contract-endpoint-old" },
    ]);
  });

  test("given any stacks, then what is in the way of one is in the way of all that it reads", () => {
    fc.assert(
      fc.property(anyStacks, fc.array(fc.constantFrom(...NAMES)), (orphans, used) => {
        const obstacles = obstaclesOf(orphans, [reading("stays", ...used)]);
        for (const { stack, reads } of orphans)
          for (const read of reads)
            if (obstacles.has(read))
              expect(obstacles.get(read)).toEqual(expect.arrayContaining([...(obstacles.get(stack) ?? [])]));
      }),
    );
  });
});
