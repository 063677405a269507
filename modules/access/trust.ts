import type { AccountId } from "../identity";
import type { Statement } from "./document";

/**
 * Who may assume a role: identities of its own account and of the account of the states, as far as those accounts' own
 * policies let them.
 */
export function trustStatements(account: AccountId, stateAccount: AccountId): Statement[] {
  return [
    {
      effect: "Allow",
      principals: { kind: "accounts", accounts: [account, stateAccount] },
      actions: ["sts:AssumeRole"],
    },
  ];
}
