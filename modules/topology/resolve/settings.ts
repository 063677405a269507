import { accountOf } from "./account";
import type { BootstrappedRoles, Roles, State } from "../model";
import type { TopologyInput } from "../schema";

export function resolveState(input: TopologyInput): State {
  const { state, region, roles } = input;
  if (state.backend === "local") return state;
  return {
    backend: "s3",
    bucket: state.bucket,
    region: state.region ?? region,
    account: accountOf(input, state.account),
    roles: bootstrappedRoles(roles),
  };
}

export function resolveRoles({ state, roles }: Pick<TopologyInput, "state" | "roles">): Roles {
  const written = Object.fromEntries(Object.entries(roles).filter(([, role]) => role !== undefined));
  return state.backend === "local" ? written : { ...written, ...bootstrappedRoles(roles) };
}

/** What the bootstrap makes has a name in any case. */
function bootstrappedRoles({
  deploy = "network-deploy",
  plan = "network-plan",
  readContract = "network-read-contract",
  boundary = "network-boundary",
}: TopologyInput["roles"]): BootstrappedRoles {
  return { deploy, plan, readContract, boundary };
}
