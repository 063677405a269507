import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { elementKey } from "../../../analysis/network";
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
        "x.a": { "aws_vpc_endpoint.web": ENDPOINT },
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
  writeFiles(folder, { "x.yaml": text });
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
