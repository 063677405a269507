import { describe, expect, test } from "@jest/globals";
import type { LoadBalancer, Network, NetworkInterface } from "../../../../analysis/network";
import {
  DEFAULT_GROUP,
  GROUP_ONE,
  just,
  networkWith,
  range,
  SUBNET_A,
  SUBNET_B,
  USABLE_OF_A,
} from "./placed";
import { get, OF_VARIABLE, reasonOf, reasonsOf, VARIABLE } from "./stacks";

function network(attributes: object, type = "aws_lb"): Network {
  const it = { load_balancer_type: "network", subnets: [SUBNET_A, SUBNET_B], ...attributes };
  return networkWith({ [type]: { it } });
}

function balanced(attributes: object): LoadBalancer {
  return get(network(attributes).loadBalancers, "aws_lb.it");
}

function inA(attributes: object): NetworkInterface {
  return get(network(attributes).interfaces, "aws_lb.it", "s:aws_subnet.a");
}

describe("a load balancer", () => {
  test("given a Network Load Balancer, when it is built, then it has AWS's defaults", () => {
    expect(balanced({})).toEqual({
      key: "s:aws_lb.it",
      at: "s:aws_lb.it",
      type: "network",
      internal: false,
      crossZone: false,
      interfaces: just("s:aws_lb.it/s:aws_subnet.a", "s:aws_lb.it/s:aws_subnet.b"),
      hasSecurityGroups: false,
      enforcesOnPrivateLink: false,
      listeners: just(),
    });
    expect(inA({})).toEqual({
      key: "s:aws_lb.it/s:aws_subnet.a",
      at: "s:aws_lb.it",
      owner: { kind: "load-balancer", loadBalancer: "s:aws_lb.it" },
      subnet: "s:aws_subnet.a",
      securityGroups: just(),
      addresses: USABLE_OF_A,
      hasPublicAddress: true,
      sourceDestinationCheck: true,
    });
  });

  test("given no type, when it is built, then it is an Application Load Balancer with the default group", () => {
    expect(balanced({ load_balancer_type: null, enable_cross_zone_load_balancing: false })).toMatchObject({
      type: "application",
      crossZone: true,
      hasSecurityGroups: true,
    });
    expect(inA({ load_balancer_type: null, security_groups: [] }).securityGroups).toEqual(
      just(DEFAULT_GROUP),
    );
  });

  test("given the provider's other name for it, when it is built, then it is one too", () => {
    expect(network({}, "aws_alb").loadBalancers.size).toBe(1);
  });

  test("given what differs from the defaults, when it is built, then it is as stated", () => {
    const stated = { internal: true, enable_cross_zone_load_balancing: true };
    expect(balanced(stated)).toMatchObject({ internal: true, crossZone: true });
    expect(inA(stated).hasPublicAddress).toBe(false);
  });

  test("given a fixed address in one subnet, when it is built, then it has that there", () => {
    const mapping = [{ subnet_id: SUBNET_A, private_ipv4_address: "10.0.0.9" }, { subnet_id: SUBNET_B }];
    const stated = { internal: true, subnets: null, subnet_mapping: mapping };
    expect(inA(stated).addresses).toEqual(range("10.0.0.9"));
    expect(balanced(stated).interfaces.items).toHaveLength(2);
    expect(reasonOf(inA({ ...stated, internal: false }).addresses)).toBe(
      "AWS takes private addresses of internal load balancers only",
    );
  });

  test.each([
    ["none", 0, range("10.0.0.9")],
    ["some", 2, USABLE_OF_A],
    ["an unknown number", VARIABLE, USABLE_OF_A],
  ])(
    "given a fixed address and %s that AWS picks beside it, when it is built, then it may have these, too",
    (_, secondary, expected) => {
      const mapping = [{ subnet_id: SUBNET_A, private_ipv4_address: "10.0.0.9" }];
      const stated = { internal: true, subnets: null, subnet_mapping: mapping };
      expect(inA({ ...stated, secondary_ips_auto_assigned_per_subnet: secondary }).addresses).toEqual(
        expected,
      );
    },
  );

  test("given values that are unknown, when it is built, then they are", () => {
    const all = {
      load_balancer_type: VARIABLE,
      internal: VARIABLE,
      enable_cross_zone_load_balancing: VARIABLE,
    };
    const { type, internal, crossZone, hasSecurityGroups, interfaces } = balanced({
      ...all,
      subnets: VARIABLE,
    });
    expect([type, internal, crossZone, hasSecurityGroups].map(reasonOf)).toEqual(Array(4).fill(OF_VARIABLE));
    expect(reasonsOf(interfaces.doubts)).toEqual([OF_VARIABLE]);
    expect(reasonOf(inA(all).hasPublicAddress)).toBe(OF_VARIABLE);
    expect(reasonsOf(inA(all).securityGroups.doubts)).toEqual([OF_VARIABLE]);
    expect(reasonOf(balanced({ load_balancer_type: "classic" }).type)).toBe(
      "this is not a type of load balancer",
    );
  });
});

describe("security groups of a Network Load Balancer", () => {
  const enforce = "enforce_security_group_inbound_rules_on_private_link_traffic";
  const groups = { security_groups: [GROUP_ONE] };

  test("given groups, when it is built, then its interfaces have them", () => {
    expect(balanced(groups).hasSecurityGroups).toBe(true);
    expect(inA(groups).securityGroups).toEqual(just("s:aws_security_group.one"));
  });

  test.each([
    ["groups, and enforcement left out", groups, true],
    ["groups, and enforcement on", { ...groups, [enforce]: "on" }, true],
    ["groups, and enforcement off", { ...groups, [enforce]: "off" }, false],
    ["no groups, and enforcement on", { security_groups: [], [enforce]: "on" }, false],
  ])(
    "given %s, when it is built, then whether it enforces them on PrivateLink is %s",
    (_, stated, enforces) => {
      expect(balanced(stated).enforcesOnPrivateLink).toBe(enforces);
    },
  );

  test("given groups or enforcement that are unknown, when it is built, then so is what follows", () => {
    const unclear = balanced({ security_groups: VARIABLE });
    expect([unclear.hasSecurityGroups, unclear.enforcesOnPrivateLink].map(reasonOf)).toEqual([
      OF_VARIABLE,
      OF_VARIABLE,
    ]);
    expect(balanced({ security_groups: VARIABLE, [enforce]: "off" }).enforcesOnPrivateLink).toBe(false);
    expect(reasonOf(balanced({ ...groups, [enforce]: VARIABLE }).enforcesOnPrivateLink)).toBe(OF_VARIABLE);
    expect(reasonOf(balanced({ ...groups, [enforce]: "maybe" }).enforcesOnPrivateLink)).toBe(
      "this is neither on nor off",
    );
  });
});
