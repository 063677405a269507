import { DescribeImagesCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { CreateUserCommand } from "@aws-sdk/client-iam";
import {
  DeleteBucketPolicyCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Bootstrap } from "./bootstrap";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { type Calls, escalations, legitimate, madeRole, type Surroundings } from "./escalations";
import { type Clients, describeWithTools, Emulator } from "./harness";
import { actAs, allow, anonymousS3, policyOf, type Verdict, verdictOf } from "./iam-sample";
import { sampleVpc } from "./sample-network";

const TOPOLOGY = readFileSync(join(__dirname, "topologies", "three-accounts.yaml"), "utf8");
const BUCKET = "three-accounts-states";
const [WEB, API, SHOP] = ["444444444444", "555555555555", "666666666666"] as const;
/** Uses nothing of it all, and has roles of the same names, which its own policies let do everything. */
const OUTSIDER = "777777777777";
const ROLES = ["network-deploy", "network-plan", "network-read-contract"] as const;

/** A state in the bucket, as the topology says whose it is and who else uses it. */
interface StateKey {
  readonly key: string;
  readonly owner: string;
  /** The account that uses what it offers. */
  readonly reader?: string;
}

/** Read off the topology by hand: what it says of who offers what to whom, and nothing of how policies are written. */
const STATES: readonly StateKey[] = [
  { owner: WEB, key: `states/${WEB}/three-accounts.web.tfstate` },
  { owner: WEB, key: `states/${WEB}/three-accounts.web.endpoint-api.tfstate` },
  { owner: WEB, key: `states/${WEB}/three-accounts.web.accept-shop.tfstate` },
  { owner: API, key: `states/${API}/three-accounts.api.tfstate` },
  { owner: SHOP, key: `states/${SHOP}/three-accounts.shop.tfstate` },
  // For the stack of the account's own endpoint.
  { owner: WEB, key: `contracts/${WEB}/three-accounts.web.contract-network.tfstate` },
  { owner: WEB, key: `contracts/${WEB}/three-accounts.web.contract-service-web.tfstate`, reader: SHOP },
  { owner: API, key: `contracts/${API}/three-accounts.api.contract-service-api.tfstate`, reader: WEB },
  // The web service is offered by hand: its provider must know which endpoint to accept.
  {
    owner: SHOP,
    key: `contracts/${SHOP}/to-${WEB}/three-accounts.shop.contract-endpoint-web.tfstate`,
    reader: WEB,
  },
];

const lockOf = (key: string): string => `${key}.tflock`;

type Role = (typeof ROLES)[number];
/** An account's role, or nobody. */
type Who = { readonly account: string; readonly role: Role } | undefined;
type Action = "get" | "head" | "put" | "delete" | "delete version" | "list";

const WHO: readonly Who[] = [
  ...[WEB, API, SHOP, OUTSIDER].flatMap((account) => ROLES.map((role) => ({ account, role }))),
  undefined,
];
const ACTIONS: readonly Action[] = ["get", "head", "put", "delete", "delete version", "list"];

/** What each role is for. */
function isMeantTo(who: Who, action: Action, { owner, reader }: StateKey, isLock: boolean): boolean {
  if (who === undefined) return false;
  const reading = ["get", "head", "list"].includes(action);
  switch (who.role) {
    case "network-deploy":
      // A state is written, and never deleted, so that old versions stay; a lock comes and goes.
      return who.account === owner && (reading || action === "put" || (action === "delete" && isLock));
    case "network-plan":
      // Plans take no lock. Listing shows that there is one, and no more.
      return who.account === owner && reading && (!isLock || action === "list");
    case "network-read-contract":
      return who.account === reader && reading && !isLock;
  }
}

const stateSchema = z.object({
  terraform: z.object({ backend: z.object({ s3: z.object({ key: z.string() }) }) }),
});

describeWithTools("given the roles of three accounts with their states in one bucket", (tools) => {
  let emulator: Emulator;
  let bootstrap: Bootstrap;
  let administrator: S3Client;
  const clients = new Map<Who, S3Client>();
  /** The newest version of each key. */
  const versions = new Map<string, string>();

  beforeAll(async () => {
    emulator = await Emulator.start(tools, { enforceIam: true });
    bootstrap = new Bootstrap(emulator, TOPOLOGY, tools);
    await bootstrap.apply();
    administrator = (await emulator.clientsFor(API)).s3;
    for (const { key } of STATES) for (const each of [key, lockOf(key)]) await provide(each);
    for (const who of WHO) clients.set(who, await s3Of(who));
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    const complaints = emulator.complaints();
    await emulator.stop();
    bootstrap.remove();
    expect(complaints).toEqual([]);
  });

  async function s3Of(who: Who): Promise<S3Client> {
    if (who === undefined) return anonymousS3(emulator.endpoint);
    const { account, role } = who;
    return account === OUTSIDER
      ? (await actAs(emulator, account, role, { policy: [allow("*")] })).s3
      : (await emulator.clientsFor(account, role)).s3;
  }

  function clientOf(who: Who): S3Client {
    const client = clients.get(who);
    if (client === undefined) throw new Error("no client was made for one of those who try");
    return client;
  }

  async function provide(key: string): Promise<void> {
    const put = new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: "{}" });
    const { VersionId: version = "" } = await administrator.send(put);
    versions.set(key, version);
  }

  async function attempt(s3: S3Client, action: Action, key: string): Promise<Verdict> {
    const object = { Bucket: BUCKET, Key: key };
    switch (action) {
      case "get":
        return verdictOf(s3.send(new GetObjectCommand(object)));
      case "head":
        return verdictOf(s3.send(new HeadObjectCommand(object)));
      case "put":
        return verdictOf(s3.send(new PutObjectCommand({ ...object, Body: "{}" })));
      case "delete":
        return verdictOf(s3.send(new DeleteObjectCommand(object)));
      case "delete version":
        return verdictOf(s3.send(new DeleteObjectCommand({ ...object, VersionId: versions.get(key) })));
      case "list":
        return verdictOf(s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: key })));
    }
  }

  test("when the stacks are synthesized, then these are all the states that there are", () => {
    const deployment = Deployment.in(emulator, TOPOLOGY, tools);
    const keys = deployment.stacks.map(({ folder }) => {
      const text: unknown = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8"));
      return stateSchema.parse(text).terraform.backend.s3.key;
    });
    deployment.remove();
    expect(keys.toSorted()).toEqual(STATES.map(({ key }) => key).toSorted());
  });

  test("when every role tries everything with every state and lock, then it may what it is meant to, and nothing else", async () => {
    const differences: string[] = [];
    let allowed = 0;
    for (const state of STATES)
      for (const isLock of [false, true])
        for (const who of WHO)
          for (const action of ACTIONS) {
            const key = isLock ? lockOf(state.key) : state.key;
            const wanted = isMeantTo(who, action, state, isLock) ? "allowed" : "denied";
            const found = await attempt(clientOf(who), action, key);
            if (found === "allowed") allowed += 1;
            if (found === "allowed" && action.startsWith("delete")) await provide(key);
            const name = who === undefined ? "nobody" : `${who.account} ${who.role}`;
            if (found !== wanted) differences.push(`${name} ${action} ${key}: ${found}, not ${wanted}`);
          }
    expect(differences).toEqual([]);
    // Nine states with their owner's roles, and three that somebody else reads.
    expect(allowed).toBe(9 * (4 + 5 + 3 + 1) + 3 * 3);
  }, 300_000);

  test("when they try the bucket itself, then nobody may", async () => {
    const found: string[] = [];
    for (const [who, s3] of clients)
      for (const call of [
        () => s3.send(new ListObjectsV2Command({ Bucket: BUCKET })),
        () => s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: "states/" })),
        () => s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET })),
        () => s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: policyOf(allow("*")) })),
        () => s3.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET })),
      ]) {
        const verdict = await verdictOf(call());
        if (verdict !== "denied") found.push(`${who?.account ?? "nobody"} ${who?.role ?? ""}: ${verdict}`);
      }
    expect(found).toEqual([]);
    expect(await verdictOf(administrator.send(new ListObjectVersionsCommand({ Bucket: BUCKET })))).toBe(
      "allowed",
    );
  });

  test("when a state is not there yet, then those who may read it are told so, and all others are denied", async () => {
    const missing = (who: { account: string; role: Role }, key: string): Promise<Verdict> =>
      emulator
        .clientsFor(who.account, who.role)
        .then(({ s3 }) => verdictOf(s3.send(new HeadObjectCommand({ Bucket: BUCKET, Key: key }))));
    const state = `states/${WEB}/three-accounts.new.tfstate`;
    const contract = `contracts/${SHOP}/to-${WEB}/three-accounts.new.tfstate`;
    expect(await missing({ account: WEB, role: "network-deploy" }, state)).toBe("not 404");
    expect(await missing({ account: WEB, role: "network-deploy" }, lockOf(state))).toBe("not 404");
    expect(await missing({ account: WEB, role: "network-plan" }, state)).toBe("not 404");
    expect(await missing({ account: WEB, role: "network-read-contract" }, contract)).toBe("not 404");
    expect(await missing({ account: WEB, role: "network-read-contract" }, state)).toBe("denied");
    expect(await missing({ account: API, role: "network-deploy" }, contract)).toBe("denied");
    // The owner of the bucket is no exception.
    expect(await missing({ account: API, role: "network-deploy" }, state)).toBe("denied");
  });

  describe("when a deploy role tries to be more than it is", () => {
    let deploy: Clients;
    let at: Surroundings;

    beforeAll(async () => {
      // In the account of the bucket, where a role's own policy would be enough to read it all.
      deploy = await emulator.clientsFor(API, "network-deploy");
      const { ec2 } = await emulator.clientsFor(API);
      const [subnet = ""] = (await sampleVpc(await emulator.clientsFor(API), ["apne1-az4"])).subnets;
      const { Images: images = [] } = await ec2.send(new DescribeImagesCommand({ Owners: ["amazon"] }));
      const image = images[0]?.ImageId ?? "";
      const { Instances: instances = [] } = await ec2.send(
        new RunInstancesCommand({ ImageId: image, SubnetId: subnet, MinCount: 1, MaxCount: 1 }),
      );
      const foreignInstance = instances[0]?.InstanceId ?? "";
      const { endpoint } = emulator;
      at = {
        endpoint,
        account: API,
        elsewhere: WEB,
        topology: "three-accounts",
        image,
        subnet,
        foreignInstance,
      };
    }, 60_000);

    /** What becomes of each call. */
    async function verdicts(calls: Calls): Promise<Record<string, Verdict>> {
      const found: Record<string, Verdict> = {};
      for (const [name, call] of Object.entries(calls)) found[name] = await verdictOf(call(deploy));
      return found;
    }

    function all(calls: Calls, verdict: Verdict): Record<string, Verdict> {
      return Object.fromEntries(Object.keys(calls).map((name) => [name, verdict]));
    }

    test("then what a deployment does is allowed, and every way to more is denied", async () => {
      const [wanted, unwanted] = [legitimate(at), escalations(at)];
      expect(await verdicts(wanted)).toEqual(all(wanted, "allowed"));
      expect(await verdicts(unwanted)).toEqual(all(unwanted, "denied"));
    });

    test("then a role that it made may do no more than the boundary says, whatever its own policy says", async () => {
      const { s3, iam, sts } = await emulator.clientsFor(API, madeRole(at.topology));
      const [first] = STATES;
      expect(await verdictOf(s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: first?.key })))).toBe(
        "denied",
      );
      expect(await verdictOf(iam.send(new CreateUserCommand({ UserName: "somebody" })))).toBe("denied");
      const RoleArn = `arn:aws:iam::${API}:role/network-deploy`;
      const become = new AssumeRoleCommand({ RoleArn, RoleSessionName: "more" });
      expect(await verdictOf(sts.send(become))).toBe("denied");
    });
  });
});
