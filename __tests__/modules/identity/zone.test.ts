import { describe, expect, test } from "@jest/globals";
import { valueOf } from "../../../modules/addressing";
import { azNumber, isInRegion, parseAzId, parseRegion } from "../../../modules/identity";

/** Regions and the IDs of their zones, as AWS spells them. */
const ZONES = [
  ["us-east-1", "use1-az6"],
  ["us-west-2", "usw2-az1"],
  ["us-gov-east-1", "usge1-az1"],
  ["us-gov-west-1", "usgw1-az3"],
  ["ca-central-1", "cac1-az4"],
  ["ca-west-1", "caw1-az1"],
  ["mx-central-1", "mxc1-az1"],
  ["sa-east-1", "sae1-az1"],
  ["eu-central-1", "euc1-az2"],
  ["eu-north-1", "eun1-az1"],
  ["eu-south-2", "eus2-az1"],
  ["eu-west-3", "euw3-az1"],
  ["af-south-1", "afs1-az1"],
  ["il-central-1", "ilc1-az1"],
  ["me-south-1", "mes1-az1"],
  ["ap-east-1", "ape1-az1"],
  ["ap-northeast-1", "apne1-az4"],
  ["ap-northeast-3", "apne3-az1"],
  ["ap-south-1", "aps1-az1"],
  ["ap-southeast-2", "apse2-az3"],
  ["cn-north-1", "cnn1-az1"],
  ["cn-northwest-1", "cnnw1-az1"],
] as const;

test.each(ZONES)(
  "given a zone of %s, %s, when it is read, then it is that Region's and no other's",
  (own, text) => {
    const zone = valueOf(parseAzId(text));
    expect(zone).toBe(text);
    const regions = ZONES.map(([region]) => region);
    expect(regions.filter((region) => isInRegion(zone, valueOf(parseRegion(region))))).toEqual([own]);
  },
);

test("given the zones of a Region, when their numbers are taken, then they are those at the end of their IDs", () => {
  const ids = Array.from({ length: 8 }, (_, index) => `apne1-az${index + 1}`);
  expect(ids.map((id) => azNumber(valueOf(parseAzId(id))))).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

describe("parseAzId", () => {
  test.each(["ap-northeast-1a", "us-east-1f", "us-gov-west-1b", "cn-northwest-1c"])(
    "given the name of a zone, %s, when it is read, then the sentence asks for the ID",
    (text) => {
      expect(parseAzId(text)).toEqual({
        ok: false,
        fault: {
          wrong: "this is the name of an Availability Zone, which is another zone in every account",
          right: "write its ID, like apne1-az4 (`aws ec2 describe-availability-zones` shows both)",
        },
      });
    },
  );

  test.each([
    "",
    "4",
    "az4",
    "apne1",
    "apne1-az0",
    "apne1-az9",
    "apne1-az11",
    "APNE1-AZ4",
    "apne1-az4\n",
    "usw2-lax1-az1",
    "ap-northeast-1",
  ])("given %j, when it is read, then the sentence says how an ID is written", (text) => {
    expect(parseAzId(text)).toEqual({
      ok: false,
      fault: { wrong: "this is not the ID of an Availability Zone", right: "write it like apne1-az4" },
    });
  });
});
