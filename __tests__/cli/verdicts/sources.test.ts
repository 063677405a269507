import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseBlock, valueOf } from "../../../modules/addressing";
import { elementKey, onPremisesKey } from "../../../analysis/network";
import { PacketSet } from "../../../analysis/packets";
import type { Blocker, Code } from "../../../analysis/reachability";
import { resourceKey } from "../../../analysis/terraform";
import { Sources } from "../../../cli/verdicts";
import { writeFiles } from "../../support/folders";
import { edited } from "../../support/topology-text";

const folder = mkdtempSync(join(tmpdir(), "sources-"));
const SERVICE = "providers.web.services.web";
const ENDPOINT = "consumers.a.endpoints.web";
const sources = new Sources({
  version: 1,
  topologies: {
    x: {
      file: `${folder}/x.yaml`,
      flows: [],
      hosts: {},
      names: {},
      declarations: {
        "x.web": {
          "aws_lb.web": SERVICE,
          "aws_vpc.vpc": "providers.web.vpc",
          "aws_lb.gone": "providers.web.services.gone",
          "aws_elastic_beanstalk_environment.shop": "providers.web.environments.shop",
          "aws_elastic_beanstalk_environment.idle": "providers.web.environments.idle",
        },
        "x.a": { "aws_vpc_endpoint.web": ENDPOINT, "aws_vpc.vpc": "consumers.a.vpc" },
        "x.hub": {
          "aws_autoscaling_group.proxies": "proxyHubs.hub.proxies",
          "aws_vpc_peering_connection.p": "peerings.p",
          "aws_security_group.proxy": "consumers.a.proxy",
          "aws_instance.app": "consumers.a.hosts.app",
          "aws_vpn_connection.c": "consumers.a.vpn.connections.office",
        },
        "x.contract": {},
      },
    },
  },
});

