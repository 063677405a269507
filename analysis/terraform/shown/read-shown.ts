import type { Report } from "../problem";
import { type Document, readDocument } from "./documents";
import { type LocatedStack, located } from "./locations";
import { type ShownPlan, shownPlan } from "./plan";
import type { ShownSource } from "./source";
import type { Assumption } from "./stack";
import { shownState } from "./states";

/** A stack that was read from a plan or state. */
export interface ReadStack extends LocatedStack {
  /** What was taken for so that a plan does not say. */
  readonly assumptions: () => readonly Assumption[];
}

/**
 * Reads a plan or state; `undefined` where it is none that can be read, which is reported.
 * @param reportOther told of JSON that has nothing to do with Terraform
 */
export function readShown(
  source: Pick<ShownSource, "name" | "file">,
  report: Report,
  reportOther = report,
): ReadStack | undefined {
  const document = readDocument(source, report, reportOther);
  const shown = document === undefined ? undefined : shownIn(document, report);
  return shown === undefined ? undefined : { ...located(shown.stack), assumptions: () => shown.assumptions };
}

/** The stack that a plan or state is of; `undefined` where that cannot be told, which is reported. */
export function shownIn(document: Document, report: Report): ShownPlan | undefined {
  return document.kind === "plan" ? shownPlan(document, report) : ofState(document, report);
}

function ofState(source: ShownSource, report: Report): ShownPlan | undefined {
  const stack = shownState(source, report);
  return stack === undefined ? undefined : { stack, assumptions: [] };
}
