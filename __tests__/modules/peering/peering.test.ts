import { describe, expect, test } from "@jest/globals";
import { PeeringAcceptance, PeeringConnection, PeeringSide } from "../../../modules/peering";
import { synthesizeIn } from "../../support/terraform";
import { AZ1, AZ4, block, CONSUMER, PROVIDER } from "../../support/values";

const stack = synthesizeIn((scope) => {
  const own = { account: PROVIDER, vpcId: "vpc-1", peerVpcId: "vpc-2" };
  new PeeringConnection(scope, "abroad", { ...own, name: "abroad", peerAccount: CONSUMER });
  new PeeringConnection(scope, "at-home", { ...own, name: "at-home", peerAccount: PROVIDER });
  const { accepter } = new PeeringAcceptance(scope, "acceptance", { name: "a", connectionId: "pcx-1" });
  const app = { name: "host-app", id: "sg-app" };
  const web = { name: "host-web", id: "sg-web" };
  const side = {
    account: PROVIDER,
    connectionId: "pcx-1",
    routeTableIds: new Map([
      [AZ1, "rtb-1"],
      [AZ4, "rtb-4"],
    ]),
    destinations: [block("10.1.0.0/24"), block("10.1.2.0/24")],
  };
  new PeeringSide(scope, "other-account", {
    ...side,
    peer: { account: CONSUMER, name: "t.consumer" },
    rules: [
      { direction: "egress", own: app, peer: web, port: 80 },
      { direction: "ingress", own: app, peer: web, port: 443 },
      { direction: "ingress", own: app, peer: web, port: 80 },
    ],
    dependsOn: [accepter],
  });
  new PeeringSide(scope, "own-account", {
    ...side,
    peer: { account: PROVIDER, name: "t.neighbour" },
    rules: [{ direction: "ingress", own: web, peer: app, port: 80 }],
  });
});

describe("a peering connection", () => {
  test("given a VPC of another account, when it is asked, then that account is named, and must accept", () => {
    expect(stack.resource("aws_vpc_peering_connection.abroad")).toEqual({
      vpc_id: "vpc-1",
      peer_vpc_id: "vpc-2",
      peer_owner_id: CONSUMER,
      tags: { Name: "abroad" },
    });
    expect(stack.resource("aws_vpc_peering_connection_accepter.acceptance")).toMatchObject({
      vpc_peering_connection_id: "pcx-1",
      auto_accept: true,
    });
  });

  test("given a VPC of the same account, when it is asked, then the connection is accepted at once", () => {
    expect(stack.resource("aws_vpc_peering_connection.at-home")).toEqual({
      vpc_id: "vpc-1",
      peer_vpc_id: "vpc-2",
      auto_accept: true,
      tags: { Name: "at-home" },
    });
  });
});

describe("one side of a peering connection", () => {
  const acceptance = ["aws_vpc_peering_connection_accepter.acceptance"];

  test("given two tables and two blocks, when it is made, then each table has a route to each block", () => {
    const routes = Object.entries(stack.ofType("aws_route")).filter(([id]) => id.startsWith("other-account"));
    expect(Object.fromEntries(routes)).toEqual(
      Object.fromEntries(
        [
          ["apne1-az1", "rtb-1"],
          ["apne1-az4", "rtb-4"],
        ].flatMap(([zone, table]) =>
          ["10.1.0.0/24", "10.1.2.0/24"].map((destination) => [
            `other-account_routes_${String(zone)}_to-${destination.replace(/[./]/g, "-")}`,
            {
              route_table_id: table,
              destination_cidr_block: destination,
              vpc_peering_connection_id: "pcx-1",
              depends_on: acceptance,
            },
          ]),
        ),
      ),
    );
  });

  test("given a group of another account, when a rule refers to it, then by its account, once the connection is active", () => {
    const ingress = stack.ofType("aws_vpc_security_group_ingress_rule");
    expect(ingress["other-account_rules_host-app_from-host-web-443"]).toEqual({
      security_group_id: "sg-app",
      referenced_security_group_id: `${CONSUMER}/sg-web`,
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      description: "TCP 443 from host-web of t.consumer",
      depends_on: acceptance,
    });
    expect(
      stack.resource("aws_vpc_security_group_egress_rule.other-account_rules_host-app_to-host-web-80"),
    ).toMatchObject({ referenced_security_group_id: `${CONSUMER}/sg-web`, depends_on: acceptance });
  });

  test("given a group of the same account, when a rule refers to it, then by its ID alone, at once", () => {
    const rule = stack.resource(
      "aws_vpc_security_group_ingress_rule.own-account_rules_host-web_from-host-app-80",
    );
    expect(rule["referenced_security_group_id"]).toBe("sg-app");
    expect(rule).not.toHaveProperty("depends_on");
  });

  test("given one pair of groups and two ports, when rules are made, then each port has its own", () => {
    const ids = Object.keys(stack.ofType("aws_vpc_security_group_ingress_rule")).sort();
    expect(ids).toEqual([
      "other-account_rules_host-app_from-host-web-443",
      "other-account_rules_host-app_from-host-web-80",
      "own-account_rules_host-web_from-host-app-80",
    ]);
  });
});
