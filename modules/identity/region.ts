import type { Parsed } from "../addressing";

declare const brand: unique symbol;

/** The code of an AWS Region, for example `ap-northeast-1`. */
export type Region = string & { readonly [brand]: "Region" };

/** A group of Regions with identities of its own; the second field of every ARN. */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

const REGION =
  /^[a-z]{2}(-gov)?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-[1-9]$/;

/** Reads a Region's code. AWS adds Regions, so its form is checked, not a list. */
export function parseRegion(text: string): Parsed<Region> {
  if (!REGION.test(text)) {
    return {
      ok: false,
      fault: { wrong: "this is not the code of an AWS Region", right: "write it like ap-northeast-1" },
    };
  }
  // The one place where a checked string becomes the branded type.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return { ok: true, value: text as Region };
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export function partitionOf(region: Region): Partition {
  if (region.startsWith("cn-")) return "aws-cn";
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/**
 * What the names of AWS's endpoints end with, and so those of services as principals.
 * @see https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
export function dnsSuffixOf(partition: Partition): "amazonaws.com" | "amazonaws.com.cn" {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
