import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { EXIT } from "../../../cli/failure";
import { main } from "../../../cli/program";
import { inFolder, writeFiles } from "../../support/folders";
import { type Shown, stateOf } from "../../support/shown";
import { type Outcome, outcomeOf } from "../command";

const SHOWN = join(__dirname, "..", "..", "support", "shown");
const [STATE, PLAN] = [join(SHOWN, "peered.state.json"), join(SHOWN, "peered.plan.json")];
const [LEFT, RIGHT] = [
  'module.network["left"].aws_instance.this',
  'module.network["right"].aws_instance.this',
];

function reach(...words: readonly string[]): Outcome {
  return outcomeOf(() => main(["reach", ...words]));
}

/** Asks of a state with these resources beside the ends that are written. */
function reachAmong(resources: readonly Shown[], ...words: readonly string[]): Outcome {
  return inFolder((folder) => {
    writeFiles(folder, { "net.json": JSON.stringify(stateOf(resources)) });
    return reach(...words, "--terraform", join(folder, "net.json"));
  });
}

function refusal(sentence: string): Outcome {
  return { exitCode: EXIT.inputIsWrong, stdout: "", stderr: `${sentence}\n` };
}

const VPC: Shown = ["aws_vpc.main", { id: "vpc-1", cidr_block: "10.0.0.0/16" }];
const NETWORK: readonly Shown[] = [
  VPC,
  ["aws_subnet.main", { id: "subnet-1", vpc_id: "vpc-1", cidr_block: "10.0.0.0/24" }],
];

function instance(name: string, group: string): Shown {
  const values = { subnet_id: "subnet-1", vpc_security_group_ids: [group] };
  return [`aws_instance.${name}`, { id: `i-${name}`, private_ip: "10.0.0.9", ...values }];
}

describe("a question without one of its ends", () => {
  test("given --to, when it is asked of a state, then who reaches it stands in a table, with a packet", () => {
    const { exitCode, stdout, stderr } = reach("--to", LEFT, "--terraform", STATE);
    expect({ exitCode, stderr }).toEqual({ exitCode: EXIT.good, stderr: "" });
    expect(stdout.split("\n").slice(0, 3)).toEqual([
      expect.stringMatching(/^ {2}verdict {4}from +to +ports {4}by$/),
      `  reachable  ${RIGHT}  ${LEFT}  TCP 443  peering`,
      "      10.2.0.62:32768 → 10.1.0.62:443 TCP",
    ]);
  });

  test("given --to as JSON, when it is asked, then groups are told with stacks, ports and a witness", () => {
    const { stdout } = reach("--to", LEFT, "--json", "--terraform", STATE);
    expect(JSON.parse(stdout)).toMatchObject({
      to: LEFT,
      groups: [
        {
          verdict: "reachable",
          from: [`peered.state:${RIGHT}`],
          to: [`peered.state:${LEFT}`],
          ports: { tcp: "443", udp: "" },
          by: { across: "peered" },
          witness: { source: "10.2.0.62", destination: "10.1.0.62", port: 443, protocol: "tcp" },
          doubts: [],
        },
      ],
    });
  });

  test("given --from, when it is asked of a plan, then what had to be taken for so is told as well", () => {
    const text = reach("--from", LEFT, "--port", "443", "--terraform", PLAN);
    expect(text.exitCode).toBe(EXIT.good);
    expect(text.stdout).toMatch(/\n {2}reachable +module\.network\["left"\]\S+ +module\.network\["right"\]/);
    expect(text.stdout).toMatch(/ taken /);
    const { stdout } = reach("--from", LEFT, "--json", "--terraform", PLAN);
    expect(JSON.parse(stdout)).toMatchObject({ from: LEFT, assumptions: expect.any(Array) });
  });

  test("given a port that nobody admits, when it is asked, then nothing is told, which is an answer", () => {
    const { exitCode, stdout } = reach("--to", LEFT, "--port", "22", "--terraform", STATE);
    expect(exitCode).toBe(EXIT.good);
    expect(stdout).toMatch(/^ {2}nothing\n/);
  });

  test("given --undeclared, when there is a way, then it exits with 1; when there only may be, with 3; when there is none, with 0", () => {
    const { exitCode, stdout } = reach("--undeclared", "--terraform", STATE);
    expect(exitCode).toBe(EXIT.networkIsWrong);
    expect(stdout).toMatch(/\n {2}reachable +2: module\.network\["\*t"\]\.aws_instance\.this /);
    expect(stdout).toContain(`\n      from ${LEFT}, ${RIGHT}\n`);
    const elsewhere: Shown = ["aws_instance.b", { id: "i-b", subnet_id: "subnet-9" }];
    const unclear = reachAmong([...NETWORK, instance("a", "sg-1"), elsewhere], "--undeclared");
    expect(unclear.exitCode).toBe(EXIT.unknown);
    expect(unclear.stdout).toMatch(
      / is not known: none of the given stacks makes .*; give the plan or state of the stack that makes it, too\n/,
    );
    const quiet = [...NETWORK, instance("a", "sg-1"), group("sg-1")];
    expect(reachAmong(quiet, "--undeclared")).toMatchObject({ exitCode: EXIT.good });
  });

  test.each(["--to", "--from"])(
    "given an end that is not there, when %s is asked, then those of its type are named",
    (option) => {
      expect(reach(option, 'module.network["lft"].aws_instance.this', "--terraform", STATE)).toEqual(
        refusal(
          String.raw`"module.network[\"lft\"].aws_instance.this": none of the given stacks has such a resource; of its type or its name there are ${LEFT}, ${RIGHT}`,
        ),
      );
    },
  );

  test("given an address that two stacks have, when it is asked, then both are named", () => {
    const { exitCode, stderr } = reach("--to", LEFT, "--terraform", `one=${STATE}`, `two=${PLAN}`);
    expect(exitCode).toBe(EXIT.inputIsWrong);
    expect(stderr).toMatch(
      `2 of the given stacks have such a resource; name one of one:${LEFT}, two:${LEFT}`,
    );
  });

  test("given a name that no zone has, when it is asked, then it is no answer that nobody reaches it", () => {
    expect(reach("--to", "db.example.internal", "--terraform", STATE)).toEqual(
      refusal(
        '"db.example.internal": no zone or endpoint of the given stacks has this name; write a name that one of them has, or a Terraform address',
      ),
    );
  });

  test.each([
    ["--to", "db", /^"db": this is no end of a question; an end is /],
    ["--to", "module.db", /^"module\.db": this is no end of a question; an end is /],
    ["--to", "https://example.com/", /^"https:\/\/example\.com\/": who asks a proxy /],
    ["--from", "db.example.internal", /^"db\.example\.internal": packets start at a host, and a name /],
    ["--to", "aws_vpc_peering_connection.this", /: packets neither start nor end at this resource; /],
  ])("given %s %s, when it is asked, then a sentence says what is right", (option, end, sentence) => {
    const { exitCode, stdout, stderr } = reach(option, end, "--terraform", STATE);
    expect({ exitCode, stdout }).toEqual({ exitCode: EXIT.inputIsWrong, stdout: "" });
    expect(stderr).toMatch(sentence);
  });

  test.each(["--undeclared", "--from internet", "--to internet"])(
    "given files without hosts, when %s is asked, then nothing is no answer",
    (question) => {
      const { exitCode, stderr } = reachAmong(NETWORK, ...question.split(" "));
      expect(exitCode).toBe(EXIT.inputIsWrong);
      expect(stderr).toMatch(/^the given Terraform holds no hosts, /);
    },
  );
});

