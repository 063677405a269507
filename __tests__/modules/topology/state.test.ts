import { describe, expect, test } from "@jest/globals";
import { edited, type Edit } from "../../support/topology-text";
import { modelOf, saidOf } from "./reading";

const at = (...lines: readonly string[]): Edit => ["topology: x\n", `topology: x\n${lines.join("\n")}\n`];
const S3 = "state: { backend: s3, bucket: example-state, account: provider }";
const inS3 = (roles: string): Edit => at(S3, `roles: ${roles}`);
const environment = (bucket: string): Edit => [
  "    services:\n      web:\n",
  `    environments:\n      shop: { sourceBundle: { bucket: ${bucket}, key: shop.zip } }\n    services:\n      web:\n`,
];

describe("states and roles that are allowed", () => {
  test.each<readonly [what: string, ...Edit[]]>([
    ["state in S3 without a word of roles", at(S3)],
    ["roles of its own", inS3("{ deploy: a, plan: b, readContract: c, boundary: d, bootstrap: e }")],
    ["a boundary that is called like a role, because it is a policy", inS3("{ deploy: network-boundary }")],
    [
      "roles whose names begin like the topology's, without its dot",
      inS3("{ deploy: x-deploy, plan: xplan }"),
    ],
    ["a bucket in another Region", at(S3.replace("account:", "region: eu-west-1, account:"))],
    ["local state with roles to deploy and plan", at("roles: { deploy: a, plan: b, boundary: c }")],
    [
      "a bucket name that only resembles Elastic Beanstalk's",
      at(S3.replace("example-", "elasticbeanstalks-")),
    ],
    ["a role of the longest name", inS3(`{ deploy: ${"a".repeat(64)} }`)],
    ["a source bundle in a bucket beside that of the states", at(S3), environment("example-builds")],
  ])("given %s, when the file is read, then it is good", (_, ...edits) => {
    expect(saidOf(edited(...edits))).toEqual([]);
  });

  test("given state in S3 without a word of roles, when the file is read, then what the bootstrap makes has names", () => {
    expect(modelOf(edited(at(S3))).roles).toEqual({
      deploy: "network-deploy",
      plan: "network-plan",
      readContract: "network-read-contract",
      boundary: "network-boundary",
    });
  });
});

const NO_ROLE =
  "this is not the name of an IAM role; write it without the ARN: 1 to 64 letters, digits and _ + = , . @ -";
const NO_BUCKET =
  "AWS takes no bucket of this name, or cannot serve it by TLS; write 3 to 63 lower-case letters, digits and hyphens, like example-network-state, and none of the beginnings and ends that S3 keeps for itself (xn--, sthree-, amzn-s3-demo-, -s3alias, --ol-s3, --x-s3, --table-s3)";
const OF_NO_USE =
  "this role is of use with state in S3 only; leave it out, or say `state: { backend: s3, ... }`";

describe("states and roles that are not", () => {
  test.each<readonly [what: string, says: readonly string[], ...Edit[]]>([
    [
      "a bucket of an account that is not declared",
      ['2:55 state.account "archive": there is no such account; declared are consumer, provider, stranger'],
      at(S3.replace("account: provider", "account: archive")),
    ],
    [
      "a boundary that is called like a role's own policies",
      [
        '3:20 roles.boundary "Network-Plan-states": names that begin with network-plan- are those of this role\'s own policies; name the boundary, or the role, otherwise',
      ],
      inS3("{ boundary: Network-Plan-states }"),
    ],
    [
      "no account of the bucket",
      [
        "2:1 state.account: this is missing; write the name, in `accounts`, of the account that owns the bucket",
      ],
      at("state: { backend: s3, bucket: example-state }"),
    ],
    [
      "a bucket name that AWS would refuse",
      [`2:31 state.bucket "Example_State": ${NO_BUCKET}`],
      at(S3.replace("example-state", "Example_State")),
    ],
    [
      "a bucket that Elastic Beanstalk has access to",
      [
        '2:31 state.bucket "elasticbeanstalk-state": Elastic Beanstalk and its instances have access to buckets whose names begin with elasticbeanstalk-; name it otherwise',
      ],
      at(S3.replace("example-state", "elasticbeanstalk-state")),
    ],
    [
      "a bucket in another partition",
      [
        '2:54 state.region "cn-north-1": no role of ap-northeast-1 has access there, because its accounts are of AWS\'s other partition aws-cn; write a Region of aws',
      ],
      at("state: { backend: s3, bucket: example-state, region: cn-north-1, account: provider }"),
    ],
    [
      "a role whose name is too long",
      [`3:18 roles.deploy "${"a".repeat(65)}": ${NO_ROLE}`],
      inS3(`{ deploy: ${"a".repeat(65)} }`),
    ],
    [
      "two roles of one name",
      ['3:39 roles.plan "Network-Admin": the role deploy has this name already; give each role its own'],
      inS3("{ deploy: network-admin, plan: Network-Admin }"),
    ],
    [
      "a role that is called like one that was left out",
      ['3:18 roles.deploy "network-plan": the role plan has this name already; give each role its own'],
      inS3("{ deploy: network-plan }"),
    ],
    [
      "a bootstrap by the role that it makes",
      [
        '3:21 roles.bootstrap "network-deploy": the role deploy has this name already; give each role its own',
      ],
      inS3("{ bootstrap: network-deploy }"),
    ],
    [
      "two roles of one name with local state",
      ['2:31 roles.plan "admin": the role deploy has this name already; give each role its own'],
      at("roles: { deploy: admin, plan: admin }"),
    ],
    [
      "a role that a deployment could change",
      [
        '3:18 roles.deploy "x.deploy": names that begin with x. are those of the topology\'s own roles, which its deployment may change; name it otherwise',
      ],
      inS3("{ deploy: x.deploy }"),
    ],
    [
      "roles that local state has no use for",
      [`2:24 roles.readContract "a": ${OF_NO_USE}`, `2:38 roles.bootstrap "b": ${OF_NO_USE}`],
      at("roles: { readContract: a, bootstrap: b }"),
    ],
    [
      "a source bundle in the bucket with the states",
      [
        '17:39 providers.web.environments.shop.sourceBundle.bucket "example-state": this bucket holds the states, which an environment must not have access to; put the source bundle into another',
      ],
      at(S3),
      environment("example-state"),
    ],
    [
      "a backend that there is not, with roles that another would have no use for",
      ['2:19 state.backend "gcs": this is not a backend; write local or s3'],
      at("state: { backend: gcs }", "roles: { readContract: a }"),
    ],
  ])("given %s, when the file is read, then it is said", (_, says, ...edits) => {
    expect(saidOf(edited(...edits))).toEqual(says);
  });
});
