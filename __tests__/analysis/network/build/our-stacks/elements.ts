import { describe, expect, test } from "@jest/globals";
import { internetGatewaysOf, natGatewaysOf } from "../../../../../analysis/network/build/gateways";
import { networkAclsOf } from "../../../../../analysis/network/build/network-acls";
import { routeTablesOf } from "../../../../../analysis/network/build/route-tables";
import { securityGroupsOf } from "../../../../../analysis/network/build/security-groups";
import { subnetsOf } from "../../../../../analysis/network/build/subnets";
import { vpcsOf } from "../../../../../analysis/network/build/vpcs";
import { Zones } from "../../../../../analysis/network/build/zones";
import { Unknown } from "../../../../../analysis/terraform";
import { crossAzWeb } from "./synthesized";

/** Every unknown value in it, at any depth. */
function unknownsIn(value: unknown): Unknown[] {
  if (value instanceof Unknown) return [value];
  if (value instanceof Map) return unknownsIn([...value.values()]);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(unknownsIn) : [];
}

describe("the network of the scenario cross-az-web", () => {
  const deployment = crossAzWeb;
  const vpcs = vpcsOf(deployment);
  const subnets = subnetsOf(deployment, vpcs, new Zones(deployment));
  const routeTables = routeTablesOf(deployment, {
    vpnGateways: new Map(),
    vpnConnections: new Map(),
    endpoints: new Map(),
  });
  const securityGroups = securityGroupsOf(deployment);

  test("given what our stacks make, when it is built, then nothing is doubtful but the addresses of S3", () => {
    const gateways = [internetGatewaysOf(deployment), natGatewaysOf(deployment, subnets)];
    const built = [vpcs, subnets, routeTables, ...gateways, securityGroups, networkAclsOf(deployment)];
    expect(built.every(({ size }) => size > 0)).toBe(true);
    const reasons = new Set(unknownsIn(built).map(({ reason }) => reason));
    expect([...reasons]).toEqual(["AWS keeps this prefix list"]);
  });

  test("given a private subnet, when it is built, then its table leads to the NAT gateway and to S3", () => {
    const privateSubnet = [...subnets.values()].find(({ key }) =>
      key.includes(".a:aws_subnet.vpc_private_apne1-az4"),
    );
    const table = [...routeTables.values()].find(({ key }) => key === privateSubnet?.routeTable);
    expect(table?.routes.items.map(({ target }) => target.kind).sort()).toEqual([
      "gateway-endpoint",
      "nat-gateway",
    ]);
  });

  test("given the default security groups, when they are built, then they admit nothing and let nothing out", () => {
    const defaults = [...securityGroups.values()].filter(({ key }) =>
      key.endsWith("/default-security-group"),
    );
    expect(defaults).toHaveLength(2);
    expect(defaults.flatMap(({ ingress, egress }) => [...ingress.items, ...egress.items])).toEqual([]);
  });
});
