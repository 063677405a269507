import { describe, expect, test } from "@jest/globals";
import { EXIT } from "../../../cli/failure";
import { inFolder, writeFiles } from "../../support/folders";
import { EXISTING } from "../../support/topology-text";
import { type Outcome, outcomeIn } from "../command";

/** What `addresses` says of topology files. */
function reportOf(files: Readonly<Record<string, string>>, ...options: readonly string[]): Outcome {
  return inFolder((folder) => {
    writeFiles(folder, files);
    return outcomeIn(folder, "addresses", ...Object.keys(files), ...options);
  });
}

/** A topology of consumers, each with its block, and of peerings between pairs of them. */
function vpcs(
  name: string,
  blocks: Readonly<Record<string, string>>,
  ...peerings: readonly (readonly [requester: string, destinations: string, accepter: string])[]
): string {
  const entries = Object.entries(blocks).map(
    ([entry, cidr]) => `  ${entry}: { account: a, vpc: { cidr: ${cidr}, zones: [euw1-az1] } }\n`,
  );
  const joined = peerings.map(
    ([requester, destinations, accepter]) =>
      `  ${requester}-${accepter}: { requester: { entry: ${requester}, destinations: [${destinations}] }, accepter: { entry: ${accepter} } }\n`,
  );
  const accounts = 'accounts: { a: "111111111111" }';
  return `topology: ${name}\nregion: eu-west-1\n${accounts}\nconsumers:\n${entries.join("")}peerings:\n${joined.length === 0 ? "  {}\n" : joined.join("")}`;
}

/** The lines below the heading that begins with a text. */
function tableOf({ stdout }: Outcome, heading: string): string[] {
  const [table = ""] = stdout.split("\n\n").filter((each) => each.startsWith(heading));
  return table.trimEnd().split("\n").slice(1);
}

describe("the VPCs of the report", () => {
  test("given made and existing ones, when they are reported, then each has its block and what is free in it", () => {
    const files = { "x.yaml": EXISTING, "y.yaml": vpcs("y", { one: "10.0.0.0/16" }) };
    expect(tableOf(reportOf(files), "VPC ")).toEqual([
      "x/legacy  111111111111  192.168.0.0/16  vpc-00000000000000001  at most 65,280  at most 192.168.128.0/17, 32,763 for hosts",
      "x/web     222222222222  192.168.0.0/16  vpc-00000000000000002  at most 65,280  at most 192.168.128.0/17, 32,763 for hosts",
      "y/one     111111111111  10.0.0.0/16     made                   57,344          10.0.64.0/18, 16,379 for hosts",
    ]);
  });

  test("given a VPC that is full, when it is reported, then no block is free for a subnet", () => {
    const full = vpcs("x", { one: "10.0.0.0/28" }).replace(
      "zones: [euw1-az1]",
      "zones: [euw1-az1], natGateways: none, subnets: { private: { euw1-az1: 10.0.0.0/28 } }",
    );
    expect(tableOf(reportOf({ "x.yaml": full }), "VPC ")).toEqual([
      "x/one  111111111111  10.0.0.0/28  made              0               none",
    ]);
  });

  test("given existing VPCs that two files give, when they are reported, then each is one", () => {
    const files = { "x.yaml": EXISTING, "y.yaml": EXISTING.replace("topology: x", "topology: y") };
    const outcome = reportOf(files);
    expect(tableOf(outcome, "VPC ").map((line) => line.split(/ {2,}/)[0])).toEqual([
      "x/legacy, y/legacy",
      "x/web, y/web",
    ]);
    expect(tableOf(outcome, "overlap in")[0]).toBe(
      "192.168.0.0/16  2     x/legacy = y/legacy, x/web = y/web",
    );
  });
});

test("given blocks that are added to VPCs, when they are reported, then each has a line, and they overlap as others do", () => {
  const added = vpcs("x", { one: "10.4.0.0/16", two: "10.1.0.0/16" }).replace(
    "10.1.0.0/16,",
    "10.1.0.0/16, secondaryCidrs: [10.4.3.0/24],",
  );
  const outcome = reportOf({ "x.yaml": added.replace("10.4.3.0/24", "10.2.3.0/24") });
  expect(tableOf(outcome, "VPC ")[2]).toMatch(/^x\/two +111111111111 +10\.2\.3\.0\/24 +made +256 /);
  expect(tableOf(outcome, "private range")[0]).toMatch(/^10\.0\.0\.0\/8 +2 +10\.0\.0\.0\/16$/);
  expect(tableOf(reportOf({ "x.yaml": added }), "overlap in")[0]).toBe(
    "10.4.0.0/16  2     x/one, x/two (10.4.3.0/24)",
  );
});

