import { describe, expect, test } from "@jest/globals";
import { EXIT } from "../../../cli/failure";
import { inFolder, writeFiles } from "../../support/folders";
import { type Outcome, outcomeIn } from "../command";
import { CONNECTION, GATEWAY, MANAGED, pulledState, ROUTE, shownState, STACK } from "./states";

const TOPOLOGY = `topology: vpn
region: ap-northeast-1
accounts: { web: "111111111111" }
onPremises:
  office: { blocks: [10.200.0.0/16], gateway: 198.51.100.7, asn: 65010 }
  lonely: { blocks: [10.201.0.0/16], gateway: 198.51.100.8 }
providers:
  web:
    account: web
    vpc: { cidr: 10.0.0.0/16, zones: [apne1-az4] }
    vpn: { connections: { office: { routing: static, prefixes: [10.200.0.0/16] } } }
`;
/** The network's DNS asks a relay's VPC, which calls it. */
const RELAYED = `topology: vpn
region: ap-northeast-1
accounts: { web: "111111111111" }
onPremises:
  office:
    blocks: [10.200.0.0/16]
    gateway: 198.51.100.7
    asn: 65010
    hosts: { pc: { address: 10.200.0.10 } }
    forwards: { example.internal: web }
providers:
  app:
    account: web
    vpc: { cidr: 192.168.0.0/16, zones: [apne1-az4, apne1-az1] }
    hosts: { b: { zone: apne1-az4, address: 192.168.48.10 } }
relays:
  web:
    account: web
    vpc: { cidr: 172.16.0.0/16, zones: [apne1-az4, apne1-az1] }
    vpn: { connections: { office: { routing: static, prefixes: [10.200.0.0/16] } } }
    resolver: { addresses: { apne1-az4: 172.16.48.53, apne1-az1: 172.16.0.53 } }
    mode: managed
    mappings: [MAPPING]
`;
const OUTWARD = "{ from: app, call: 192.168.48.203:80, to: office/pc:80 }";
const INWARD = "{ from: office, call: 172.16.48.11:80, to: app/b:80 }";
const LOCAL = `state/${STACK}.tfstate`;
const KEY = "first.Key_1";
const STATE = pulledState(CONNECTION, GATEWAY, ROUTE);

/** What `vpn-config` says in a project with this topology and these files. */
function told(files: Readonly<Record<string, string>>, ...words: readonly string[]): Outcome {
  return inFolder((folder) => {
    writeFiles(folder, { "scenarios/vpn.yaml": TOPOLOGY, ...files });
    return outcomeIn(folder, "vpn-config", ...words);
  });
}

