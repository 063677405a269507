import { TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { addressOf, demandOf } from "../wiring";
import { PathAnalysis, type PathAnalysisProps } from "./path-analysis";

/** What one part of a flow's way is asked for: from a source to any of several destinations, by name. */
export interface Leg extends Pick<PathAnalysisProps, "source" | "protocol" | "port"> {
  readonly destinations: ReadonlyMap<string, string>;
}

export interface FlowCheckProps {
  /** The flow, as people write it: `a/web to hello.example.internal, tcp 80`. Holds no double quote. */
  readonly flow: string;
  readonly expect: "reachable" | "blocked";
  /** By name; each must be found, to one of its destinations at least. */
  readonly legs: ReadonlyMap<string, Leg>;
}

/** Asks AWS for a flow, publishes what it answers, and fails where that is not what was declared. */
export class FlowCheck extends Construct {
  readonly analyses: readonly PathAnalysis[];

  constructor(scope: Construct, id: string, { flow, expect, legs }: FlowCheckProps) {
    super(scope, id);
    const scopeOfLegs = [...legs].map(([name, leg]) => ({ leg, scope: new Construct(this, name) }));
    const byLeg = scopeOfLegs.map(({ leg: { destinations, ...leg }, scope: own }) =>
      [...destinations].map(
        ([name, destination]) => new PathAnalysis(own, name, { ...leg, destination, name: flow }),
      ),
    );
    this.analyses = byLeg.flat();
    const found = `alltrue([${byLeg.map((each) => `anytrue([${each.map(pathFound).join(", ")}])`).join(", ")}])`;
    const codes = `distinct(flatten([${this.analyses.map(explanationCodes).join(", ")}]))`;
    const output = new TerraformOutput(this, "resource", {
      description: `What Reachability Analyzer says of ${flow}, which is declared ${expect}.`,
      value: { path_found: `\${${found}}`, explanation_codes: `\${${codes}}` },
    });
    demandOf(output, [
      {
        condition: expect === "reachable" ? found : `!${found}`,
        sentence: `${flow} is declared ${expect}, and Reachability Analyzer finds ${expect === "reachable" ? `no path: \${join(", ", ${codes})}` : "a path"}. Once it is mended, destroy this stack and deploy it again: an analysis is of the time when it was made.`,
      },
    ]);
  }
}

function pathFound({ analysis }: PathAnalysis): string {
  return `${addressOf(analysis)}.path_found`;
}

function explanationCodes({ analysis }: PathAnalysis): string {
  return `${addressOf(analysis)}.explanations[*].explanation_code`;
}