describe("a value that is not known", () => {
  const remoteState = (backend: string, config: object): Shown => [
    "data.terraform_remote_state.groups",
    { backend, config, outputs: { web: ["sg-9"] } },
  ];

  test.each([
    ["s3", { bucket: "states", key: "groups.tfstate" }, "s3://states/groups.tfstate"],
    ["http", { address: "https://example.com/", password: "hunter2" }, "a backend of type http"],
  ])(
    "given its ID in a remote state in %s, when it is asked, then what to give is told, and no password",
    (backend, config, place) => {
      const resources = [
        ...NETWORK,
        instance("a", "sg-9"),
        instance("b", "sg-8"),
        remoteState(backend, config),
      ];
      const { stdout } = reachAmong(resources, "--to", "aws_instance.b");
      expect(stdout).toContain(
        '"sg-9" is not known: none of the given stacks makes it as aws_security_group; give the plan or state of the stack that makes it, too\n',
      );
      expect(stdout).toContain(
        `data.terraform_remote_state.groups (net) reads "sg-9" from the state at ${place}: `,
      );
      expect(stdout).not.toMatch(/reads "sg-8"|hunter2/);
    },
  );
});

function group(id: string): Shown {
  return ["aws_security_group.main", { id, vpc_id: "vpc-1", ingress: [], egress: [] }];
}

describe("a question that is put wrongly", () => {
  test.each([
    [["a", "b", "c", "--port", "80"], /^"c": a question has two ends, and this is the third; /],
    [
      ["--terraform", "x.json", "a", "b", "--port", "80"],
      /; everything after --terraform was taken for paths \(x\.json, a, b\): write the ends before it; see npm run topology -- reach --help\n$/,
    ],
    [["a", "--terraform", "x.json", "b"], /^"a" alone is no question: .*; everything after --terraform /],
    [["--to", "a", "--from", "b"], /^this is no question: write two ends, or one of /],
    [["a", "b", "--undeclared"], /^this is no question: /],
    [[], /; see npm run topology -- reach --help\n$/],
    [["--undeclared", "--port", "80"], /^--undeclared is asked of every port of TCP and UDP; /],
    [["--to", "a", "--port", "0"], /^--port "0": this is no port; /],
    [["--nonsense"], /unknown option '--nonsense'.*; see npm run topology -- reach --help\n$/],
    [["--to"], /argument missing.*; see npm run topology -- reach --help\n$/],
  ])("given %j, when it is asked, then a sentence says so", (words, sentence) => {
    const { exitCode, stdout, stderr } = reach(...words);
    expect({ exitCode, stdout }).toEqual({ exitCode: EXIT.inputIsWrong, stdout: "" });
    expect(stderr).toMatch(sentence);
  });
});
