/** The integers from `first` to `last`, both included. */
export interface Interval {
  readonly first: number;
  readonly last: number;
}

function mustBeAnInterval({ first, last }: Interval): void {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first > last) {
    throw new RangeError(`${first} to ${last} is not an interval of integers in ascending order`);
  }
}

/** In ascending order, and joined where they overlap or touch. */
function normalize(intervals: readonly Interval[]): Interval[] {
  const joined: Interval[] = [];
  let current: Interval | undefined;
  for (const { first, last } of intervals.toSorted((left, right) => left.first - right.first)) {
    if (current === undefined || first > current.last + 1) {
      current = { first, last };
      joined.push(current);
    } else if (last > current.last) {
      current = { first: current.first, last };
      joined[joined.length - 1] = current;
    }
  }
  return joined;
}

/** What the two normalized lists have in common, normalized. */
function common(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const shared: Interval[] = [];
  let nextLeft = 0;
  let nextRight = 0;
  for (;;) {
    const one = left[nextLeft];
    const other = right[nextRight];
    if (one === undefined || other === undefined) {
      return shared;
    }
    const first = Math.max(one.first, other.first);
    const last = Math.min(one.last, other.last);
    if (first <= last) {
      shared.push({ first, last });
    }
    if (one.last < other.last) {
      nextLeft += 1;
    } else {
      nextRight += 1;
    }
  }
}

/** What a normalized list leaves out of all integers, normalized. The outermost two have an infinite end. */
function gaps(intervals: readonly Interval[]): Interval[] {
  const between: Interval[] = [];
  let first = -Infinity;
  for (const interval of intervals) {
    between.push({ first, last: interval.first - 1 });
    first = interval.last + 1;
  }
  between.push({ first, last: Infinity });
  return between;
}

/**
 * A set of integers: of addresses, of ports. Immutable.
 *
 * It is kept as the fewest intervals that describe it, in ascending order, so equal sets are equal lists. An operation
 * on two sets takes time in proportion to the intervals of both, however many integers these hold.
 */
export class IntervalSet {
  static readonly empty = new IntervalSet([]);

  private constructor(
    /** In ascending order, with at least one missing integer between one and the next. */
    readonly intervals: readonly Interval[],
  ) {}

  /**
   * The integers from `first` to `last`, both included.
   *
   * @throws RangeError when either is not a safe integer, or `first` is above `last`
   */
  static of(first: number, last: number): IntervalSet {
    mustBeAnInterval({ first, last });
    return new IntervalSet([{ first, last }]);
  }

  /**
   * The integers of all these intervals, which may overlap and come in any order. A block of addresses is an interval
   * too.
   *
   * @throws RangeError as {@link IntervalSet.of} does
   */
  static ofAll(intervals: readonly Interval[]): IntervalSet {
    intervals.forEach(mustBeAnInterval);
    const [only, ...others] = intervals;
    if (only === undefined) return IntervalSet.empty;
    return others.length === 0
      ? IntervalSet.of(only.first, only.last)
      : new IntervalSet(normalize(intervals));
  }

  get isEmpty(): boolean {
    return this.intervals.length === 0;
  }

  /** How many integers are in the set. */
  get size(): number {
    return this.intervals.reduce((sum, { first, last }) => sum + (last - first + 1), 0);
  }

  contains(value: number): boolean {
    let [low, high] = [0, this.intervals.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.intervals[middle]?.last ?? Infinity) < value) low = middle + 1;
      else high = middle;
    }
    return Number.isInteger(value) && (this.intervals[low]?.first ?? Infinity) <= value;
  }

  union(other: IntervalSet): IntervalSet {
    // Linear although it sorts: the engine's sort (TimSort) merges runs that are in order already, here two.
    return new IntervalSet(normalize([...this.intervals, ...other.intervals]));
  }

  intersect(other: IntervalSet): IntervalSet {
    // The very same set where one holds the other: most sets are asked about again and again.
    if (this.isSubsetOf(other)) return this;
    if (other.isSubsetOf(this)) return other;
    return new IntervalSet(common(this.intervals, other.intervals));
  }

  /** The integers of this set that are not in the other. */
  subtract(other: IntervalSet): IntervalSet {
    return new IntervalSet(common(this.intervals, gaps(other.intervals)));
  }

  isSubsetOf(other: IntervalSet): boolean {
    if (this === other) return true;
    let next = 0;
    return this.intervals.every(({ first, last }) => {
      let theirs = other.intervals[next];
      while (theirs !== undefined && theirs.last < last) {
        next += 1;
        theirs = other.intervals[next];
      }
      // Theirs neither touch nor overlap, so that one of them holds all of ours or none does.
      return theirs !== undefined && theirs.first <= first;
    });
  }

  equals(other: IntervalSet): boolean {
    return (
      this.intervals.length === other.intervals.length &&
      this.intervals.every(({ first, last }, index) => {
        const theirs = other.intervals[index];
        return first === theirs?.first && last === theirs.last;
      })
    );
  }
}
