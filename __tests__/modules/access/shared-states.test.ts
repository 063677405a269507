import { describe, expect, test } from "@jest/globals";
import {
  bucketPolicyStatements,
  type Purpose,
  roleStateStatements,
  type SharedStates,
} from "../../../modules/access";
import type { AccountId } from "../../../modules/identity";
import { JudgedPolicy, type PolicyRequest } from "../../support/policies";
import { account, CONSUMER, PROVIDER } from "../../support/values";

const OTHER = account("333333333333");
const STRANGER = account("999999999999");
const CONTRACT = `contracts/${PROVIDER}/t.web.contract-service-web.tfstate`;
const OTHER_CONTRACT = `contracts/${PROVIDER}/t.web.contract-service-api.tfstate`;

/** A provider of two services; each consumer uses one, and tells the provider of its endpoint. */
const STATES: SharedStates = {
  partition: "aws",
  bucket: "states",
  roles: { deploy: "network-deploy", plan: "network-plan", readContract: "network-read-contract" },
  accounts: [CONSUMER, PROVIDER, OTHER],
  addressees: [PROVIDER],
  readers: new Map([
    [CONTRACT, [CONSUMER]],
    [OTHER_CONTRACT, [OTHER]],
  ]),
};
const ACCOUNTS = [CONSUMER, PROVIDER, OTHER, STRANGER];
const PURPOSES: readonly Purpose[] = ["deploy", "plan", "readContract"];
const KEYS = [
  ...ACCOUNTS.flatMap((owner) => [
    `states/${owner}/t.x.tfstate`,
    `states/${owner}/t.x.tfstate.tflock`,
    `contracts/${owner}/t.x.tfstate`,
    `contracts/${owner}/t.x.tfstate.tflock`,
    `contracts/${owner}/to-${PROVIDER}/t.x.tfstate`,
    `contracts/${owner}/to-${CONSUMER}/t.x.tfstate`,
  ]),
  CONTRACT,
  `${CONTRACT}.tflock`,
  OTHER_CONTRACT,
  "states/t.x.tfstate",
  "t.x.tfstate",
];
const ACTIONS = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:GetObjectVersion", "s3:PutObjectAcl"];

/** What must be so, said once more in other words. */
function isMeant(asks: AccountId, purpose: Purpose, action: string, key: string): boolean {
  if (asks === STRANGER) return false;
  if (purpose === "readContract") {
    const addressed =
      asks === PROVIDER && new RegExp(`^contracts/\\d+/to-${PROVIDER}/.*\\.tfstate$`).test(key);
    const read =
      (asks === CONSUMER && key === CONTRACT) || (asks === OTHER && key === OTHER_CONTRACT) || addressed;
    return action === "s3:GetObject" && read;
  }
  if (!key.startsWith(`states/${asks}/`) && !key.startsWith(`contracts/${asks}/`)) return false;
  const isLock = key.endsWith(".tflock");
  if (purpose === "plan") return action === "s3:GetObject" && !isLock;
  return ["s3:GetObject", "s3:PutObject", ...(isLock ? ["s3:DeleteObject"] : [])].includes(action);
}

/** Its own locks a role can see, whoever may take them. */
function isVisible(asks: AccountId, purpose: Purpose, key: string): boolean {
  return isMeant(asks, purpose === "plan" ? "deploy" : purpose, "s3:GetObject", key);
}

function asking(
  asks: AccountId,
  role: string,
  action: string,
  resource: string,
  prefix?: string,
): PolicyRequest & { readonly account: AccountId } {
  return {
    action,
    resource,
    account: asks,
    context: {
      "aws:PrincipalAccount": asks,
      "aws:PrincipalArn": `arn:aws:iam::${asks}:role/${role}`,
      "aws:SecureTransport": "true",
      "s3:TlsVersion": "1.3",
      ...(prefix === undefined ? {} : { "s3:prefix": prefix }),
    },
  };
}

type Ask = (purpose: Purpose, request: PolicyRequest & { readonly account: AccountId }) => string;

