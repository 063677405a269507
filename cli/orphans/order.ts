/** A stack, and those whose states it reads. */
export interface ReadingStack {
  readonly stack: string;
  readonly reads: ReadonlySet<string>;
}

/** A stack that stays, and still uses something that is to be destroyed. */
export interface Obstacle {
  readonly stack: string;
  /** The stack that is to be destroyed: the one that is asked about, or one that goes before it. */
  readonly uses: string;
}

/**
 * When to destroy stacks: whoever reads a state before the stack whose state it is. What reads each other has no
 * order, and goes last, together.
 * @returns the step of each, counted from 1; those of one step can go at the same time
 */
export function destroySteps(orphans: readonly ReadingStack[]): ReadonlyMap<string, number> {
  const steps = new Map<string, number>();
  let waiting = orphans;
  for (let step = 1; waiting.length > 0; step += 1) {
    const read = new Set(waiting.flatMap(({ stack, reads }) => [...reads].filter((each) => each !== stack)));
    const free = waiting.filter(({ stack }) => !read.has(stack));
    const going = free.length > 0 ? free : waiting;
    for (const { stack } of going) steps.set(stack, step);
    waiting = waiting.filter(({ stack }) => !steps.has(stack));
  }
  return steps;
}

/**
 * What keeps each stack from being destroyed: a stack that stays and reads it as it is deployed, or reads one that
 * has to go before it. A consumer that still has its endpoint is in the way of the contract that names the service and
 * of the stack with the service, which AWS does not delete while it has connections.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/delete-endpoint-service.html
 */
export function obstaclesOf(
  orphans: readonly ReadingStack[],
  staying: readonly ReadingStack[],
): ReadonlyMap<string, readonly Obstacle[]> {
  const readers = readersOf(orphans);
  const stayingReaders = readersOf(staying);
  return new Map(
    orphans.map(({ stack }) => {
      const uses = [...closure(stack, readers)].sort();
      return [
        stack,
        uses.flatMap((used) =>
          (stayingReaders.get(used) ?? []).map((reader) => ({ stack: reader, uses: used })),
        ),
      ] as const;
    }),
  );
}

function readersOf(stacks: readonly ReadingStack[]): ReadonlyMap<string, readonly string[]> {
  const readers = new Map<string, string[]>();
  for (const { stack, reads } of stacks) {
    for (const read of reads) readers.set(read, [...(readers.get(read) ?? []), stack].sort());
  }
  return readers;
}

/** A stack and all that has to go before it. */
function closure(stack: string, readers: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set([stack]);
  // A set hands out what is added while it is gone through.
  for (const each of found) for (const reader of readers.get(each) ?? []) found.add(reader);
  return found;
}
