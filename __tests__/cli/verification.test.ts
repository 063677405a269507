import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "@jest/globals";
import { checkFiles } from "../../cli/check";
import { EXIT } from "../../cli/failure";
import { formatSummary } from "../../cli/summary";
import { synthesize } from "../../cli/synthesis";
import { verificationOf, warnIfSkipped } from "../../cli/verification";
import { UserDataTooLongError } from "../../modules/software";
import { contentOf, inFolder, writeFiles } from "../support/folders";
import { edited } from "../support/topology-text";
import { type Outcome, outcomeOf, synthesisOf } from "./command";

const ENFORCED = "\n        enforceInboundRulesOnPrivateLinkTraffic: true";
const IN_ONE_ZONE = "\n        crossZone: false";

/** The good file whose service has further keys, from line 21 on. */
function withService(...keys: readonly string[]): string {
  return edited(["allow: [consumer]", `allow: [consumer]${keys.join("")}`]);
}

const TABLE = `x (x.yaml)
  from     to                    port    expected   verdict
✗ a/ec2-a  web.example.internal  TCP 80  reachable  blocked
`;
const blockedByGroup = (line: number): string =>
  `    ENI_SG_RULES_MISMATCH  x.yaml:${line}  aws_security_group.load-balancers_web_security-group (x.web)
      no ingress rule admits TCP 80 from CLIENTS, and the load balancer applies it to PrivateLink traffic
      fix: set enforce_security_group_inbound_rules_on_private_link_traffic = "off" on aws_lb.load-balancers_web
      in the topology: providers.web.services.web.enforceInboundRulesOnPrivateLinkTraffic
`;
const blockedInZone = (line: number): string =>
  `    ELBV2_NO_TARGETS_IN_AZ  x.yaml:${line}  aws_lb.load-balancers_web (x.web)
      aws_lb_target_group.load-balancers_web_target-group has no target in apne1-az4, and cross-zone load balancing is off
      fix: set enable_cross_zone_load_balancing = true on aws_lb.load-balancers_web
      in the topology: providers.web.services.web.crossZone
`;
const WRONG = "\n1 of 1 flow is not as expected. cdktf.out was not touched.\n";

/** The client's addresses are whatever its subnet has. */
function withoutAddresses(text: string): string {
  return text.replaceAll(/from [\d.]+-[\d.]+/g, "from CLIENTS");
}

describe("a flow that must be reachable", () => {
  test.each([
    ["whose load balancer's group judges PrivateLink traffic", [ENFORCED], [blockedByGroup(21)]],
    [
      "whose only target is in another zone without cross-zone load balancing",
      [IN_ONE_ZONE],
      [blockedInZone(21)],
    ],
    ["with both faults", [ENFORCED, IN_ONE_ZONE], [blockedByGroup(21), blockedInZone(22)]],
  ])(
    "given one %s, when it is synthesized, then every fault is told with its line and fix, and nothing is written",
    (_, keys, blockers) => {
      const { stderr, ...rest } = synthesisOf({ "x.yaml": withService(...keys) });
      expect(withoutAddresses(stderr)).toBe(`${TABLE}${blockers.join("")}${WRONG}`);
      expect(rest).toEqual({ exitCode: EXIT.networkIsWrong, stdout: "", untouched: true });
    },
  );

  test("given one that is so in one zone only, when it is synthesized, then it is refused", () => {
    const text = withService(IN_ONE_ZONE).replace("zones: [apne1-az4]\n", "zones: [apne1-az4, apne1-az1]\n");
    const { exitCode, stderr } = synthesisOf({ "x.yaml": text });
    expect(exitCode).toBe(EXIT.networkIsWrong);
    expect(stderr).toMatch(
      /\n✗ .* {2}reachable {2}partly\n {4}passes: .*apne1-az1\S*\n {4}fails: .*apne1-az4/,
    );
    expect(stderr).toContain(blockedInZone(21));
  });
});

describe("a flow that must be blocked", () => {
  const text = edited(["expect: reachable, answer: hello", "expect: blocked"]);

  test("given one that is reachable, when it is synthesized, then it is refused, and told how packets get there", () => {
    const { exitCode, stderr, untouched } = synthesisOf({ "x.yaml": text });
    expect({ exitCode, untouched }).toEqual({ exitCode: EXIT.networkIsWrong, untouched: true });
    expect(stderr).toContain("✗ a/ec2-a  web.example.internal  TCP 80  blocked   reachable\n");
    expect(stderr).toMatch(
      /\n {4}✓ VPC endpoint +aws_vpc_endpoint\.endpoints_web_endpoint \(x\.a\) +x\.yaml:29\n/,
    );
  });

  test("given one that is blocked, when it is synthesized, then it is good, and nothing is said of why", () => {
    inFolder((folder) => {
      writeFiles(folder, {
        "x.yaml": edited([
          "to: web.example.internal, port: 80, expect: reachable, answer: hello",
          "to: web/ec2-b, port: 80, expect: blocked",
        ]),
      });
      const summary = formatSummary(synthesize([`${folder}/x.yaml`], `${folder}/out`).topologies, "out");
      expect(summary).toContain(
        "\n\n  from     to         port    expected  verdict\n  a/ec2-a  web/ec2-b  TCP 80  blocked   blocked\n\n",
      );
    });
  });
});

