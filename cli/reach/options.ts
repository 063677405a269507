import type { Analysed } from "../../analysis/reachability";
import type { Assumption } from "../../analysis/terraform";
import { UsageError } from "../failure";
import { readTopologies, scenarioFiles } from "../scenarios";
import { synthesizeAside } from "../synthesis";
import { readAnalysed } from "../verdicts";

/** Options of the command line, as they were written. */
export interface ReachOptions {
  /** Needed between two ends unless a URL says it. @default every port, of questions without one of the ends */
  readonly port?: string;
  /** @default tcp; both, of questions without one of the ends */
  readonly protocol?: string;
  /** Synthesized folders, plans and states. @default the scenarios are synthesized */
  readonly terraform?: string | readonly string[];
  readonly json?: boolean;
}

export interface Asked {
  readonly analysed: Analysed;
  /** What had to be taken for so to read plans; complete once all is answered. */
  readonly assumptions: () => readonly Assumption[];
}

/** @throws InputError or TerraformError when there is nothing to ask */
export function readAsked(terraform: ReachOptions["terraform"]): Asked {
  const read =
    terraform === undefined
      ? synthesizeAside(readTopologies(scenarioFiles()).topologies, (_, folder) => readAnalysed(folder))
      : readAnalysed(...[terraform].flat());
  return { analysed: read, assumptions: read.assumptions };
}

/** @throws UsageError when it is none */
export function portOf(port: string): number {
  if (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535) return Number(port);
  throw new UsageError(`--port ${JSON.stringify(port)}: this is no port; write a number from 1 to 65535`);
}

/** @throws UsageError when it is none */
export function protocolOf(protocol: string): "tcp" | "udp" {
  if (protocol === "tcp" || protocol === "udp") return protocol;
  throw new UsageError(`--protocol ${JSON.stringify(protocol)}: this is no protocol; write tcp or udp`);
}
