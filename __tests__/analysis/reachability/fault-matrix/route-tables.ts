import { add, idOf } from "../../../support/networks";
import { blocked, type Fact, given, reachable } from "./fact";
import { withinVpc, route, REMOVE, router, toRouter, tableOf, ROUTED } from "./routing";

export const routeTables: readonly Fact[] = [
  {
    fact: "A subnet without an association uses the VPC's main route table",
    ...withinVpc,
    cases: [
      given(
        "the main table leads to a router, and the clients' subnet has no table of its own",
        [router(true), route(ROUTED, toRouter)],
        blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION", REMOVE]),
      ),
      given(
        "the main table leads to a router, and the clients' subnet has a table of its own",
        [router(true), route(ROUTED, toRouter), add(tableOf("clients"))],
        reachable,
      ),
      given(
        "a table that leads to a router is made the main one",
        [
          router(true),
          add({
            "aws_route_table.own": { vpc_id: idOf("aws_vpc.network") },
            "aws_main_route_table_association.own": {
              vpc_id: idOf("aws_vpc.network"),
              route_table_id: idOf("aws_route_table.own"),
            },
            "aws_route.extra": {
              route_table_id: idOf("aws_route_table.own"),
              destination_cidr_block: ROUTED,
              ...toRouter,
            },
          }),
        ],
        blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION", "remove aws_route.extra"]),
      ),
    ],
  },
  {
    fact: "Answers follow routes of their own",
    ...withinVpc,
    cases: [
      given(
        "the server's subnet has a route to the clients' subnet that leads away",
        [
          router(true),
          add(tableOf("servers")),
          add({
            "aws_route.extra": {
              route_table_id: idOf("aws_route_table.own"),
              destination_cidr_block: "10.0.0.0/24",
              ...toRouter,
            },
          }),
        ],
        blocked(["ENI_SOURCE_DEST_CHECK_RESTRICTION", "remove aws_route.extra"]),
      ),
      given(
        "the server's subnet has a table of its own, without such a route",
        [add(tableOf("servers"))],
        reachable,
      ),
    ],
  },
];