test("given several topologies of which one is wrong, when they are synthesized, then only its flows are shown, all of them", () => {
  const { stderr } = synthesisOf({
    "x.yaml": withService(IN_ONE_ZONE) + "  - { from: a/ec2-a, to: web/ec2-b, port: 80, expect: blocked }\n",
    "y.yaml": edited(["topology: x", "topology: y"]),
  });
  expect(stderr).toMatch(/^x \(x\.yaml\)\n/);
  expect(stderr).toContain("  a/ec2-a  web/ec2-b             TCP 80  blocked    blocked\n");
  expect(stderr).not.toContain("y.yaml");
  expect(stderr).toMatch(/\n1 of 3 flows is not as expected\. /);
});

test("given a value of a wrong network that a terminal would obey, when it is reported, then it is visible", () => {
  const { stderr } = synthesisOf({ "\u001b[2Jx\u202e.yaml": withService(IN_ONE_ZONE) });
  expect(stderr).toContain("x (\\u{1b}[2Jx\\u{202e}.yaml)\n");
  expect(stderr).toContain("ELBV2_NO_TARGETS_IN_AZ  \\u{1b}[2Jx\\u{202e}.yaml:21  aws_lb");
  expect(stderr).not.toMatch(/[^\n -~✗]/);
});

describe("in Terraform's native syntax", () => {
  const before = process.env["SYNTH_HCL_OUTPUT"];
  afterEach(() => {
    if (before === undefined) Reflect.deleteProperty(process.env, "SYNTH_HCL_OUTPUT");
    else process.env["SYNTH_HCL_OUTPUT"] = before;
  });

  test("given a wrong flow, when HCL is synthesized, then it is refused like JSON", () => {
    process.env["SYNTH_HCL_OUTPUT"] = "true";
    const { exitCode, stderr, untouched } = synthesisOf({ "x.yaml": withService(IN_ONE_ZONE) });
    expect({ exitCode, untouched }).toEqual({ exitCode: EXIT.networkIsWrong, untouched: true });
    expect(stderr).toBe(`${TABLE}${blockedInZone(21)}${WRONG}`);
  });

  test("given good flows, when HCL is synthesized, then HCL is what is published", () => {
    process.env["SYNTH_HCL_OUTPUT"] = "true";
    inFolder((folder) => {
      writeFiles(folder, { "x.yaml": withService() });
      const [topology] = synthesize([`${folder}/x.yaml`], `${folder}/out`).topologies;
      expect(topology?.verdicts?.flows.map(({ ok }) => ok)).toEqual([true]);
      expect(readFileSync(`${folder}/out/stacks/x.web/cdk.tf`, "utf8")).toMatch(/^terraform \{/);
      expect(process.env["SYNTH_HCL_OUTPUT"]).toBe("true");
    });
  });
});

describe("VERIFY", () => {
  test.each([
    [{}, "on"],
    [{ VERIFY: "on" }, "on"],
    [{ VERIFY: "off" }, "off"],
  ])("given the environment %j, when it is read, then verification is %s", (environment, verification) => {
    expect(verificationOf(environment)).toBe(verification);
  });

  test.each(["", "no", "OFF", "\u001b[2J"])(
    "given VERIFY=%j, when it is read, then it is a usage error",
    (text) => {
      const { exitCode, stderr } = outcomeOf(() => verificationOf({ VERIFY: text }).length);
      expect(exitCode).toBe(EXIT.inputIsWrong);
      expect(stderr).toBe(
        `VERIFY ${JSON.stringify(text)}: this is neither "on" nor "off"; leave it out, or write VERIFY=off to have no flow judged\n`,
      );
    },
  );

  test("given a wrong flow and VERIFY=off, when it is synthesized, then it is published, and the summary says that nobody judged it", () => {
    inFolder((folder) => {
      writeFiles(folder, { "x.yaml": withService(ENFORCED) });
      const { topologies } = synthesize([`${folder}/x.yaml`], `${folder}/out`, { verification: "off" });
      expect(formatSummary(topologies, "out")).toContain(
        "\n\n  flows: not judged, because of VERIFY=off\n\n",
      );
      expect(Object.keys(contentOf(`${folder}/out`))).toContain("stacks/x.web/cdk.tf.json");
    });
  });

  test("given a wrong flow and VERIFY=off, when it is checked, then neither people nor programs take it for judged", () => {
    inFolder((folder) => {
      const file = `${folder}/x.yaml`;
      writeFiles(folder, { "x.yaml": withService(ENFORCED) });
      const check = (json: boolean): Outcome => outcomeOf(() => checkFiles([file], json, "off"));
      expect(check(false)).toEqual({
        exitCode: EXIT.good,
        stdout: `${file}: x is good: 2 VPCs, 1 flow\n  flows: not judged, because of VERIFY=off\n`,
        stderr: "",
      });
      expect(JSON.parse(check(true).stdout)).toEqual({
        topologies: [{ name: "x", file, stacks: expect.any(Array) }],
        problems: [],
        warnings: [],
        orphans: [],
      });
    });
  });

  test("given VERIFY=off, when a command ends, then it warns; given it on, it does not", () => {
    const warning = (verification: "on" | "off"): string =>
      outcomeOf(() => {
        warnIfSkipped(verification);
        return EXIT.good;
      }).stderr;
    expect(warning("off")).toMatch(/^WARNING: VERIFY=off: no flow was judged, .*\n$/);
    expect(warning("on")).toBe("");
  });
});

test("given user data that no check foresaw to be too long, when a command finds out, then that is a sentence", () => {
  const outcome = outcomeOf(() => {
    throw new UserDataTooLongError("web", { ok: false, bytes: 16385, limit: 16384 }, "shorten its page");
  });
  expect(outcome).toEqual({
    exitCode: EXIT.inputIsWrong,
    stdout: "",
    stderr: "the user data of web has 16385 bytes, and EC2 takes 16384; shorten its page\n",
  });
});
