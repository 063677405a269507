import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { EXIT } from "../../cli/failure";
import { reach, type ReachOptions } from "../../cli/reach";
import { synthesize } from "../../cli/synthesis";
import { contentOf, inFolder } from "../support/folders";
import { edited } from "../support/topology-text";
import { type Outcome, outcomeOf } from "./command";

const folder = mkdtempSync(join(tmpdir(), "reach-"));
const terraform = `${folder}/out`;
const CONSUMER = "stacks/x.a/cdk.tf.json";
const PROVIDER = "stacks/x.web/cdk.tf.json";
const SERVICE = "x.web:aws_vpc_endpoint_service.endpoint-services_web";
const LOAD_BALANCER = "x.web:aws_lb.load-balancers_web";

beforeAll(() => {
  writeFileSync(`${folder}/x.yaml`, edited());
  synthesize([`${folder}/x.yaml`], terraform);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function ask(from: string, to: string, options: Partial<ReachOptions> = {}): Outcome {
  const { exitCode, stdout, stderr } = outcomeOf(() =>
    reach(from, to, { port: "80", protocol: "tcp", terraform, ...options }),
  );
  return {
    exitCode,
    stdout: stdout.replaceAll(`${folder}/`, ""),
    stderr: stderr.replaceAll(`${folder}/`, ""),
  };
}

function askWithoutPort(from: string, to: string, options: Partial<ReachOptions> = {}): Outcome {
  const { exitCode, stdout, stderr } = outcomeOf(() =>
    reach(from, to, { protocol: "tcp", terraform, ...options }),
  );
  return { exitCode, stdout: stdout.replaceAll(`${folder}/`, ""), stderr };
}

/** Asks the same Terraform with a text in one of its files replaced. */
function askEdited(
  file: string,
  before: string | RegExp,
  after: string,
  options: Partial<ReachOptions> = {},
): Outcome {
  return inFolder((copy) => {
    cpSync(terraform, copy, { recursive: true });
    const text = readFileSync(`${copy}/${file}`, "utf8");
    const changed = text.replace(before, after);
    expect(changed).not.toBe(text);
    writeFileSync(`${copy}/${file}`, changed);
    return ask("a/ec2-a", "web.example.internal", { terraform: copy, ...options });
  });
}

describe("a question", () => {
  test.each([
    ["a host and a name", "a/ec2-a", "web.example.internal", EXIT.good, "reachable"],
    [
      "a host and an endpoint",
      "a/ec2-a",
      "x.a:aws_vpc_endpoint.endpoints_web_endpoint",
      EXIT.good,
      "reachable",
    ],
    ["two hosts", "a/ec2-a", "web/ec2-b", EXIT.networkIsWrong, "blocked"],
    [
      "an instance's Terraform address and a host",
      "x.a:aws_instance.hosts_ec2-a",
      "web/ec2-b",
      EXIT.networkIsWrong,
      "blocked",
    ],
    ["the internet and a host", "internet", "web/ec2-b", EXIT.networkIsWrong, "blocked"],
  ])(
    "given %s, when it is asked, then the first line and the exit code give the verdict",
    (_, from, to, exitCode, verdict) => {
      const outcome = ask(from, to);
      expect(outcome.stdout.split("\n")[0]).toBe(`${verdict}: ${from} to ${to}, TCP 80`);
      expect({ ...outcome, stdout: "" }).toEqual({ exitCode, stdout: "", stderr: "" });
    },
  );

  test("given a host and the internet, when it is asked about its HTTPS, then it gets out", () => {
    expect(ask("a/ec2-a", "internet", { port: "443" }).exitCode).toBe(EXIT.good);
  });

  test("given a URL, when it is asked for, then the proxy of the host is, at the URL's own port", () => {
    const { exitCode, stdout } = askWithoutPort("a/ec2-a", "https://example.com/");
    expect(exitCode).toBe(EXIT.networkIsWrong);
    expect(stdout).toMatch(/^blocked: a\/ec2-a to https:\/\/example\.com\/, via proxy\n/);
    expect(stdout).toMatch(/\n {2}PROXY_NOT_CONFIGURED {2}x\.yaml:\d+ {2}/);
    expect(stdout).toMatch(/\n {4}in the topology: consumers\.a\.proxy\n$/);
    const { stdout: json } = askWithoutPort("a/ec2-a", "https://example.com/", { json: true });
    expect(JSON.parse(json)).toMatchObject({ to: "https://example.com/", via: "proxy", port: 443 });
  });

  test.each([
    ["https://example.com/", { port: "443" }, '--port "443": a URL says its own port; leave --port out'],
    [
      "https://example.com/",
      { protocol: "udp" },
      '--protocol "udp": a proxy is asked by TCP; leave --protocol out',
    ],
    [
      "ftp://example.com/",
      {},
      '"ftp://example.com/": this is not a URL that a proxy takes; write it like https://example.com/',
    ],
    [
      "web/ec2-b",
      {},
      "--port is missing: write the port that is asked, 1 to 65535; only a URL has one of its own",
    ],
  ])(
    "given %s with %j, when it is asked, then a sentence says what would be right",
    (to, options, sentence) => {
      expect(askWithoutPort("a/ec2-a", to, options)).toEqual({
        exitCode: EXIT.inputIsWrong,
        stdout: "",
        stderr: `${sentence}\n`,
      });
    },
  );

  test("given an address of which nobody says what has it, when it is asked from there, then it is not known what it may send", () => {
    const { exitCode, stdout } = ask(`a@${freeAddress()}`, "x.a:aws_vpc_endpoint.endpoints_web_endpoint");
    expect(exitCode).toBe(EXIT.unknown);
    expect(stdout).toMatch(/^unknown: a@/);
  });

  test("given a value that Terraform learns when it runs, when the answer depends on it, then it is unknown, and told why", () => {
    const { exitCode, stdout } = askEdited(
      PROVIDER,
      '"enable_cross_zone_load_balancing": true',
      '"enable_cross_zone_load_balancing": "${var.cross}"',
    );
    expect(exitCode).toBe(EXIT.unknown);
    expect(stdout).toMatch(/^unknown: /);
    expect(stdout).toMatch(
      /\n {2}UNKNOWN_VALUE {2}x\.yaml:16 {2}aws_lb\.load-balancers_web \(x\.web\)\n {4}\$\{var\.cross\} is not known: /,
    );
  });

  test("given an endpoint of which one zone leads nowhere, when it is asked for, then both parts are told, and it is not good", () => {
    inFolder((other) => {
      writeFileSync(
        `${other}/x.yaml`,
        edited(
          ["zones: [apne1-az4]\n", "zones: [apne1-az4, apne1-az1]\n"],
          ["allow: [consumer]", "allow: [consumer]\n        crossZone: false"],
        ),
      );
      synthesize([`${other}/x.yaml`], `${other}/out`, { verification: "off" });
      const options = { terraform: `${other}/out` };
      const { exitCode, stdout } = ask("a/ec2-a", "web.example.internal", options);
      expect(exitCode).toBe(EXIT.networkIsWrong);
      expect(stdout).toMatch(/^partly: .*\n {2}passes: .*apne1-az1.*\n {2}fails: .*apne1-az4.*\n/);
      const { stdout: json } = ask("a/ec2-a", "web.example.internal", { ...options, json: true });
      const parts = {
        pass: [expect.stringContaining("apne1-az1")],
        fail: [expect.stringContaining("apne1-az4")],
      };
      expect(JSON.parse(json)).toMatchObject({ verdict: "partly", parts });
    });
  });
});

/** An address of a subnet of the consumer. */
function freeAddress(): string {
  const [, network] =
    /"cidr_block": "([\d.]+)\.\d+\/20"/.exec(readFileSync(`${folder}/out/${CONSUMER}`, "utf8")) ?? [];
  return `${String(network)}.9`;
}

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
        const { stdout } = ask("a/ec2-a", "web.example.internal", { terraform: `${copy}/out`, json: true });
        const blockers = [{ code: "SERVICE_PRINCIPAL_NOT_ALLOWED", source }];
        expect(JSON.parse(stdout.replaceAll(`${copy}/`, ""))).toMatchObject({ blockers });
      });
    },
  );

  test("given Terraform without an index, when it is asked, then its own addresses stand for lines", () => {
    inFolder((copy) => {
      cpSync(terraform, copy, { recursive: true });
      rmSync(`${copy}/topology.json`);
      const { exitCode, stdout } = ask("x.a:aws_instance.hosts_ec2-a", LOAD_BALANCER, { terraform: copy });
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

describe("a question that makes no sense", () => {
  test.each([
    ["0", "tcp", '--port "0": this is no port; write a number from 1 to 65535'],
    ["65536", "tcp", '--port "65536": this is no port; write a number from 1 to 65535'],
    ["0x50", "tcp", '--port "0x50": this is no port; write a number from 1 to 65535'],
    ["\u001b[2J", "tcp", '--port "\\u001b[2J": this is no port; write a number from 1 to 65535'],
    ["80", "icmp", '--protocol "icmp": this is no protocol; write tcp or udp'],
    ["80", "TCP", '--protocol "TCP": this is no protocol; write tcp or udp'],
  ])(
    "given port %j and protocol %j, when it is asked, then a sentence says what is right",
    (port, protocol, says) => {
      expect(ask("a/ec2-a", "web/ec2-b", { port, protocol })).toEqual({
        exitCode: EXIT.inputIsWrong,
        stdout: "",
        stderr: `${says}\n`,
      });
    },
  );

  test.each([
    ["a/nobody", "web/ec2-b", '"a/nobody": there is no such host; known are a/ec2-a, web/ec2-b'],
    ["web.example.internal", "web/ec2-b", '"web.example.internal": packets start at a host'],
    ["a/ec2-a", "constructor/__proto__", '"constructor/__proto__": there is no such host'],
    ["a/ec2-a", "\u001b[2J\u202e", '"\\u001b[2J\\u{202e}": '],
    ["a/ec2-a", "", '"": '],
    ["a/ec2-a", "x.a:aws_instance.nobody", '"x.a:aws_instance.nobody": '],
    ["a/ec2-a", "b@10.0.0.1", '"b@10.0.0.1": there is no such VPC'],
    ["a/ec2-a", "a@10.0.0", '"a@10.0.0": '],
  ])(
    "given the ends %j and %j, when it is asked, then one sentence says which is wrong",
    (from, to, says) => {
      const { exitCode, stdout, stderr } = ask(from, to);
      expect({ exitCode, stdout }).toEqual({ exitCode: EXIT.inputIsWrong, stdout: "" });
      expect(stderr.startsWith(says)).toBe(true);
      expect(stderr).toMatch(/^[^\n]*; [^\n]*\n$/);
    },
  );

  test("given a folder that is not there, when it is asked, then a sentence says so", () => {
    expect(ask("a/ec2-a", "web/ec2-b", { terraform: `${folder}/nowhere\u001b` })).toEqual({
      exitCode: EXIT.inputIsWrong,
      stdout: "",
      stderr:
        "nowhere\\u{1b}: there is no such folder; name the one into which the stacks were synthesized\n",
    });
  });

  test("given several files that cannot be read, when it is asked, then each has a sentence", () => {
    inFolder((copy) => {
      cpSync(terraform, copy, { recursive: true });
      writeFileSync(`${copy}/${PROVIDER}`, "{");
      writeFileSync(`${copy}/${CONSUMER}`, "[]");
      const { exitCode, stdout, stderr } = ask("a/ec2-a", "web/ec2-b", { terraform: copy, json: true });
      expect({ exitCode, stdout }).toEqual({ exitCode: EXIT.inputIsWrong, stdout: "" });
      expect(stderr.replaceAll(`${copy}/`, "")).toMatch(
        /^stacks\/x\.a\/cdk\.tf\.json: .*\nstacks\/x\.web\/cdk\.tf\.json: .*\n$/,
      );
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

test("given a question, when it was asked, then the folder is what it was", () => {
  const before = contentOf(folder);
  ask("a/ec2-a", "web.example.internal");
  expect(contentOf(folder)).toEqual(before);
});
