import { describe, expect, test } from "@jest/globals";
import { formatProblem, loadTopologies } from "../../../modules/topology";
import { inFolder, writeFiles } from "../../support/folders";

/** A topology with one VPC in account a, and what else is said of it. */
function text(name: string, ...lines: readonly string[]): string {
  return [
    `topology: ${name}`,
    "region: eu-west-1",
    'accounts: { a: "111111111111", b: "222222222222" }',
    ...lines,
    "consumers: { vpc: { account: a, vpc: { zones: [euw1-az1] } } }",
    "",
  ].join("\n");
}

/** What is said of files x.yaml and y.yaml. */
function saidOf(x: string, y: string): string[] {
  return inFolder((folder) => {
    writeFiles(folder, { "x.yaml": x, "y.yaml": y });
    const loaded = loadTopologies(["x.yaml", "y.yaml"].map((name) => `${folder}/${name}`));
    return loaded.ok
      ? []
      : loaded.problems.map((problem) => formatProblem(problem).replaceAll(`${folder}/`, ""));
  });
}

const S3 = "state: { backend: s3, bucket: example-state, account: a }";
const SHOP =
  "providers: { shop: { account: a, vpc: { zones: [euw1-az1] }, environments: { live: { sourceBundle: { bucket: builds, key: a.zip } } } } }";

describe("topologies that share something, and agree", () => {
  test.each<readonly [what: string, x: string, y: string]>([
    ["a bucket", text("x", S3), text("y", S3)],
    [
      "a bucket whose Region one of them states",
      text("x", S3),
      text("y", S3.replace("account:", "region: eu-west-1, account:")),
    ],
    ["roles of local states", text("x", "roles: { deploy: one }"), text("y", "roles: { deploy: two }")],
    [
      "an account, with roles of other names for another bucket",
      text("x", S3),
      text(
        "y",
        S3.replace("example", "another"),
        "roles: { deploy: d, plan: p, readContract: r, boundary: b }",
      ),
    ],
    [
      "role names for another bucket, in other accounts",
      text("x", S3),
      text("y", S3.replace("example", "another")).replace("vpc: { account: a", "vpc: { account: b"),
    ],
    ["a bucket with builds", text("x", SHOP), text("y", SHOP)],
    [
      "no account, where one calls a role after the other",
      text("x", "roles: { deploy: y.deploy }"),
      text("y").replace("vpc: { account: a", "vpc: { account: b"),
    ],
  ])("given %s, when they are read, then they are good", (_, x, y) => {
    expect(saidOf(x, y)).toEqual([]);
  });
});

describe("topologies that do not", () => {
  test.each<readonly [what: string, says: readonly string[], x: string, y: string]>([
    [
      "the account of a bucket",
      [
        'y.yaml:4:55 state.account "b": x.yaml keeps its state in this bucket too, and says that its account is 111111111111; say the same',
      ],
      text("x", S3),
      text("y", S3.replace("account: a", "account: b")),
    ],
    [
      "the Region of a bucket",
      [
        'y.yaml:4:54 state.region "eu-west-2": x.yaml keeps its state in this bucket too, and says that its region is eu-west-1; say the same',
      ],
      text("x", S3),
      text("y", S3.replace("account:", "region: eu-west-2, account:")),
    ],
    [
      "the names of roles",
      [
        'y.yaml:5:18 roles.deploy "admin": x.yaml keeps its state in this bucket too, and says that roles.deploy is network-deploy; say the same',
        'y.yaml:5:36 roles.bootstrap "root": x.yaml keeps its state in this bucket too, and says that roles.bootstrap is left out; say the same',
      ],
      text("x", S3),
      text("y", S3, "roles: { deploy: admin, bootstrap: root }"),
    ],
    [
      "the bucket of an account's roles",
      [
        'y.yaml:4:31 state.bucket "another-state": x.yaml keeps its state in example-state, and both want to have network-deploy made in account 111111111111; keep both states in one bucket, or name other roles',
      ],
      text("x", S3),
      text("y", S3.replace("example", "another")),
    ],
    [
      "what a bucket is for, of which the second has builds there",
      [
        'y.yaml:4:110 providers.shop.environments.live.sourceBundle.bucket "builds": this bucket holds the states of x.yaml; put the source bundle into another',
      ],
      text("x", S3.replace("example-state", "builds")),
      text("y", SHOP),
    ],
    [
      "what a bucket is for, of which the first has builds there",
      [
        'y.yaml:4:31 state.bucket "builds": x.yaml has a source bundle there; keep the state in another bucket',
      ],
      text("x", SHOP),
      text("y", S3.replace("example-state", "builds")),
    ],
    [
      "their names",
      [
        'y.yaml:1:11 topology "x": x.yaml has this name already, and their stacks would share states; give each topology its own',
      ],
      text("x", S3),
      text("x", S3),
    ],
  ])("given %s, when they are read, then it is said", (_, says, x, y) => {
    expect(saidOf(x, y)).toEqual(says);
  });
});

describe("roles that are called after another topology of their account", () => {
  test("given the later file, when both are read, then the role's line is told", () => {
    expect(saidOf(text("x"), text("y", "roles: { deploy: x.deploy }"))).toEqual([
      'y.yaml:4:18 roles.deploy "x.deploy": names that begin with x. are those of the own roles of x.yaml, which its deployment may change; name it otherwise',
    ]);
  });

  test("given the earlier file, when both are read, then the later one's name is told", () => {
    expect(saidOf(text("x", "roles: { deploy: y.deploy }"), text("y"))).toEqual([
      'y.yaml:1:11 topology "y": x.yaml has roles.deploy y.deploy, and roles whose names begin with y. are this topology\'s own, which its deployment may change; name one of both otherwise',
    ]);
  });
});