const bucketPolicy = JudgedPolicy.of(bucketPolicyStatements(STATES));
const rolePolicies = new Map(
  ACCOUNTS.flatMap((asks) =>
    PURPOSES.map((purpose) => [
      `${asks} ${purpose}`,
      JudgedPolicy.of(roleStateStatements(STATES, asks, purpose)),
    ]),
  ),
);

describe.each<readonly [string, Ask]>([
  ["the bucket's policy", (_, request) => bucketPolicy.judge(request)],
  [
    "the roles' own policies",
    (purpose, request) => rolePolicies.get(`${request.account} ${purpose}`)?.judge(request) ?? "no such role",
  ],
])("%s", (_, ask) => {
  test("given every role, action and key, when they are judged, then exactly what is meant is allowed", () => {
    const wrong = ACCOUNTS.flatMap((asks) =>
      PURPOSES.flatMap((purpose) =>
        ACTIONS.flatMap((action) =>
          KEYS.filter((key) => {
            const request = asking(asks, STATES.roles[purpose], action, `arn:aws:s3:::states/${key}`);
            return (ask(purpose, request) === "allowed") !== isMeant(asks, purpose, action, key);
          }).map((key) => [asks, purpose, action, key].join(" ")),
        ),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("given every role and key, when it asks whether a state is there, then it is told of those that it may read, and of its own locks", () => {
    const wrong = ACCOUNTS.flatMap((asks) =>
      PURPOSES.flatMap((purpose) =>
        KEYS.filter((key) => {
          const request = asking(asks, STATES.roles[purpose], "s3:ListBucket", "arn:aws:s3:::states", key);
          return (ask(purpose, request) === "allowed") !== isVisible(asks, purpose, key);
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test.each([undefined, "", "states/", "contracts/", "env:/", "states/1"])(
    "given any role, when it lists what begins with %j, then it is refused",
    (prefix) => {
      const told = ACCOUNTS.flatMap((asks) =>
        PURPOSES.map((purpose) =>
          ask(purpose, asking(asks, STATES.roles[purpose], "s3:ListBucket", "arn:aws:s3:::states", prefix)),
        ),
      );
      expect(told).not.toContain("allowed");
    },
  );
});

describe("the bucket's policy alone", () => {
  const request = asking(
    CONSUMER,
    "network-deploy",
    "s3:GetObject",
    `arn:aws:s3:::states/states/${CONSUMER}/x.tfstate`,
  );
  const judged = (context: Readonly<Record<string, string>>): string =>
    bucketPolicy.judge({ ...request, context: { ...request.context, ...context } });

  test("given a role of another name, or one below a path, when it asks, then it is refused", () => {
    expect(judged({})).toBe("allowed");
    for (const role of ["admin", "network-deploy-2", "team/network-deploy"])
      expect(judged({ "aws:PrincipalArn": `arn:aws:iam::${CONSUMER}:role/${role}` })).toBe("nothing");
  });

  test("given no TLS, or an old one, when anybody asks, then it is denied", () => {
    expect(judged({ "aws:SecureTransport": "false" })).toBe("denied");
    expect(judged({ "s3:TlsVersion": "1.1" })).toBe("denied");
    expect(judged({ "s3:TlsVersion": "1.2" })).toBe("allowed");
  });

  test("given nothing that is shared, when the policy is made, then nobody is named for it", () => {
    const alone = { ...STATES, addressees: [], readers: new Map() };
    const allowing = bucketPolicyStatements(alone).filter(({ effect }) => effect === "Allow");
    expect(JSON.stringify(allowing)).not.toContain("network-read-contract");
    expect(roleStateStatements(alone, CONSUMER, "readContract")).toEqual([]);
  });

  test("given contracts that the same accounts read, when the policy is made, then one statement lets them", () => {
    const readers = new Map([
      [CONTRACT, [OTHER, CONSUMER]],
      [OTHER_CONTRACT, [CONSUMER, OTHER]],
    ]);
    const shared = bucketPolicyStatements({ ...STATES, readers }).filter((each) =>
      JSON.stringify(each).includes("contract-service-api"),
    );
    expect(shared).toHaveLength(1);
    expect(JSON.stringify(shared)).toContain("contract-service-web");
  });
});