describe("overlaps", () => {
  const HARMLESS =
    "    does not matter: nothing routes to two of them (PrivateLink does not care); those that overlap can never be peered";

  test("given blocks that touch, when they are reported, then no two overlap", () => {
    const { stdout } = reportOf({ "x.yaml": vpcs("x", { one: "10.0.0.0/17", two: "10.0.128.0/17" }) });
    expect(stdout).toContain("\n\nno two VPCs overlap\n\n");
  });

  test("given VPCs of several files that nothing joins, when they overlap, then it does not matter", () => {
    const files = {
      "x.yaml": vpcs("x", { one: "10.0.0.0/16", two: "10.0.3.0/24" }),
      "y.yaml": vpcs("y", { one: "10.0.0.0/16", two: "10.1.0.0/16" }),
    };
    expect(tableOf(reportOf(files), "overlap in")).toEqual([
      "10.0.0.0/16  3     x/one, y/one, x/two (10.0.3.0/24)",
      HARMLESS,
    ]);
  });

  test("given a VPC that is peered with two that overlap, when they are reported, then it matters and to whom", () => {
    const text = vpcs(
      "x",
      { hub: "10.9.0.0/16", one: "10.0.0.0/16", two: "10.0.0.0/16", three: "10.0.0.0/16" },
      ["hub", "10.0.0.0/17", "one"],
      ["hub", "10.0.128.0/17", "two"],
    );
    expect(tableOf(reportOf({ "x.yaml": text }), "overlap in")).toEqual([
      "10.0.0.0/16  3     x/one, x/three, x/two",
      "    matters: x/hub is peered with x/one, x/two, and tells them apart by the zones or destinations of its peerings only",
    ]);
  });

  test("given a VPC that is peered with two inside the block of a third, when they do not overlap each other, then it does not matter", () => {
    const text = vpcs(
      "x",
      { hub: "10.9.0.0/16", one: "10.0.0.0/24", two: "10.0.1.0/24", three: "10.0.0.0/16" },
      ["hub", "10.0.0.0/24", "one"],
      ["hub", "10.0.1.0/24", "two"],
    );
    expect(tableOf(reportOf({ "x.yaml": text }), "overlap in")).toEqual([
      "10.0.0.0/16  3     x/three, x/one (10.0.0.0/24), x/two (10.0.1.0/24)",
      HARMLESS,
    ]);
  });

  test("given 1,000 VPCs of one block, when they are reported, then their overlap is two lines", () => {
    const blocks = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [`v${index}`, "10.0.0.0/16"]),
    );
    const lines = tableOf(reportOf({ "x.yaml": vpcs("x", blocks) }), "overlap in");
    expect(lines).toEqual([expect.stringMatching(/^10\.0\.0\.0\/16 {2}1000 .* and 988 more$/), HARMLESS]);
  });
});

describe("the next free block", () => {
  const nextOf = (files: Readonly<Record<string, string>>): (string | undefined)[] =>
    tableOf(reportOf(files), "private range").map((line) => line.split(/ {2,}/)[2]);

  test("given a file without VPCs, when it is reported, then it is the first /16 of each range", () => {
    expect(nextOf({ "x.yaml": "topology: x\nregion: eu-west-1\n" })).toEqual([
      "10.0.0.0/16",
      "172.16.0.0/16",
      "192.168.0.0/16",
      "100.64.0.0/16",
    ]);
  });

  test("given a part of a /16, when it is reported, then the next one is named, or what is left of the range", () => {
    const text = vpcs("x", {
      one: "10.0.0.0/16",
      two: "10.1.7.0/24",
      three: "192.168.0.0/24",
      four: "172.16.0.0/16",
    });
    // 172.17.0.0/16 is Docker's and AWS services'.
    expect(nextOf({ "x.yaml": text })).toEqual([
      "10.2.0.0/16",
      "172.18.0.0/16",
      "192.168.128.0/17",
      "100.64.0.0/16",
    ]);
  });

  test("given a range that is full, when it is reported, then none is named", () => {
    expect(nextOf({ "x.yaml": vpcs("x", { one: "192.168.0.0/16" }) })[2]).toBe("none");
  });

  test("given what existing VPCs route to elsewhere, when it is reported, then that is taken as well", () => {
    const route = (target: string): string =>
      EXISTING.replace("{ 0.0.0.0/0: nat-00000000000000001 }", `{ 10.0.0.0/15: ${target} }`);
    expect(nextOf({ "x.yaml": route("tgw-00000000000000001") })[0]).toBe("10.2.0.0/16");
    expect(nextOf({ "x.yaml": route("eni-00000000000000001") })[0]).toBe("10.0.0.0/16");
  });
});

describe("the report for a program", () => {
  test("given topology files, when they are reported, then it has all of it", () => {
    const text = vpcs(
      "x",
      { hub: "10.9.0.0/16", one: "10.0.0.0/16", two: "10.0.0.0/17" },
      ["hub", "10.0.128.0/17", "one"],
      ["hub", "10.0.0.0/17", "two"],
    );
    const { exitCode, stdout } = reportOf({ "x.yaml": text }, "--json");
    const one = { names: ["x/one"], block: "10.0.0.0/16" };
    const two = { names: ["x/two"], block: "10.0.0.0/17" };
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: EXIT.good,
      vpcs: [
        { names: ["x/hub"] },
        {
          ...one,
          account: "111111111111",
          subnets: ["10.0.0.0/20", "10.0.128.0/20"],
          free: { addresses: 57_344, largest: "10.0.64.0/18", forHosts: 16_379 },
        },
        two,
      ],
      overlaps: [
        {
          block: "10.0.0.0/16",
          matters: true,
          vpcs: [one, two],
          routedTogether: [{ by: ["x/hub"], vpcs: [one, two] }],
        },
      ],
      ranges: [
        { range: "10.0.0.0/8", vpcs: 3, next: "10.1.0.0/16" },
        { range: "172.16.0.0/12", vpcs: 0 },
        { range: "192.168.0.0/16" },
        { range: "100.64.0.0/10" },
      ],
      problems: [],
    });
  });

  test("given a wrong file, when it is reported, then its mistakes are told and nothing else", () => {
    const files = { "x.yaml": vpcs("x", { one: "10.0.0.0/15" }) };
    const { exitCode, stdout, stderr } = reportOf(files, "--json");
    expect({ exitCode, stderr, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: EXIT.inputIsWrong,
      stderr: "",
      vpcs: [],
      problems: [{ file: "x.yaml", line: 5, path: "consumers.one.vpc.cidr" }],
    });
    expect(reportOf(files)).toMatchObject({
      exitCode: EXIT.inputIsWrong,
      stdout: "",
      stderr: expect.stringMatching(/^x\.yaml:5:\d+ consumers\.one\.vpc\.cidr "10\.0\.0\.0\/15": /),
    });
  });
});
