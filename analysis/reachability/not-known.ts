import type { Unknown } from "../terraform";
import { addressOf } from "./format";

const LONGEST_EXPRESSION = 160;

/** What helps against reasons of a kind; the first that applies. */
const REMEDIES: readonly { readonly reason: RegExp; readonly remedy: string }[] = [
  {
    reason: /^none of the given stacks makes /,
    remedy: "give the plan or state of the stack that makes it, too",
  },
  {
    reason: /^a plan does not tell |that a plan tells$|^it is known once the resources exist that it names$/,
    remedy: "apply it and give the state",
  },
  // https://developer.hashicorp.com/terraform/language/functions/nonsensitive
  { reason: /sensitive$/, remedy: "if it is no secret, take the mark from it with nonsensitive()" },
];

/** Services of AWS's own, which no stack makes. */
const OF_AWS = /^(?:com\.amazonaws\.(?!vpce\.)|aws\.)/;

/** Why a value is not known, and what makes it known, where anything does. */
export function whyNotKnown({ expression, reason, at }: Unknown): string {
  const where = reason.endsWith("sensitive") && at !== undefined ? ` of ${addressOf(at)}` : "";
  const found = OF_AWS.test(expression) ? undefined : REMEDIES.find((each) => each.reason.test(reason));
  const remedy = found === undefined ? "" : `; ${found.remedy}`;
  return `${abridged(expression)}${where} is not known: ${reason}${remedy}`;
}

/** An expression may be a whole file. */
function abridged(expression: string): string {
  return expression.length > LONGEST_EXPRESSION ? `${expression.slice(0, LONGEST_EXPRESSION)}…` : expression;
}
