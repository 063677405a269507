import type { AccountId } from "../../identity";
import { own } from "../derivations";
import type { TopologyInput } from "../schema";
import { present } from "./lists";

export function accountOf(input: TopologyInput, name: string): AccountId {
  return present(own(input.accounts, name));
}
