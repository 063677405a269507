import type { IntervalSet } from "../../../modules/addressing";
import { isKnown, type Listener, type ListenerRule } from "../../network";
import { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { derivedOnce } from "../derived-once";
import { type Conditions, conditionsOf, EVERY_REQUEST, takesAllOf } from "./rule-conditions";

/** One of the actions that a listener may take, by what a request says and where it comes from. */
export interface Alternative {
  readonly action: Listener | ListenerRule;
  /** The packets of the requests that may come to it. */
  readonly asked: PacketSet;
  /** Why it may be that some or all of them do not. */
  readonly doubts: readonly Unknown[];
}

/** An action, and what goes before it. */
interface Ordered {
  readonly action: Listener | ListenerRule;
  readonly conditions: Conditions;
  readonly earlier: readonly Earlier[];
}

/** What an earlier rule takes of all requests that another one would: those from some addresses. */
interface Earlier {
  readonly certain: IntervalSet | undefined;
  readonly possible: IntervalSet;
  readonly doubts: readonly Unknown[];
}

/**
 * What a listener may do with packets' requests. A question says nothing of these but where they come from, so every
 * rule that some request fits is one of the ways, and the default action is another, unless earlier rules certainly take
 * all that would come to it.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export function alternativesOf(listener: Listener, asked: PacketSet): Alternative[] {
  return inOrder(listener).flatMap(({ action, conditions, earlier }) => {
    const rest = earlier.reduce(
      (left, { certain }) => (certain === undefined ? left : left.subtract(from(certain))),
      asked.intersect(from(conditions.possible)),
    );
    if (rest.isEmpty) return [];
    const own = rest.isSubsetOf(from(conditions.certain)) ? [] : conditions.doubts;
    const taken = earlier.filter(({ possible }) => !rest.intersect(from(possible)).isEmpty);
    return [{ action, asked: rest, doubts: [...own, ...taken.flatMap(({ doubts }) => doubts)] }];
  });
}

function from(sources: IntervalSet): PacketSet {
  return PacketSet.of({ sources });
}

const inOrder = derivedOnce((listener: Listener): Ordered[] => {
  const rules = listener.rules.items
    .map((rule) => ({ rule, conditions: conditionsOf(rule) }))
    .toSorted((one, other) => rankOf(one.rule) - rankOf(other.rule) || 0);
  const earlierThan = (own: Conditions, rule?: ListenerRule): Earlier[] =>
    rules.flatMap((each) => (each.rule === rule ? [] : takenBefore(each, own, rule)));
  return [
    ...rules.map(({ rule, conditions }) => ({
      action: rule,
      conditions,
      earlier: earlierThan(conditions, rule),
    })),
    { action: listener, conditions: EVERY_REQUEST, earlier: earlierThan(EVERY_REQUEST) },
  ];
});

function rankOf({ priority }: ListenerRule): number {
  return isKnown(priority) ? priority : Infinity;
}

/** What one rule takes before another one, or before the default action. */
function takenBefore(
  { rule, conditions }: { readonly rule: ListenerRule; readonly conditions: Conditions },
  own: Conditions,
  other?: ListenerRule,
): Earlier[] {
  const order = other === undefined ? [] : unclearOrder(rule, other);
  if (order.length === 0 && other !== undefined && !(rule.priority < other.priority)) return [];
  const takesAll = takesAllOf(conditions, own);
  if (takesAll === false) return [];
  const isSure = takesAll === true && order.length === 0;
  return [
    {
      certain: isSure ? conditions.certain : undefined,
      possible: conditions.possible,
      doubts: [...order, ...conditions.doubts, ...(takesAll === undefined ? own.doubts : [])],
    },
  ];
}

function unclearOrder({ priority: one }: ListenerRule, { priority: other }: ListenerRule): Unknown[] {
  return [one, other].filter((priority) => priority instanceof Unknown);
}
