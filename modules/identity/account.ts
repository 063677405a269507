import type { Parsed } from "../addressing";
import { partitionOf, type Region } from "./region";

declare const brand: unique symbol;

/** The number of an AWS account: twelve digits, leading zeros included. */
export type AccountId = string & { readonly [brand]: "AccountId" };

export function parseAccountId(text: string): Parsed<AccountId> {
  if (!/^\d{12}$/.test(text)) {
    return {
      ok: false,
      fault: {
        wrong: "an account number has exactly 12 digits",
        right: 'write it in quotes, like "111111111111"',
      },
    };
  }
  // The one place where a checked string becomes the branded type.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return { ok: true, value: text as AccountId };
}

/** The principal that stands for every identity of an account, as endpoint services name it. */
export function accountRoot(account: AccountId, region: Region): string {
  return `arn:${partitionOf(region)}:iam::${account}:root`;
}
