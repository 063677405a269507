import type { VpcEndpoint } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import type { Stage } from "../path/stage";

/**
 * Only an `available` endpoint carries packets, and of a `partial` one some interfaces do. What is `pending` may have
 * come through since; what AWS has refused, or what has run out, comes back by nothing that Terraform does of itself.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html#concepts-vpc-endpoints
 * @param isAccepted whether a resource of the stacks accepts the connection, which may be newer than what was read
 */
export function stateStages({ at, state }: VpcEndpoint, isAccepted: boolean): Stage[] {
  if (state === undefined || state === "available" || state === "pendingacceptance") return [];
  const stage = { component: "VPC endpoint, state", at, detail: `was ${state}`, consulted: [] };
  const doubt = doubtAbout(state, isAccepted);
  if (doubt !== undefined) return [{ ...stage, passes: ANYTHING, doubts: [new Unknown(state, doubt, at)] }];
  const remedy =
    state === "rejected" ? "have the service's owner accept it, or replace it" : "have Terraform replace it";
  return [
    {
      ...stage,
      passes: NOTHING,
      doubts: [],
      blocker: {
        code: "BAD_STATE",
        sentence: `the endpoint is ${state}, as Terraform read it, and carries nothing; ${remedy}`,
      },
    },
  ];
}

function doubtAbout(state: NonNullable<VpcEndpoint["state"]>, isAccepted: boolean): string | undefined {
  if (state === "pending" || state === "partial") return "what became of it since is not known";
  return state === "rejected" && isAccepted
    ? "it was read as rejected, and the stacks accept it: which of both came later is not known"
    : undefined;
}
