import { describe, expect, test } from "@jest/globals";
import { type Network, networkOf, type RouteTable } from "../../../../analysis/network";
import { elementKey } from "../../../../analysis/network/model";
import { resourceKey } from "../../../../analysis/terraform";
import { type Shown, shownDeployment, stateOf } from "../../../support/shown";
import { reasonsOf } from "./stacks";

const VPC: Shown = ["data.aws_vpc.x", { id: "vpc-1", cidr_block: "10.0.0.0/16" }];
const SUBNET: Shown = ["data.aws_subnet.x", { id: "subnet-1", cidr_block: "10.0.1.0/24", vpc_id: "vpc-1" }];
const PEERING: Shown = [
  "aws_vpc_peering_connection.p",
  { id: "pcx-1", vpc_id: "vpc-1", peer_vpc_id: "vpc-2" },
];
const key = (address: string) => elementKey(resourceKey("s", address));

/** As the provider writes a route: an empty text for what it has not. */
function route(more: object): object {
  return { cidr_block: "", ipv6_cidr_block: "", gateway_id: "", vpc_peering_connection_id: "", ...more };
}

function built(table: object): Network {
  const found: Shown = ["data.aws_route_table.x", { id: "rtb-1", vpc_id: "vpc-1", ...table }];
  return networkOf(shownDeployment({ "s.json": stateOf([VPC, SUBNET, PEERING, found]) }));
}

function tableOf({ routeTables }: Network): RouteTable | undefined {
  return routeTables.get(key("data.aws_route_table.x"));
}

describe("a route table that a data source found", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["none", [], []],
    [
      "one to a peering connection",
      [route({ cidr_block: "10.1.0.0/16", vpc_peering_connection_id: "pcx-1" })],
      ["peering-connection"],
    ],
    ["one to an IPv6 block", [route({ ipv6_cidr_block: "::/0", gateway_id: "igw-1" })], []],
  ])("given %s of its routes, when it is built, then it has these", (_, routes, kinds) => {
    const table = tableOf(built({ routes }));
    const items = table?.routes.items ?? [];
    expect(
      items
        .filter(({ target }) => "kind" in target && target.kind !== "local")
        .map(({ target }) => "kind" in target && target.kind),
    ).toEqual(kinds);
    expect(reasonsOf(table?.routes.doubts ?? [])).not.toContain(
      "no postcondition says which routes the table has",
    );
  });

  test("given routes that the file does not hold, when it is built, then they are unknown", () => {
    const doubts = reasonsOf(tableOf(built({}))?.routes.doubts ?? []);
    expect(doubts).toContain("no postcondition says which routes the table has");
  });

  test("given a route that is not known, when it is built, then there is a doubt", () => {
    const doubts = reasonsOf(tableOf(built({ routes: [null] }))?.routes.doubts ?? []);
    expect(doubts).toContain("one of its routes is not known");
  });

  test.each<[string, object, boolean]>([
    ["the subnet", { subnet_id: "subnet-1", main: false }, true],
    ["another subnet", { subnet_id: "subnet-2", main: false }, false],
    ["the VPC, as its main table", { subnet_id: "", main: true }, false],
  ])(
    "given an association with %s, when it is built, then the subnet uses it where it is its own",
    (_, association, isUsed) => {
      const { subnets } = built({ routes: [], associations: [association] });
      expect(subnets.get(key("data.aws_subnet.x"))?.routeTable === key("data.aws_route_table.x")).toBe(
        isUsed,
      );
    },
  );
});
