import { describe, expect, test } from "@jest/globals";
import { answerOf } from "../../../../analysis/reachability/verdict";
import { type Resources, VPC_ID } from "../../network/build/stacks";
import {
  association,
  fixesOn,
  fromHost,
  networkWith,
  PUBLIC_HOST,
  PUBLIC_TO_GATEWAY,
  verdictOn,
} from "./places";

const verdict = (...resources: readonly Resources[]): readonly string[] =>
  verdictOn(fromHost(networkWith(...resources)));
const fixes = (...resources: readonly Resources[]): readonly unknown[] =>
  fixesOn(fromHost(networkWith(...resources)));

describe("a subnet without a route", () => {
  test("given a NAT gateway in another subnet, when the host sends, then the fix is a route to it", () => {
    expect(verdict(PUBLIC_TO_GATEWAY)).toEqual([
      "blocked",
      "NO_ROUTE_TO_DESTINATION at aws_route_table.private",
    ]);
    expect(fixes(PUBLIC_TO_GATEWAY)).toMatchObject([
      { kind: "add-route", target: { kind: "nat-gateway", gateway: "s:aws_nat_gateway.nat" } },
    ]);
  });

  test("given every public address, when the host sends, then the sentence does not list them", () => {
    const [blocker] = answerOf(fromHost(networkWith())).blockers;
    expect(blocker?.sentence).toBe("it has no route to any public address");
  });

  test("given NAT gateways of several zones, when the host sends, then the fix is a route to its zone's", () => {
    const earlier: Resources = {
      aws_subnet: { far: { vpc_id: VPC_ID, cidr_block: "10.0.2.0/24", availability_zone_id: "apne1-az1" } },
      aws_nat_gateway: { far: { subnet_id: "${aws_subnet.far.id}" } },
    };
    expect(fixes(earlier)).toMatchObject([{ target: { gateway: "s:aws_nat_gateway.nat" } }]);
  });

  test("given a NAT gateway that is private, or whose subnet has the same table, when the host sends, then there is no fix", () => {
    const isPrivate = { subnet_id: "${aws_subnet.public.id}", connectivity_type: "private" };
    expect(fixes({ aws_nat_gateway: { nat: isPrivate } })).toEqual([undefined]);
    expect(fixes({ aws_route_table_association: { public: association("public", "private") } })).toEqual([
      undefined,
    ]);
  });

  test("given a public address, when the host sends, then the fix is a route to the VPC's internet gateway, if it has one", () => {
    expect(fixes(PUBLIC_HOST)).toMatchObject([
      { kind: "add-route", target: { kind: "internet-gateway", gateway: "s:aws_internet_gateway.igw" } },
    ]);
    expect(fixes(PUBLIC_HOST, { aws_internet_gateway: { igw: {} } })).toEqual([undefined]);
  });
});
