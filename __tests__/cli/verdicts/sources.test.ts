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
    "allow: [consumer]\n        acceptance: manual\n        zones: [apne1-az4]\n        inboundFrom: [10.0.0.0/8]",
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
    ["SERVICE_PRINCIPAL_NOT_ALLOWED", "endpoint", 33, "service"],
    ["VPCE_SERVICE_NOT_INSTALLED_IN_AZ", "endpoint", 34, "zones"],
    ["SG_HAS_NO_RULES", "endpoint", 35, "clients"],
    ["NAME_NOT_FOUND", "endpoint", 36, "name"],
    ["ELBV2_NO_TARGETS_IN_AZ", "service", 18, "targets, where crossZone is not written"],
    ["UNKNOWN_VALUE", "service", 16, "no key: the declaration itself"],
    ["ELBV2_LISTENERS_MISMATCH", "endpoint", 32, "no key of this declaration: the declaration itself"],
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
