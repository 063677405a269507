import {
  type Analysed,
  type End,
  findEnd,
  type Question,
  questionBetween,
} from "../../analysis/reachability";
import { type Parsed, sentenceOf } from "../../modules/addressing";
import { UsageError } from "../failure";

/** A question as people write it. */
export interface WrittenQuestion {
  readonly from: string;
  readonly to: string;
  /** A URL, which is asked for through the proxy that the host is set up to use. @default packets are asked about */
  readonly via?: "proxy" | undefined;
  readonly protocol: "tcp" | "udp";
  /** 1 to 65535. */
  readonly port: number;
}

/**
 * Finds the ends of a question.
 * @param topology the one whose entries are meant @default whichever has them
 * @throws UsageError when there is no such end, or nobody can ask so
 */
export function questionOf(
  analysed: Analysed,
  { from, to, protocol, port }: WrittenQuestion,
  topology?: string,
): Question {
  const endOf = (text: string): End => orUsageError(text, findEnd(analysed, text, topology));
  return orUsageError(from, questionBetween(endOf(from), endOf(to), protocol, port));
}

function orUsageError<Value>(text: string, parsed: Parsed<Value>): Value {
  if (parsed.ok) return parsed.value;
  throw new UsageError(`${JSON.stringify(text)}: ${sentenceOf(parsed.fault)}`);
}
