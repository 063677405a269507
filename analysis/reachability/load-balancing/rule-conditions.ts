import { IntervalSet } from "../../../modules/addressing";
import type { ListenerRule, RuleCondition } from "../../network";
import { EVERY_ADDRESS } from "../../packets";
import type { Unknown } from "../../terraform";

type RequestCondition = Extract<RuleCondition, { readonly kind: "request" }>;

/** What requests a rule takes, whichever rules come before it. */
export interface Conditions {
  /** Where its requests come from: from all of these certainly, from no others than the possible ones. */
  readonly certain: IntervalSet;
  readonly possible: IntervalSet;
  /** What it wants of the requests themselves. */
  readonly requests: readonly RequestCondition[];
  /** Why all of this may be otherwise. */
  readonly doubts: readonly Unknown[];
}

/** Of a listener's default action. */
export const EVERY_REQUEST: Conditions = {
  certain: EVERY_ADDRESS,
  possible: EVERY_ADDRESS,
  requests: [],
  doubts: [],
};

/**
 * A condition on sources means the address that connects to the load balancer, whatever headers say.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SourceIpConditionConfig.html
 */
export function conditionsOf({ conditions: { items, doubts } }: ListenerRule): Conditions {
  const sources = items.flatMap((each) => (each.kind === "source-ip" ? [each.blocks] : []));
  const requests = items.filter((each) => each.kind === "request");
  const isKnown = doubts.length === 0;
  return {
    certain: sources.reduce(
      (rest, blocks) => rest.intersect(IntervalSet.ofAll(blocks.items)),
      isKnown ? EVERY_ADDRESS : IntervalSet.ofAll([]),
    ),
    possible: sources.reduce(
      (rest, blocks) => (blocks.doubts.length > 0 ? rest : rest.intersect(IntervalSet.ofAll(blocks.items))),
      EVERY_ADDRESS,
    ),
    requests,
    doubts: [
      ...doubts,
      ...sources.flatMap((blocks) => blocks.doubts),
      ...requests.flatMap(({ patterns }) => patterns.doubts),
    ],
  };
}

/**
 * Whether a rule takes every request of another one, apart from where they come from.
 * @returns `undefined` where it depends on what is not known
 */
export function takesAllOf(rule: Conditions, other: Conditions): boolean | undefined {
  const met = rule.requests.map((wanted) => isMetBy(wanted, other));
  if (met.includes(false)) return false;
  return met.includes(undefined) ? undefined : true;
}

function isMetBy(wanted: RequestCondition, { requests }: Conditions): boolean | undefined {
  if (wanted.patterns.items.some((pattern) => isEvery(wanted.field, pattern))) return true;
  const sure = requests.some(
    ({ field, patterns: { items, doubts } }) =>
      field === wanted.field &&
      doubts.length === 0 &&
      items.length > 0 &&
      items.every((each) => wanted.patterns.items.some((pattern) => includes(pattern, each))),
  );
  if (sure) return true;
  // Any pattern may turn out to fit everything, and any may turn out to be one that fits.
  const own = wanted.patterns.doubts.length > 0;
  const others = requests.some(({ field, patterns }) => field === wanted.field && patterns.doubts.length > 0);
  return own || others ? undefined : false;
}

/** Every request has a host and a path, which begins with a slash. */
function isEvery(field: string, pattern: string): boolean {
  return (
    (field === "path-pattern" && (pattern === "*" || pattern === "/*")) ||
    (field === "host-header" && pattern === "*")
  );
}

/**
 * Whether all that fits a pattern certainly fits another: `/api/*` includes `/api/v1/*`. An asterisk stands for any
 * characters, a question mark for one.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export function includes(pattern: string, other: string): boolean {
  if (pattern === other) return true;
  if ([pattern, other].some((each) => each.startsWith("regex ") || each.includes("\\"))) return false;
  return fits(pattern, other);
}

/** Only an asterisk stands for another one, and any wildcard for a question mark. */
function fits(pattern: string, text: string): boolean {
  let reached = new Set([0]);
  for (const sign of pattern) {
    const next = new Set<number>();
    for (const from of reached) {
      if (sign === "*") for (let end = from; end <= text.length; end++) next.add(end);
      else if (text[from] === sign || (sign === "?" && from < text.length && text[from] !== "*"))
        next.add(from + 1);
    }
    reached = next;
  }
  return reached.has(text.length);
}