beforeAll(() => {
  const text = edited([
    "allow: [consumer]",
    "allow: [consumer]\n        acceptance: manual\n        zones: [apne1-az4]\n        inboundFrom: [10.0.0.0/8]\n      shop: { port: 80, environment: shop }",
  ]);
  const peerings = "peerings:\n  p: { requester: { entry: a }, accepter: { entry: web } }\n";
  writeFiles(folder, { "x.yaml": `${text}\n${peerings}` });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const LOAD_BALANCER = resourceKey("x.web", "aws_lb.web");
const PLACES = { service: LOAD_BALANCER, endpoint: resourceKey("x.a", "aws_vpc_endpoint.web") } as const;

function lineOf(blocker: Omit<Blocker, "sentence">): string {
  return sources.ofBlocker({ ...blocker, sentence: "" }).replace(`${folder}/`, "");
}

describe("the source of a blocker", () => {
  test.each<[Code, keyof typeof PLACES, number, string]>([
    ["ELBV2_LISTENERS_MISMATCH", "service", 17, "port"],
    ["ELBV2_LISTENER_HAS_NO_TG", "service", 18, "targets"],
    ["ELBV2_HEALTH_CHECK_BLOCKED", "service", 19, "healthCheck"],
    ["SERVICE_PRINCIPAL_NOT_ALLOWED", "service", 20, "allow"],
    ["CONNECTION_NOT_ACCEPTED", "service", 21, "acceptance"],
    ["VPCE_SERVICE_NOT_INSTALLED_IN_AZ", "service", 22, "zones"],
    ["ENI_SG_RULES_MISMATCH", "service", 23, "inboundFrom"],
    ["SERVICE_PRINCIPAL_NOT_ALLOWED", "endpoint", 34, "service"],
    ["VPCE_SERVICE_NOT_INSTALLED_IN_AZ", "endpoint", 35, "zones"],
    ["SG_HAS_NO_RULES", "endpoint", 36, "clients"],
    ["NAME_NOT_FOUND", "endpoint", 37, "name"],
    ["ELBV2_NO_TARGETS_IN_AZ", "service", 18, "targets, where crossZone is not written"],
    ["UNKNOWN_VALUE", "service", 16, "no key: the declaration itself"],
    ["ELBV2_LISTENERS_MISMATCH", "endpoint", 33, "no key of this declaration: the declaration itself"],
  ])("given %s of the %s, when it is looked up, then it is line %d, of %s", (code, place, line) => {
    expect(lineOf({ code, at: PLACES[place] })).toBe(`x.yaml:${line}`);
  });

  test("given one that a rule for what goes out would lift, when it is looked up, then no key is blamed for it", () => {
    const fix = {
      kind: "admit",
      group: elementKey(LOAD_BALANCER),
      direction: "egress",
      traffic: PacketSet.all,
      peer: { kind: "security-group", group: elementKey(LOAD_BALANCER) },
    } as const;
    const blocker = { code: "ENI_SG_RULES_MISMATCH", at: LOAD_BALANCER } as const;
    expect(lineOf({ ...blocker, fix })).toBe("x.yaml:16");
    expect(lineOf({ ...blocker, fix: { ...fix, direction: "ingress" } })).toBe("x.yaml:23");
  });
});

describe("a blocker of an environment", () => {
  const at = (name: string): Blocker["at"] =>
    resourceKey("x.web", `aws_elastic_beanstalk_environment.${name}`);

  test("given one that a service offers, when its load balancer stays in its zone, then the service's key decides", () => {
    const blocker = { code: "ELBV2_NO_TARGETS_IN_AZ", at: at("shop"), sentence: "" } as const;
    expect(sources.keyOfBlocker(blocker)).toBe("providers.web.services.shop.crossZone");
    expect(lineOf(blocker)).toBe("x.yaml:24");
  });

  test("given one that no service offers, when its load balancer stays in its zone, then its own key decides", () => {
    const blocker = { code: "ELBV2_NO_TARGETS_IN_AZ", at: at("idle"), sentence: "" } as const;
    expect(sources.keyOfBlocker(blocker)).toBe("providers.web.environments.idle.zones");
  });

  test.each<[Code, string]>([
    ["ELBV2_LISTENERS_MISMATCH", "port"],
    ["ELB_INSTALLED_AZ_RESTRICTION", "zones"],
  ])("given %s, when it is looked up, then its own key %s decides", (code, key) => {
    expect(sources.keyOfBlocker({ code, at: at("shop"), sentence: "" })).toBe(
      `providers.web.environments.shop.${key}`,
    );
  });
});

describe("a blocker of proxies and peerings", () => {
  const keyOf = (
    stack: string,
    address: string,
    blocker: Omit<Blocker, "at" | "sentence">,
  ): string | undefined =>
    sources.keyOfBlocker({ ...blocker, at: resourceKey(stack, address), sentence: "" });

  test.each<[Code, string, string]>([
    ["PROXY_DESTINATION_NOT_ALLOWED", "aws_autoscaling_group.proxies", "proxyHubs.hub.proxies.domains"],
    ["RESOURCE_NOT_SHARED", "aws_autoscaling_group.proxies", "proxyHubs.hub.proxies.allow"],
    ["BAD_STATE", "aws_vpc_peering_connection.p", "peerings.p.requester"],
    ["SG_HAS_NO_RULES", "aws_security_group.proxy", "consumers.a.proxy.clients"],
    ["PROXY_NOT_CONFIGURED", "aws_instance.app", "consumers.a.proxy"],
    ["VPN_CONNECTION_HAS_NO_ROUTE", "aws_vpn_connection.c", "consumers.a.vpn.connections.office.prefixes"],
  ])("given %s at %s, when it is looked up, then %s decides", (code, address, key) => {
    expect(keyOf("x.hub", address, { code })).toBe(key);
  });

  test("given a private address, when its block is missing, then the blocks decide", () => {
    const fix = {
      kind: "allow-block",
      proxy: elementKey(LOAD_BALANCER),
      block: valueOf(parseBlock("10.0.0.1/32")),
    } as const;
    const blocker = { code: "PROXY_DESTINATION_NOT_ALLOWED", fix } as const;
    expect(keyOf("x.hub", "aws_autoscaling_group.proxies", blocker)).toBe("proxyHubs.hub.proxies.blocks");
  });

  test.each([
    ["accepter", "x.web"],
    ["requester", "x.a"],
  ])(
    "given a route that the %s lacks, when it is looked up, then that side of the peering decides",
    (side, stack) => {
      const connection = elementKey(resourceKey("x.hub", "aws_vpc_peering_connection.p"));
      const fix = {
        kind: "add-route",
        table: elementKey(LOAD_BALANCER),
        block: valueOf(parseBlock("10.0.0.0/16")),
        target: { kind: "peering-connection", connection },
      } as const;
      const blocker = { code: "NO_ROUTE_TO_DESTINATION", fix } as const;
      expect(keyOf(stack, "aws_vpc.vpc", blocker)).toBe(`peerings.p.${side}`);
    },
  );
});

describe("a blocker of a network outside AWS, which no stack makes", () => {
  test("given what its blocks or its DNS decide, when it is looked up, then its own key is told", () => {
    const at = onPremisesKey("x", "office", "pc");
    expect(
      sources.keyOfBlocker({
        code: "NAME_SERVER_NOT_REACHED",
        at: onPremisesKey("x", "office"),
        sentence: "",
      }),
    ).toBe("onPremises.office.forwards");
    expect(sources.ofResource(at).replace(`${folder}/`, "")).toBe("x.yaml onPremises.office.hosts.pc");
    expect(sources.ofResource(onPremisesKey("y", "office"))).toBe(onPremisesKey("y", "office"));
  });
});

test.each([
  ["x.web", "aws_lb.gone", "x.yaml providers.web.services.gone"],
  ["x.web", "aws_lb.other", "x.web:aws_lb.other"],
  ["x.web", "constructor", "x.web:constructor"],
  ["x.contract", "output", "x.contract:output"],
  ["__proto__", "aws_vpc.vpc", "__proto__:aws_vpc.vpc"],
  ["elsewhere", "aws_vpc.vpc", "elsewhere:aws_vpc.vpc"],
  ["x.web", "aws_vpc.vpc", "x.yaml:10"],
])("given %s:%s, when its source is looked up, then it is %s", (stack, address, source) => {
  expect(sources.ofResource(resourceKey(stack, address)).replace(`${folder}/`, "")).toBe(source);
});

test("given Terraform without topologies, when a source is looked up, then it is the resource's own address", () => {
  expect(new Sources(undefined).ofResource(LOAD_BALANCER)).toBe("x.web:aws_lb.web");
});
