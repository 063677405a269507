import { describe, expect, test } from "@jest/globals";
import { findPrerequisites, inDependencyOrder, reversed, type SynthesizedStack } from "./harness";

const stack = (id: string, ...dependencies: string[]): SynthesizedStack => ({
  id,
  folder: `stacks/${id}`,
  dependencies,
});
const DIAMOND = [
  stack("last", "left", "right"),
  stack("left", "first"),
  stack("right", "first"),
  stack("first"),
];

/** The order of starts and ends of tasks that take a turn of the event loop. */
async function trace(stacks: readonly SynthesizedStack[], concurrency: number): Promise<string[]> {
  const events: string[] = [];
  await inDependencyOrder(
    stacks,
    async ({ id }) => {
      events.push(`+${id}`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`-${id}`);
    },
    concurrency,
  );
  return events;
}

describe("stacks in dependency order", () => {
  test("given a diamond and two at once, when it is gone through, then the middle runs together, between first and last", async () => {
    const events = await trace(DIAMOND, 2);
    expect(events.slice(0, 2)).toEqual(["+first", "-first"]);
    expect(events.slice(2, 4)).toEqual(["+left", "+right"]);
    expect(events.slice(-2)).toEqual(["+last", "-last"]);
  });

  test("given one at a time, when it is gone through, then each ends before the next starts", async () => {
    const events = await trace(DIAMOND, 1);
    expect(events.filter((_, place) => place % 2 === 0).map((event) => event.slice(1))).toEqual(
      events.filter((_, place) => place % 2 === 1).map((event) => event.slice(1)),
    );
  });

  test("given a diamond, when it is reversed, then it begins with what nothing depends on", async () => {
    const events = await trace(reversed(DIAMOND), 2);
    expect(events.slice(0, 2)).toEqual(["+last", "-last"]);
    expect(events.slice(-2)).toEqual(["+first", "-first"]);
  });

  test("given a task that fails, when it is gone through, then what depends on it is not started", async () => {
    const started: string[] = [];
    await expect(
      inDependencyOrder(DIAMOND, ({ id }) => {
        started.push(id);
        return id === "left" ? Promise.reject(new Error("left failed")) : Promise.resolve();
      }),
    ).rejects.toThrow("left failed");
    expect(started).toEqual(["first", "left", "right"]);
  });

  test("given stacks that wait for each other, when they are gone through, then both are named", async () => {
    await expect(trace([stack("a", "b"), stack("b", "a")], 2)).rejects.toThrow("a, b: waiting for");
  });
});

describe("prerequisites", () => {
  test("given an empty PATH, when the tools are looked for, then each is missed with the way to install it", () => {
    const prerequisites = findPrerequisites({ PATH: "" });
    expect(prerequisites).toMatchObject({
      found: false,
      missing: [
        expect.stringContaining("terraform/install"),
        expect.stringContaining("pip install 'moto[server]=="),
      ],
    });
  });
});
