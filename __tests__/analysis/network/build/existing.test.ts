import { describe, expect, test } from "@jest/globals";
import { isKnown, type Network, networkOf, type RouteTable } from "../../../../analysis/network";
import { Unknown } from "../../../../analysis/terraform";
import { deploymentOf } from "../../../support/deployments";
import { demanding, edited, type Edit, existingVpc, leaveOut, set } from "../../../support/networks";
import { stackOf } from "../../../support/networks/resources";
import { postconditionsOf } from "../../../support/postconditions";
import { get, key, reasonOf, reasonsOf } from "./stacks";

function built(...edits: readonly Edit[]): Network {
  return networkOf(deploymentOf({ s: stackOf(edited(existingVpc(), edits)) }));
}

const GROUP = "data.aws_security_group.client";
const RULES = "data.aws_vpc_security_group_rules.client";
const TABLE = "data.aws_route_table.clients";

function condition(address: string, index: number, written: string): Edit {
  return set(address, `lifecycle.postcondition.${index}.condition`, `\${${written}}`);
}

describe("what data sources name", () => {
  const network = built();

  test("given IDs that are written out, when it is built, then they lead to what has them", () => {
    const subnet = get(network.subnets, "data.aws_subnet.clients");
    expect(subnet.vpc).toBe(key("data.aws_vpc.network"));
    expect(subnet.routeTable).toBe(key(TABLE));
    expect(subnet.networkAcl).toBe(key("data.aws_network_acls.clients"));
    const client = network.interfaces.get(key("data.aws_instance.client", "primary-network-interface"));
    expect(client).toMatchObject({
      subnet: key("data.aws_subnet.clients"),
      securityGroups: { items: [key(GROUP)], doubts: [] },
    });
  });

  test("given what they do not say, when it is built, then it is unknown, not AWS's default", () => {
    const vpc = get(network.vpcs, "data.aws_vpc.network");
    expect([vpc.dnsSupport, vpc.dnsHostnames].some(isKnown)).toBe(false);
    const client = network.interfaces.get(key("data.aws_instance.client", "primary-network-interface"));
    expect(
      [client?.hasPublicAddress, client?.sourceDestinationCheck].map((each) => each instanceof Unknown),
    ).toEqual([true, true]);
  });

  test("given what AWS made with the VPC, when it is built, then it may have been changed since", () => {
    const main = get(network.routeTables, "data.aws_vpc.network", "main-route-table");
    const group = get(network.securityGroups, "data.aws_vpc.network", "default-security-group");
    for (const { doubts } of [main.routes, group.ingress, group.egress])
      expect(reasonsOf(doubts)).toContain(
        "it was there before Terraform, and somebody may have changed it since",
      );
  });

  test("given a VPC that is sought, when it is built, then it may be any", () => {
    const sought = built(
      leaveOut("data.aws_vpc.network", "id"),
      set("data.aws_vpc.network", "tags", { Name: "x" }),
    );
    expect(sought.vpcs.size).toBe(0);
    expect(reasonOf(get(sought.subnets, "data.aws_subnet.clients").vpc)).toContain(
      "none of the given stacks",
    );
    expect(reasonOf(get(sought.securityGroups, "aws_security_group.server").vpc)).toBe(
      "a data source finds it when Terraform runs",
    );
  });

  test("given a data source of another account, when its ID is the same, then it is another thing", () => {
    const other = built(set("data.aws_vpc.network", "provider", "aws.provider"));
    expect(isKnown(get(other.subnets, "data.aws_subnet.clients").vpc)).toBe(false);
  });
});

describe("the rules of an existing security group", () => {
  test("given all of them, when they are built, then there are no others", () => {
    const { ingress, egress } = get(built().securityGroups, GROUP);
    expect(ingress).toEqual({ items: [], doubts: [] });
    expect(egress.doubts).toEqual([]);
    expect(egress.items).toHaveLength(1);
  });

  test.each([
    [
      "a condition that another one excuses",
      condition(RULES, 0, 'toset(self.ids) == toset(["sgr-1"]) || true'),
    ],
    ["a condition of something else", condition(RULES, 0, 'toset(self.tags) == toset(["sgr-1"])')],
    ["a filter beside the group's", set(RULES, "tags", { kept: "yes" })],
    ["another group's rules", set(RULES, "filter.0.values", ["sg-2"])],
    ["the rules of two groups", set(RULES, "filter.0.values", ["sg-1", "sg-2"])],
    ["the rules of no group", set(RULES, "filter.0.values", [])],
    ["a wildcard", set(RULES, "filter.0.values", ["sg-*"])],
  ])("given %s, when they are built, then none is certain", (_, edit) => {
    const { ingress, egress } = get(built(edit).securityGroups, GROUP);
    expect([ingress.items, egress.items]).toEqual([[], []]);
    expect(reasonsOf([...ingress.doubts, ...egress.doubts])).toEqual(
      Array(2).fill("no postcondition says which rules the group has"),
    );
  });
});

