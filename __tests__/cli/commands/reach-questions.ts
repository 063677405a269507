import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { EXIT } from "../../../cli/failure";
import { synthesize } from "../../../cli/synthesis";
import { contentOf, inFolder } from "../../support/folders";
import { edited } from "../../support/topology-text";
import { ask, askEdited, askWithoutPort, CONSUMER, folder, PROVIDER, terraform } from "./reach-asking";

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
      const options = { terraform: [`${other}/out`] };
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
    expect(ask("a/ec2-a", "web/ec2-b", { terraform: [`${folder}/nowhere\u001b`] })).toEqual({
      exitCode: EXIT.inputIsWrong,
      stdout: "",
      stderr: "nowhere\\u{1b}: there is no such file or folder; name one that is there\n",
    });
  });

  test("given several files that cannot be read, when it is asked, then each has a sentence", () => {
    inFolder((copy) => {
      cpSync(terraform, copy, { recursive: true });
      writeFileSync(`${copy}/${PROVIDER}`, "{");
      writeFileSync(`${copy}/${CONSUMER}`, "[]");
      const { exitCode, stdout, stderr } = ask("a/ec2-a", "web/ec2-b", { terraform: [copy], json: true });
      expect({ exitCode, stdout }).toEqual({ exitCode: EXIT.inputIsWrong, stdout: "" });
      expect(stderr.replaceAll(`${copy}/`, "")).toMatch(
        /^stacks\/x\.a\/cdk\.tf\.json: .*\nstacks\/x\.web\/cdk\.tf\.json: .*\n$/,
      );
    });
  });
});

test("given a question, when it was asked, then the folder is what it was", () => {
  const before = contentOf(folder);
  ask("a/ec2-a", "web.example.internal");
  expect(contentOf(folder)).toEqual(before);
});
