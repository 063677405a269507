import { describe, expect, test } from "@jest/globals";
import type { TargetGroup } from "../../../../analysis/network";
import { just, networkWith } from "./placed";
import { get, OF_VARIABLE, reasonOf, VARIABLE, VPC_ID } from "./stacks";

function group(attributes: object, type = "aws_lb_target_group"): TargetGroup {
  const it = { port: 80, protocol: "TCP", vpc_id: VPC_ID, ...attributes };
  return get(networkWith({ [type]: { it } }).targetGroups, `${type}.it`);
}

describe("a target group", () => {
  test("given a port, a protocol and a VPC, when it is built, then it has AWS's defaults", () => {
    expect(group({})).toEqual({
      key: "s:aws_lb_target_group.it",
      at: "s:aws_lb_target_group.it",
      vpc: "s:aws_vpc.vpc",
      targetType: "instance",
      protocol: "TCP",
      port: 80,
      preservesClientAddress: true,
      proxyProtocol: false,
      crossZone: "load-balancer",
      healthCheck: { enabled: true, protocol: "TCP", path: "/", matcher: "200-399", port: "traffic-port" },
      targets: just(),
    });
  });

  test("given the provider's other name for it, when it is built, then it is one too", () => {
    expect(group({}, "aws_alb_target_group").port).toBe(80);
  });

  test.each([
    ["instance", "TCP", {}, true],
    ["instance", "TCP", { preserve_client_ip: "false" }, false],
    ["instance", "UDP", { preserve_client_ip: "false" }, true],
    ["ip", "TCP", {}, false],
    ["ip", "TLS", {}, false],
    ["ip", "TCP", { preserve_client_ip: "true" }, true],
    ["ip", "UDP", {}, true],
    ["ip", "TCP_UDP", {}, true],
    ["alb", "TCP", {}, true],
    ["instance", "HTTP", {}, false],
    ["instance", "HTTPS", { preserve_client_ip: "true" }, false],
  ])(
    "given targets of type %s over %s and %j, then keeping the client's address is %s",
    (type, protocol, stated, kept) => {
      expect(group({ target_type: type, protocol, ...stated }).preservesClientAddress).toBe(kept);
    },
  );

  test.each([
    ["use_load_balancer_configuration", "load-balancer"],
    ["true", true],
    ["false", false],
  ])("given cross-zone %s, when it is built, then it is %s", (stated, crossZone) => {
    expect(group({ load_balancing_cross_zone_enabled: stated }).crossZone).toBe(crossZone);
  });

  test.each([
    [{ enabled: false }, { enabled: false, protocol: "HTTP", port: "traffic-port" }],
    [{ port: "8080" }, { enabled: true, port: 8080 }],
    [
      { port: "traffic-port", protocol: "https", path: "/health?deep", matcher: 200 },
      { enabled: true, port: "traffic-port", protocol: "HTTPS", path: "/health?deep", matcher: "200" },
    ],
    [
      { protocol: "TCP", path: "", matcher: null },
      { protocol: "TCP", path: "/", matcher: "200-399" },
    ],
  ])("given the health check %j, when it is built, then it is %j", (stated, healthCheck) => {
    expect(group({ health_check: stated }).healthCheck).toMatchObject(healthCheck);
  });

  test("given HTTP for an Application Load Balancer, when it is built, then its check is as AWS has it there", () => {
    expect(group({ protocol: "HTTP" }).healthCheck).toMatchObject({ protocol: "HTTP", matcher: "200" });
  });

  test("given a proxy protocol header, when it is built, then its targets get one", () => {
    expect(group({ proxy_protocol_v2: true }).proxyProtocol).toBe(true);
  });

  test("given values that are unknown, when it is built, then they and what follows from them are", () => {
    const unclear = group({
      target_type: VARIABLE,
      port: VARIABLE,
      vpc_id: VARIABLE,
      health_check: VARIABLE,
    });
    const { targetType, port, vpc, preservesClientAddress, healthCheck } = unclear;
    const { enabled, protocol: checkedBy, path: checked, matcher: wanted, port: checkedAt } = healthCheck;
    const all = [
      targetType,
      port,
      vpc,
      preservesClientAddress,
      enabled,
      checkedBy,
      checked,
      wanted,
      checkedAt,
    ];
    expect(all.map(reasonOf)).toEqual(all.map(() => OF_VARIABLE));
    expect(reasonOf(group({ protocol: VARIABLE }).preservesClientAddress)).toBe(OF_VARIABLE);
    expect(reasonOf(group({ preserve_client_ip: VARIABLE }).preservesClientAddress)).toBe(OF_VARIABLE);
    expect(reasonOf(group({ load_balancing_cross_zone_enabled: VARIABLE }).crossZone)).toBe(OF_VARIABLE);
    expect(reasonOf(group({ target_type: "pigeon" }).targetType)).toBe("this is not a type of target");
    const { protocol, matcher } = group({ protocol: VARIABLE }).healthCheck;
    expect([protocol, matcher].map(reasonOf)).toEqual([OF_VARIABLE, OF_VARIABLE]);
    const check = { protocol: VARIABLE, path: VARIABLE, matcher: VARIABLE };
    const stated = group({ health_check: check, proxy_protocol_v2: VARIABLE });
    const { protocol: checks, path, matcher: passing } = stated.healthCheck;
    expect([checks, path, passing, stated.proxyProtocol].map(reasonOf)).toEqual(
      [checks, path, passing, stated.proxyProtocol].map(() => OF_VARIABLE),
    );
    expect(reasonOf(group({ health_check: { protocol: "UDP" } }).healthCheck.protocol)).toBe(
      "this is not a protocol of health checks",
    );
  });
});
