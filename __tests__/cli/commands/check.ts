import { describe, expect, test } from "@jest/globals";
import { checkFiles } from "../../../cli/check";
import { EXIT } from "../../../cli/failure";
import { inFolder, writeFiles } from "../../support/folders";
import { edited, GOOD } from "../../support/topology-text";
import { type Outcome, outcomeOf } from "../command";

function checkOf(files: Readonly<Record<string, string>>, json: boolean): Outcome {
  return inFolder((folder) => {
    writeFiles(folder, files);
    const paths = Object.keys(files).map((name) => `${folder}/${name}`);
    const { exitCode, stdout, stderr } = outcomeOf(() => checkFiles(paths, json));
    const relative = (text: string): string => text.replaceAll(`${folder}/`, "");
    return { exitCode, stdout: relative(stdout), stderr: relative(stderr) };
  });
}

/** The flow of the good file, as a program gets it. */
const FLOW = { from: "a/ec2-a", to: "web.example.internal", protocol: "tcp", port: 80, expect: "reachable" };

describe("check", () => {
  test("given good files, when they are checked, then each is said to be good, with its flows", () => {
    const files = { "x.yaml": GOOD, "y.yaml": "topology: y\nregion: eu-west-1\n" };
    expect(checkOf(files, false)).toEqual({
      exitCode: EXIT.good,
      stdout: `x.yaml: x is good: 2 VPCs, 1 flow
  from     to                    port    expected   verdict
  a/ec2-a  web.example.internal  TCP 80  reachable  reachable
y.yaml: y is good: 0 VPCs, 0 flows
  no flows are declared
`,
      stderr: "",
    });
  });

  test("given good files, when they are checked for a program, then it gets their stacks and flows and no problem", () => {
    const { exitCode, stdout } = checkOf({ "x.yaml": GOOD }, true);
    const hop = {
      component: "VPC endpoint",
      at: "x.a:aws_vpc_endpoint.endpoints_web_endpoint",
      source: "x.yaml:29",
      detail: expect.any(String),
      consulted: expect.any(Array),
      passes: "all",
    };
    const trace = expect.arrayContaining([hop]);
    expect({ exitCode, ...JSON.parse(stdout) }).toEqual({
      exitCode: EXIT.good,
      topologies: [
        {
          name: "x",
          file: "x.yaml",
          stacks: [
            "x.web",
            "x.web.contract-service-web",
            "x.a",
            "x.a.contract-endpoint-web",
            "x.web.accept-a",
          ],
          flows: [{ ...FLOW, verdict: "reachable", ok: true, trace, blockers: [] }],
        },
      ],
      problems: [],
      warnings: [],
      orphans: [],
    });
  });

  const UNUSED = `topology: x
region: ap-northeast-1
accounts: { network: "222222222222" }
proxyHubs:
  exit:
    account: network
    vpc: { cidr: 10.0.0.0/16, zones: [apne1-az4] }
    proxies: { name: proxy.example.internal, domains: [.example.com] }
`;
  const WARNING =
    'x.yaml:5:3 proxyHubs.exit "exit": no entry uses its proxies, which cost money all the same; write `proxy: { hub: exit }` in those that shall, or leave the hub out';

  test("given a file that is hardly meant, when it is checked, then it is good, with a warning on standard output", () => {
    expect(checkOf({ "x.yaml": UNUSED }, false)).toEqual({
      exitCode: EXIT.good,
      stdout: `x.yaml: x is good: 1 VPC, 0 flows\n  no flows are declared\n\nWARNING: ${WARNING}\n`,
      stderr: "",
    });
  });

  test("given a file that is hardly meant, when it is checked for a program, then the warning has a key of its own", () => {
    const { exitCode, stdout } = checkOf({ "x.yaml": UNUSED }, true);
    expect({ exitCode, ...JSON.parse(stdout) }).toMatchObject({
      exitCode: EXIT.good,
      problems: [],
      warnings: [{ file: "x.yaml", line: 5, column: 3, path: "proxyHubs.exit", text: WARNING }],
    });
  });

  const WRONG = edited(["allow: [consumer]", "allow: [consumer]\n        crossZone: false"]);

  test("given a wrong flow, when it is checked, then only what is wrong is told", () => {
    expect(checkOf({ "x.yaml": WRONG, "y.yaml": GOOD.replace("topology: x", "topology: y") }, false)).toEqual(
      {
        exitCode: EXIT.networkIsWrong,
        stdout: "",
        stderr: `x (x.yaml)
  from     to                    port    expected   verdict
✗ a/ec2-a  web.example.internal  TCP 80  reachable  blocked
    ELBV2_NO_TARGETS_IN_AZ  x.yaml:21  aws_lb.load-balancers_web (x.web)
      aws_lb_target_group.load-balancers_web_target-group has no target in apne1-az4, and cross-zone load balancing is off
      fix: set enable_cross_zone_load_balancing = true on aws_lb.load-balancers_web
      in the topology: providers.web.services.web.crossZone

1 of 2 flows is not as expected.
`,
      },
    );
  });

  test("given a wrong flow, when it is checked for a program, then it gets every blocker of it", () => {
    const { exitCode, stdout, stderr } = checkOf({ "x.yaml": WRONG }, true);
    expect({ exitCode, stderr }).toEqual({ exitCode: EXIT.networkIsWrong, stderr: "" });
    const blocker = {
      code: "ELBV2_NO_TARGETS_IN_AZ",
      at: "x.web:aws_lb.load-balancers_web",
      source: "x.yaml:21",
      sentence:
        "aws_lb_target_group.load-balancers_web_target-group has no target in apne1-az4, and cross-zone load balancing is off",
      fix: "set enable_cross_zone_load_balancing = true on aws_lb.load-balancers_web",
    };
    expect(JSON.parse(stdout)).toMatchObject({
      topologies: [{ flows: [{ ...FLOW, verdict: "blocked", ok: false, blockers: [blocker] }] }],
      problems: [],
    });
  });

  test("given wrong files, when they are checked for a program, then it gets every problem of every file", () => {
    const files = {
      "x.yaml": edited(["        port: 80", "        port: 0"]),
      "y.yaml": "\xff",
      "z.yaml": GOOD,
    };
    const { exitCode, stdout, stderr } = checkOf(files, true);
    expect({ exitCode, stderr, ...JSON.parse(stdout) }).toEqual({
      exitCode: 2,
      stderr: "",
      topologies: [],
      problems: [
        {
          file: "x.yaml",
          line: 17,
          column: 15,
          path: "providers.web.services.web.port",
          value: 0,
          sentence: "this is too small; the least is 1",
          text: "x.yaml:17:15 providers.web.services.web.port 0: this is too small; the least is 1",
        },
        {
          file: "y.yaml",
          line: 1,
          column: 1,
          path: "",
          sentence: "this is text; write a map of keys and values",
          text: "y.yaml:1:1: this is text; write a map of keys and values",
        },
      ],
    });
  });
});
