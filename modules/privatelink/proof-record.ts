import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";

/** Seconds that others may remember a record that proves a name's ownership: what AWS asks for. */
export const PROOF_TIME_TO_LIVE = 1800;

export interface ProofRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** Tells a record that proves whose a domain name is: without its zone, somebody has to make it elsewhere. */
export function tellProof(scope: Construct, output: string, domainName: string, value: ProofRecord): void {
  new TerraformOutput(scope, output, {
    staticId: true,
    description: `The public DNS record that proves whose ${domainName} is.`,
    value,
  });
}