describe("vpn-config", () => {
  test("given a local state, when it is asked for, then strongSwan and any other device are told all but the keys", () => {
    const { exitCode, stdout } = told({ [LOCAL]: STATE }, "office");
    expect(exitCode).toBe(EXIT.good);
    expect(stdout).toContain("    remote_addrs = 203.0.113.1\n");
    expect(stdout).toContain("ip route add 10.0.0.0/16 dev vpn2560 metric 100\n");
    expect(stdout).toMatch(/outside address, Amazon +203\.0\.113\.2\n/);
    expect(stdout).not.toContain(KEY);
  });

  test.each([[[]], [["--json"]]])(
    "given --with-keys and %j, when asked, then the keys are printed",
    (options) => {
      expect(told({ [LOCAL]: STATE }, "office", "--with-keys", ...options).stdout).toContain(KEY);
    },
  );

  test("given --json alone, when asked, then it is JSON without keys", () => {
    const { stdout } = told({ [LOCAL]: STATE }, "vpn/office", "--json");
    expect(JSON.parse(stdout)).toMatchObject({
      network: "office",
      topology: "vpn",
      tunnels: [
        { name: "web-1", values: { "inside address, device": "169.254.10.2/30" } },
        { name: "web-2" },
      ],
    });
    expect(stdout).not.toContain(KEY);
  });

  test.each([
    ["a host", "mode: host, address: 172.16.48.10", ["172.16.48.10"]],
    ["load balancers", "mode: managed", ["172.16.7.205", "172.16.54.11"]],
  ])(
    "given a relay by %s that calls the network, when asked, then names, name servers and callers are told",
    (_, mode, addresses) => {
      const relayed = RELAYED.replace("mode: managed", mode.replace(", ", "\n    ")).replace(
        "MAPPING",
        OUTWARD,
      );
      const files = { "scenarios/vpn.yaml": relayed, [LOCAL]: STATE };
      expect(told(files, "office").stdout).toContain(
        `DNS: forward example.internal to 172.16.0.53, 172.16.48.53\nFilters: let ${addresses.join(", ")} in, where web calls from\n`,
      );
      expect(JSON.parse(told(files, "office", "--json").stdout)).toMatchObject({
        dns: [{ domain: "example.internal", servers: ["172.16.0.53", "172.16.48.53"] }],
        relays: [{ name: "web", addresses }],
      });
    },
  );

  test("given a relay that the network only calls, when asked, then nobody is to be let in", () => {
    const files = { "scenarios/vpn.yaml": RELAYED.replace("MAPPING", INWARD), [LOCAL]: STATE };
    expect(JSON.parse(told(files, "office", "--json").stdout)).toMatchObject({ relays: [] });
    expect(told({ [LOCAL]: STATE }, "office").stdout).not.toContain("The rest of");
  });

  test("given keys that AWS keeps, when asked with keys, then the command that reads them is printed", () => {
    const file = { "pulled.json": shownState(MANAGED, GATEWAY, ROUTE) };
    const { stdout } = told(file, "office", "--state", "pulled.json", "--with-keys");
    expect(stdout).toContain(
      "aws secretsmanager get-secret-value --secret-id 'arn:aws:secretsmanager:ap-northeast-1:111122223333:secret:s2svpn!vpn-1'",
    );
    expect(stdout).not.toContain("REDACTED");
  });

  const inS3 = TOPOLOGY.replace(
    "accounts:",
    "state: { backend: s3, bucket: vpn-states, account: web }\nroles: { deploy: d, plan: p, readContract: r, boundary: b }\naccounts:",
  );

  test.each<[string, Readonly<Record<string, string>>, readonly string[], string]>([
    [
      "a network that is none",
      {},
      ["lab"],
      '"lab": no topology has such a network in onPremises; there are vpn/lonely, vpn/office',
    ],
    [
      "a network without a connection",
      {},
      ["lonely"],
      '"lonely": no entry of scenarios/vpn.yaml has a VPN connection to it',
    ],
    [
      "a name in two topologies",
      { "scenarios/z.yaml": TOPOLOGY.replace("topology: vpn", "topology: z") },
      ["office"],
      '"office": several topologies have such a network; write one of vpn/office, z/office',
    ],
    [
      "no state",
      {},
      ["office"],
      `${STACK} has no VPN connection in its local state; deploy it first, or give its state with --state`,
    ],
    [
      "a state in S3",
      { "scenarios/vpn.yaml": inS3 },
      ["office"],
      `the state of ${STACK} is in S3, which is not asked; run terraform -chdir=cdktf.out/stacks/${STACK} state pull > FILE, and give it with --state FILE`,
    ],
    ["a file that is missing", {}, ["office", "--state", "x"], '--state "x": there is no such file'],
    [
      "a file that is no state",
      { x: "{}" },
      ["office", "--state", "x"],
      '--state "x": this is no state; write what terraform state pull or terraform show -json prints into it',
    ],
    [
      "another stack's state",
      { x: pulledState() },
      ["office", "--state", "x"],
      `none of the files given with --state has the VPN connection of ${STACK}; run`,
    ],
    [
      "a state that is given twice",
      { x: STATE },
      ["office", "--state", "x", "--state", "x"],
      `there is more than one VPN connection of ${STACK}; give the state of that stack, once and as Terraform has it now`,
    ],
    [
      "a state that is not complete",
      { [LOCAL]: pulledState(CONNECTION) },
      ["office"],
      `the state of ${STACK} does not say all of its VPN connection; run terraform apply -refresh-only on it`,
    ],
  ])("given %s, when asked, then a sentence says so", (_, files, words, sentence) => {
    const { exitCode, stdout, stderr } = told(files, ...words);
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
    expect({ exitCode, stdout }).toEqual({ exitCode: EXIT.inputIsWrong, stdout: "" });
  });
});