describe("the routes of an existing table", () => {
  function routesWith(text: string): RouteTable {
    const [, routes] = postconditionsOf(existingVpc()[TABLE]);
    const written = routes?.condition.replace(/ == "[^"]*"\}$/, ` == "${text}"`).slice(2) ?? "";
    return get(built(condition(TABLE, 1, written)).routeTables, TABLE);
  }

  test.each([
    [
      "nat-1",
      "none of the given stacks makes it as aws_internet_gateway or aws_nat_gateway or aws_vpn_gateway",
    ],
    ["tgw-1", "none of the given stacks makes it as aws_ec2_transit_gateway"],
    ["elsewhere", undefined],
  ])("given one to %s, when it is built, then where it leads is not known", (target, why) => {
    const { routes } = routesWith(`10.9.0.0/16 ${target}`);
    expect(
      routes.items.map((route) => (route.target.kind === "unknown" ? route.target.why.reason : "")),
    ).toEqual(why === undefined ? [] : [why]);
    expect(reasonsOf(routes.doubts)).toEqual(
      why === undefined ? ["routes of this kind are not analysed"] : [],
    );
  });

  test.each([
    ["propagated routes", "propagated", "VPN gateways may propagate routes to it"],
    ["blackholes", "blackholes", "what a route leads to may have gone: it may be a blackhole"],
  ])("given a table that may have %s, when it is built, then its routes are in doubt", (_, name, why) => {
    const { routes } = get(
      built(leaveOut(`data.aws_route_tables.clients_${name}`, "lifecycle")).routeTables,
      TABLE,
    );
    expect(reasonsOf(routes.doubts)).toEqual([why]);
    expect(get(built().routeTables, TABLE).routes.doubts).toEqual([]);
  });

  test("given one to a prefix list, when it is built, then it may be about any address", () => {
    expect(reasonsOf(routesWith("pl-1 tgw-1").routes.doubts)).toEqual([
      "routes of this kind are not analysed",
    ]);
  });
});

describe("the network ACL of an existing subnet", () => {
  const ALLOWING = "data.aws_network_acls.clients";
  const PROTOCOLS = "data.aws_network_acls.clients_protocols";
  const isOpen = (...edits: readonly Edit[]): boolean =>
    isKnown(get(built(...edits).subnets, "data.aws_subnet.clients").networkAcl);

  test("given filters in another order, when it is built, then they are the same", () => {
    expect(isOpen(set(PROTOCOLS, "filter.1.values", ["udp", "tcp", "icmp", "17", "6", "1"]))).toBe(true);
  });

  test.each([
    ["that it allows nothing is not excluded", leaveOut(ALLOWING, "lifecycle")],
    ["that it has entries for protocols is not excluded", leaveOut(PROTOCOLS, "lifecycle")],
    ["entries for TCP alone are excluded", set(PROTOCOLS, "filter.1.values", ["6", "tcp"])],
  ])("given that %s, when it is built, then it is not known", (_, edit) => {
    expect(isOpen(edit)).toBe(false);
  });
});

test("given a data source that names what a stack makes, when it is built, then that is there once", () => {
  const { vpcs } = networkOf(
    deploymentOf({
      s: stackOf({
        "aws_vpc.made": { cidr_block: "10.0.0.0/16" },
        "data.aws_vpc.seen": { id: "${aws_vpc.made.id}" },
      }),
    }),
  );
  expect([...vpcs.keys()]).toEqual([key("aws_vpc.made")]);
});

test("given no data source that names anything, when it is built, then nothing is there", () => {
  const { vpcs, subnets } = networkOf(
    deploymentOf({
      s: stackOf({ "data.aws_vpc.any": demanding({ default: true }, 'self.cidr_block == "10.0.0.0/16"') }),
    }),
  );
  expect([vpcs.size, subnets.size]).toEqual([0, 0]);
});
