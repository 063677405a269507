import { type Analysed, findEnd, type Question } from "../../analysis/reachability";
import { sentenceOf } from "../../modules/addressing";
import { UsageError } from "../failure";

/** A question as people write it. */
export interface WrittenQuestion {
  readonly from: string;
  readonly to: string;
  readonly protocol: "tcp" | "udp";
  /** 1 to 65535. */
  readonly port: number;
}

/**
 * Finds the ends of a question.
 * @param topology the one whose entries are meant @default whichever has them
 * @throws UsageError when there is no such end, or packets cannot start there
 */
export function questionOf(
  analysed: Analysed,
  { from, to, protocol, port }: WrittenQuestion,
  topology?: string,
): Question {
  const source = endOf("FROM", from);
  const destination = endOf("TO", to);
  if (source.kind === "name")
    throw new UsageError(
      `FROM ${JSON.stringify(from)}: this is a name, and packets start at a host; write entry/host, vpc@address, a Terraform address or internet`,
    );
  return { from: source, to: destination, protocol, port };

  function endOf(which: string, text: string): Question["to"] {
    const end = findEnd(analysed, text, topology);
    if (end.ok) return end.value;
    throw new UsageError(`${which} ${JSON.stringify(text)}: ${sentenceOf(end.fault)}`);
  }
}
