import { accountOf } from "./account";
import type { Roles, State } from "../model";
import type { TopologyInput } from "../schema";

export function resolveState(input: TopologyInput): State {
  const { state, region } = input;
  if (state.backend === "local") return state;
  return {
    backend: "s3",
    bucket: state.bucket,
    region: state.region ?? region,
    account: accountOf(input, state.account),
  };
}

/** What the bootstrap makes has a name in any case. */
const BOOTSTRAPPED = {
  deploy: "network-deploy",
  plan: "network-plan",
  readContract: "network-read-contract",
  boundary: "network-boundary",
} as const;

export function resolveRoles({ state, roles }: Pick<TopologyInput, "state" | "roles">): Roles {
  const written = Object.fromEntries(Object.entries(roles).filter(([, role]) => role !== undefined));
  return state.backend === "local" ? written : { ...BOOTSTRAPPED, ...written };
}
