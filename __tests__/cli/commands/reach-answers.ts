import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { EXIT } from "../../../cli/failure";
import { inFolder } from "../../support/folders";
import { edited } from "../../support/topology-text";
import { ask, askEdited, folder, LOAD_BALANCER, PROVIDER, SERVICE, terraform } from "./reach-asking";

describe("an answer for people", () => {
  test("given Terraform whose principal was removed, when it is asked, then trace, blocker, line and fix are told", () => {
    const { exitCode, stdout } = askEdited(
      PROVIDER,
      "arn:aws:iam::111111111111:root",
      "arn:aws:iam::333333333333:root",
    );
    expect(exitCode).toBe(EXIT.networkIsWrong);
    const [trace = "", blockers] = stdout.split("\n\n");
    expect(trace).toMatch(
      /^blocked: .*\n {2}✓ Amazon resolver +aws_vpc\.vpc \(x\.a\) +x\.yaml:24\n {6}answers the VPC's hosts\n/,
    );
    expect(trace).toMatch(
      /\n {2}✗ endpoint service, allowed principals +aws_vpc_endpoint_service\.endpoint-services_web \(x\.web\) +x\.yaml:16\n/,
    );
    expect(blockers)
      .toBe(`  SERVICE_PRINCIPAL_NOT_ALLOWED  x.yaml:20  aws_vpc_endpoint_service.endpoint-services_web (x.web)
    the service does not allow the account 111111111111 of aws_vpc_endpoint.endpoints_web_endpoint, which therefore cannot be made
    fix: allow the principal arn:aws:iam::111111111111:root on aws_vpc_endpoint_service.endpoint-services_web
    in the topology: providers.web.services.web.allow
`);
  });

  test.each([
    ["is gone", undefined, "x.yaml providers.web.services.web"],
    ["is no YAML any more", "topology: [", "x.yaml providers.web.services.web"],
    [
      "describes another topology",
      edited(["topology: x", "topology: y"]),
      "x.yaml providers.web.services.web",
    ],
    [
      "has no such service any more",
      edited(["      web:\n        port", "      www:\n        port"]),
      "x.yaml providers.web.services.web",
    ],
    ["does not write the key", edited(["        allow: [consumer]\n", ""]), "x.yaml:16"],
    ["has another line before it", `# new\n${edited()}`, "x.yaml:21"],
  ])(
    "given a topology file that %s, when its Terraform is asked, then no wrong line is told",
    (_, text, source) => {
      inFolder((copy) => {
        cpSync(folder, copy, { recursive: true });
        if (text === undefined) rmSync(`${copy}/x.yaml`);
        else writeFileSync(`${copy}/x.yaml`, text);
        const index = readFileSync(`${copy}/out/topology.json`, "utf8");
        writeFileSync(`${copy}/out/topology.json`, index.replace(`${folder}/x.yaml`, `${copy}/x.yaml`));
        const file = `${copy}/out/${PROVIDER}`;
        writeFileSync(file, readFileSync(file, "utf8").replace("iam::111111111111", "iam::333333333333"));
        const { stdout } = ask("a/ec2-a", "web.example.internal", { terraform: [`${copy}/out`], json: true });
        const blockers = [{ code: "SERVICE_PRINCIPAL_NOT_ALLOWED", source }];
        expect(JSON.parse(stdout.replaceAll(`${copy}/`, ""))).toMatchObject({ blockers });
      });
    },
  );

  test("given Terraform without an index, when it is asked, then its own addresses stand for lines", () => {
    inFolder((copy) => {
      cpSync(terraform, copy, { recursive: true });
      rmSync(`${copy}/topology.json`);
      const { exitCode, stdout } = ask("x.a:aws_instance.hosts_ec2-a", LOAD_BALANCER, { terraform: [copy] });
      expect(exitCode).toBe(EXIT.networkIsWrong);
      expect(stdout).toMatch(
        /\n {2}✗ security group, egress +aws_security_group\.hosts_ec2-a_security-group \(x\.a\)\n/,
      );
    });
  });
});

describe("an answer for programs", () => {
  test("given a reachable name, when it is asked, then it is a flow without what nobody declared", () => {
    const { stdout } = ask("a/ec2-a", "web.example.internal", { json: true });
    const hop = {
      component: "endpoint service, allowed principals",
      at: SERVICE,
      source: "x.yaml:16",
      detail: "the account 111111111111",
      consulted: expect.any(Array),
      passes: "all",
    };
    expect(JSON.parse(stdout)).toEqual({
      from: "a/ec2-a",
      to: "web.example.internal",
      protocol: "tcp",
      port: 80,
      verdict: "reachable",
      trace: expect.arrayContaining([hop]),
      blockers: [],
    });
  });

  test("given a blocked name, when it is asked, then each blocker has its code, place, line, sentence and fix", () => {
    const { exitCode, stdout } = askEdited(
      PROVIDER,
      '"enable_cross_zone_load_balancing": true',
      '"enable_cross_zone_load_balancing": false',
      { json: true },
    );
    expect(exitCode).toBe(EXIT.networkIsWrong);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "blocked",
      blockers: [
        {
          code: "ELBV2_NO_TARGETS_IN_AZ",
          at: LOAD_BALANCER,
          source: "x.yaml:18",
          sentence: expect.stringContaining("has no target in apne1-az4"),
          fix: "set enable_cross_zone_load_balancing = true on aws_lb.load-balancers_web",
        },
      ],
    });
  });
});

describe("Terraform with text that a terminal would obey", () => {
  const EVIL = String.raw`\u001b[2J\u202e\u009b`;

  test.each([{}, { json: true }])(
    "given it in a value, when it is asked with %j, then it is visible",
    (options) => {
      const { exitCode, stdout } = askEdited(
        PROVIDER,
        '"enable_cross_zone_load_balancing": true',
        `"enable_cross_zone_load_balancing": "\${var.x}${EVIL}"`,
        options,
      );
      expect(exitCode).toBe(EXIT.unknown);
      expect(stdout).toMatch(/\[2J\\u/);
      expect(stdout).not.toMatch(/[^\n -~✓✗?]/);
    },
  );

  test("given it in what cannot be read, when it is asked, then it is visible", () => {
    const { exitCode, stderr } = askEdited(
      "manifest.json",
      '"workingDirectory": "stacks/x.web"',
      `"workingDirectory": "../${EVIL}"`,
    );
    expect(exitCode).toBe(EXIT.inputIsWrong);
    expect(stderr).toContain(String.raw`the path ../\u{1b}[2J\u{202e}\u{9b} of the stack x.web leads out`);
    expect(stderr).not.toMatch(/[^\n -~]/);
  });
});
