import { describe, expect, test } from "@jest/globals";
import { edited } from "../../support/topology-text";
import { saidOf } from "./reading";

const MADE = "vpc:\n      zones: [apne1-az4, apne1-az1, apne1-az2]";
const said = (vpc: string): string[] =>
  saidOf(edited([MADE, `vpc: ${vpc}`])).filter((line) => line.includes("a.vpc"));

describe("what may be given by id, or made", () => {
  test("given an id and keys of both forms, when the file is read, then what is wrong with an existing thing is told", () => {
    expect(said("{ existing: vpc-1, cidr: 10.0.0.0/16, zones: [apne1-az4] }")).toEqual([
      "24:5 consumers.a.vpc.subnets: this is missing; write each under the AZ ID of its zone, like apne1-az4",
      '24:22 consumers.a.vpc.existing "vpc-1": this is not the ID of a VPC; write it like vpc-0123456789abcdef0',
      '24:48 consumers.a.vpc.zones "zones": unknown key; the keys here are existing, cidr, subnets, securityGroups',
    ]);
  });

  test("given no id and keys of both forms, when the file is read, then what is wrong with a thing to be made is told", () => {
    expect(said("{ zones: 3, securityGroups: {} }")).toEqual([
      "24:19 consumers.a.vpc.zones 3: this is a number; write a list, like [one, two]",
      '24:22 consumers.a.vpc.securityGroups "securityGroups": unknown key; the keys here are cidr, zones, natGateways, subnets, secondaryCidrs, flowLogs',
    ]);
  });

  test.each([
    ["4", "a number"],
    ["[]", "a list"],
  ])("given %s instead, when the file is read, then a map is asked for", (vpc, kind) => {
    expect(said(vpc)).toEqual([expect.stringContaining(`this is ${kind}; write a map of keys and values`)]);
  });
});
