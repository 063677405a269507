import { describe, expect, test } from "@jest/globals";
import { subnetsOf } from "../../../../analysis/network/build/subnets";
import { vpcsOf } from "../../../../analysis/network/build/vpcs";
import { Zones } from "../../../../analysis/network/build/zones";
import { isKnown } from "../../../../analysis/network";
import { deploymentOf } from "../../../support/deployments";
import { stackOf, VPC, VPC_ID } from "./stacks";

/** What tells the zones of subnets, by stack and name. */
type Told = Readonly<Record<string, Readonly<Record<string, object>>>>;

const STATES_NAMES = /another zone in every account; write its ID, like apne1-az4/;
const A = { availability_zone: "ap-northeast-1a" };
const C = { availability_zone: "ap-northeast-1c" };
const AZ4 = { availability_zone_id: "apne1-az4" };
const IN_OTHER_ACCOUNT = { account: "222222222222" };

function subnetsIn(told: Told[string]): Record<string, object> {
  return Object.fromEntries(Object.entries(told).map(([name, zone]) => [name, { vpc_id: VPC_ID, ...zone }]));
}

/** The zones of the subnets of stacks, each of which is of another account if it is called `other`. */
function zonesOf(told: Told, data: object = {}, provider?: object): Record<string, string> {
  const deployment = deploymentOf(
    Object.fromEntries(
      Object.entries(told).map(([stack, subnets]) => [
        stack,
        {
          ...stackOf({ ...VPC, aws_subnet: subnetsIn(subnets) }, stack === "other" ? IN_OTHER_ACCOUNT : {}),
          ...(stack === "other" ? {} : { data }),
          ...(provider === undefined ? {} : { provider }),
        },
      ]),
    ),
  );
  const subnets = subnetsOf(deployment, vpcsOf(deployment), new Zones(deployment));
  return Object.fromEntries(
    [...subnets].map(([key, { zone }]) => [
      key.replace("aws_subnet.", ""),
      isKnown(zone) ? zone : zone.reason,
    ]),
  );
}

describe("the name of a zone", () => {
  test("given nothing but names of one account, when it is built, then each stands for itself", () => {
    expect(zonesOf({ s: { a: A, c: C }, t: { a: A } })).toEqual({
      "s:a": "ap-northeast-1a",
      "s:c": "ap-northeast-1c",
      "t:a": "ap-northeast-1a",
    });
  });

  test("given names of two accounts, when it is built, then no zone is known", () => {
    expect(Object.values(zonesOf({ s: { a: A }, other: { c: C } }))).toEqual([
      expect.stringMatching(STATES_NAMES),
      expect.stringMatching(STATES_NAMES),
    ]);
  });

  test("given names of two accounts in two Regions, when it is built, then each stands for itself", () => {
    const elsewhere = { availability_zone: "eu-west-1a" };
    expect(zonesOf({ s: { a: A }, other: { e: elsewhere } })).toEqual({
      "s:a": "ap-northeast-1a",
      "other:e": "eu-west-1a",
    });
  });

  test("given an ID in the same Region, when it is built, then nobody knows whether it is the same zone", () => {
    expect(zonesOf({ s: { a: A, b: AZ4 } })).toEqual({
      "s:a": expect.stringMatching(STATES_NAMES),
      "s:b": "apne1-az4",
    });
    expect(zonesOf({ s: { a: A, b: { availability_zone_id: "euw1-az1" } } })).toMatchObject({
      "s:a": "ap-northeast-1a",
    });
  });

  test("given accounts that nobody knows, when it is built, then only names of one provider are compared", () => {
    const unknown = { aws: { region: "ap-northeast-1" } };
    expect(zonesOf({ s: { a: A, c: C } }, {}, unknown)).toEqual({
      "s:a": "ap-northeast-1a",
      "s:c": "ap-northeast-1c",
    });
    expect(zonesOf({ s: { a: A }, t: { c: C } }, {}, unknown)).toEqual({
      "s:a": expect.stringMatching(STATES_NAMES),
      "t:c": expect.stringMatching(STATES_NAMES),
    });
  });

  test.each([
    ["a subnet", {}, { both: { ...A, ...AZ4 } }],
    [
      "lists",
      { aws_availability_zones: { all: { names: ["ap-northeast-1a"], zone_ids: ["apne1-az4"] } } },
      {},
    ],
    ["a zone", { aws_availability_zone: { one: { name: "ap-northeast-1a", zone_id: "apne1-az4" } } }, {}],
  ])("given %s that tells both, when it is built, then it is the ID in that account", (_, data, subnets) => {
    const zones = zonesOf({ s: { a: A, ...subnets }, other: { a: A } }, data);
    expect(zones["s:a"]).toBe("apne1-az4");
    expect(zones["other:a"]).toMatch(STATES_NAMES);
  });

  test("given lists of other lengths, when it is built, then they tell nothing", () => {
    const lists = {
      aws_availability_zones: { all: { names: ["ap-northeast-1a"], zone_ids: ["apne1-az4", "x"] } },
    };
    expect(zonesOf({ s: { a: A, b: AZ4 } }, lists)["s:a"]).toMatch(STATES_NAMES);
  });
});

describe("a place in the list of zones that a data source finds", () => {
  const LISTS = { aws_availability_zones: { all: {}, more: {} } };
  const at = (place: string): object => ({ availability_zone: `\${data.aws_availability_zones.${place}}` });

  test("given places of one list, when it is built, then each stands for itself", () => {
    const zones = zonesOf(
      { s: { a: at("all.names[0]"), b: at("all.names[1]"), c: at("all.zone_ids[0]") } },
      LISTS,
    );
    expect(zones["s:a"]).toBe("data.aws_availability_zones.all.names[0]");
    expect(zones["s:b"]).toBe("data.aws_availability_zones.all.names[1]");
    expect(zones["s:c"]).toBe(zones["s:a"]);
  });

  test.each([
    ["another list", at("more.names[1]")],
    ["a name", A],
    ["an ID", AZ4],
  ])("given %s beside it, when it is built, then nobody knows whether it is the same zone", (_, beside) => {
    expect(zonesOf({ s: { a: at("all.names[0]"), b: beside } }, LISTS)["s:a"]).toMatch(
      /known once that resource exists/,
    );
  });
});
