import type { Parsed } from "../addressing";
import type { Region } from "./region";

declare const brand: unique symbol;

/**
 * The ID of an Availability Zone, for example `apne1-az4`. Names such as `ap-northeast-1a` are shuffled per
 * account, IDs are not, so only IDs can be compared across accounts.
 * @see https://docs.aws.amazon.com/ram/latest/userguide/working-with-az-ids.html
 */
export type AzId = string & { readonly [brand]: "AzId" };

const AZ_ID = /^[a-z]+\d-az[1-8]$/;
const AZ_NAME = /^[a-z]{2}(-[a-z]+)+-\d[a-z]$/;

export function parseAzId(text: string): Parsed<AzId> {
  if (AZ_NAME.test(text)) {
    return {
      ok: false,
      fault: {
        wrong: "this is the name of an Availability Zone, which is another zone in every account",
        right: "write its ID, like apne1-az4 (`aws ec2 describe-availability-zones` shows both)",
      },
    };
  }
  if (!AZ_ID.test(text)) {
    return {
      ok: false,
      fault: { wrong: "this is not the ID of an Availability Zone", right: "write it like apne1-az4" },
    };
  }
  // The one place where a checked string becomes the branded type.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return { ok: true, value: text as AzId };
}

/** The number an AZ ID ends with, 1 to 8. */
export function azNumber(zone: AzId): number {
  return Number(zone.slice(-1));
}

/** Whether a zone belongs to a Region: `ap-northeast-1` abbreviates to `apne1`, `us-gov-west-1` to `usgw1`. */
export function isInRegion(zone: AzId, region: Region): boolean {
  return zone.startsWith(`${abbreviate(region)}-az`);
}

function abbreviate(region: Region): string {
  const [country = "", ...rest] = region.split("-");
  const initials = rest
    .flatMap((word) => word.match(/gov|north|south|east|west|central/g) ?? [])
    .map((word) => word.charAt(0));
  return country + initials.join("") + (rest.at(-1) ?? "");
}
