import { DescribeImagesCommand, DescribeVpcsCommand, RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { ChangeResourceRecordSetsCommand, CreateHostedZoneCommand } from "@aws-sdk/client-route-53";
import {
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { callRest } from "./emulated-rest";
import { type Clients, clientsWith, describeWithTools, Emulator, REGION } from "./harness";
import {
  actAs,
  allow,
  anonymousS3,
  makeBucket,
  makeRole,
  policyOf,
  type SampleRole,
  speakTls,
  type Statement,
  trusting,
  verdictOf,
} from "./iam-sample";
import { sampleVpc } from "./sample-network";

const HOME = "111111111111";
const OTHER = "222222222222";
const ROLE = "reader";
const READING: Statement = allow("s3:GetObject", "arn:aws:s3:::*");

describeWithTools("the emulator with IAM enforced", (tools) => {
  let emulator: Emulator;
  let home: Clients;
  let made = 0;

  beforeAll(async () => {
    emulator = await Emulator.start(tools, { enforceIam: true });
    home = await emulator.clientsFor(HOME);
  }, 60_000);

  afterAll(async () => {
    const complaints = emulator.complaints();
    await emulator.stop();
    expect(complaints).toEqual([expect.stringContaining("aws:PrincipalOrgID")]);
  });

  /** A role of its own for one test. */
  function act(account: string, sample: SampleRole): Promise<Clients> {
    made += 1;
    return actAs(emulator, account, `role-${made}`, sample);
  }

  /** A bucket of its own, in the home account, that holds the object `folder/key`. */
  async function bucketWith(...policy: readonly Statement[]): Promise<string> {
    made += 1;
    const bucket = `bucket-${made}`;
    await makeBucket(home, bucket, ...policy);
    // A policy may deny even an administrator: it comes after the object, but for the tests of conditions on writing.
    await home.s3.send(new PutObjectCommand({ Bucket: bucket, Key: "folder/key", Body: "content" }));
    return bucket;
  }

  function read(s3: S3Client, bucket: string, key = "folder/key"): Promise<string> {
    return verdictOf(s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
  }

  function letting(principal: unknown, action: string, bucket: string, more: Statement = {}): Statement {
    return {
      Effect: "Allow",
      Principal: principal,
      Action: action,
      Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
      ...more,
    };
  }

  describe("within an account", () => {
    test("given a policy of the role, when it reads, then that alone is enough, and only for what it names", async () => {
      const bucket = await bucketWith();
      const reader = await act(HOME, { policy: [READING] });
      expect(await read(reader.s3, bucket)).toBe("allowed");
      const write = new PutObjectCommand({ Bucket: bucket, Key: "folder/key", Body: "other" });
      expect(await verdictOf(reader.s3.send(write))).toBe("denied");
    });

    test("given no policy of the role, when the bucket names the role, then it may; when it names the account, then not", async () => {
      const nobody = await act(HOME, {});
      const arn = `arn:aws:iam::${HOME}:role/role-${made}`;
      const named = await bucketWith(letting({ AWS: arn }, "s3:GetObject", "*"));
      const left = await bucketWith(letting({ AWS: `arn:aws:iam::${HOME}:root` }, "s3:GetObject", "*"));
      expect(await read(nobody.s3, named)).toBe("allowed");
      expect(await read(nobody.s3, left)).toBe("denied");
    });

    test("given an explicit denial, when everything else allows it, then it is denied, even to an administrator", async () => {
      const denial = { ...letting("*", "s3:GetObject", "*"), Effect: "Deny" };
      const reader = await act(HOME, { policy: [READING] });
      const bucket = await bucketWith(denial);
      expect(await read(reader.s3, bucket)).toBe("denied");
      expect(await read(home.s3, bucket)).toBe("denied");
      const open = await bucketWith();
      const refused = await act(HOME, { policy: [READING, { ...READING, Effect: "Deny" }] });
      expect(await read(refused.s3, open)).toBe("denied");
      expect(await read(home.s3, open)).toBe("allowed");
    });

    test("given a permissions boundary, when the policy allows more, then only what both allow is allowed", async () => {
      const reader = await act(HOME, { policy: [allow("s3:*")], boundary: [READING] });
      const bucket = await bucketWith();
      expect(await read(reader.s3, bucket)).toBe("allowed");
      const removal = new DeleteObjectCommand({ Bucket: bucket, Key: "folder/key" });
      expect(await verdictOf(reader.s3.send(removal))).toBe("denied");
    });

    test("given a boundary alone, when the role reads, then it is denied", async () => {
      const reader = await act(HOME, { boundary: [READING] });
      expect(await read(reader.s3, await bucketWith())).toBe("denied");
    });
  });

  describe("across accounts", () => {
    const OTHERS = { AWS: `arn:aws:iam::${OTHER}:root` };

    test.each([
      { own: true, bucketPolicy: true, verdict: "allowed" },
      { own: true, bucketPolicy: false, verdict: "denied" },
      { own: false, bucketPolicy: true, verdict: "denied" },
    ])(
      "given the role's policy: $own, the bucket's: $bucketPolicy, when it reads, then it is $verdict",
      async ({ own, bucketPolicy, verdict }) => {
        const reader = await act(OTHER, own ? { policy: [READING] } : {});
        const bucket = await bucketWith(...(bucketPolicy ? [letting(OTHERS, "s3:GetObject", "*")] : []));
        expect(await read(reader.s3, bucket)).toBe(verdict);
      },
    );

    test("given a condition on the role's ARN, when another role of that account reads, then it is denied", async () => {
      await makeRole((await emulator.clientsFor(OTHER)).iam, OTHER, ROLE, { policy: [READING] });
      const named = await emulator.clientsFor(OTHER, ROLE);
      const unnamed = await act(OTHER, { policy: [READING] });
      const condition = { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::*:role/${ROLE}` } };
      const bucket = await bucketWith(letting(OTHERS, "s3:GetObject", "*", { Condition: condition }));
      expect(await read(named.s3, bucket)).toBe("allowed");
      expect(await read(unnamed.s3, bucket)).toBe("denied");
    });

    test("given the caller's account in a resource, when it reads its own folder and another's, then only its own", async () => {
      const folder = {
        ...letting({ AWS: [HOME, OTHER] }, "s3:GetObject", "*"),
        Resource: "arn:aws:s3:::*/${aws:PrincipalAccount}/*",
      };
      const bucket = await bucketWith(folder);
      for (const account of [HOME, OTHER])
        await home.s3.send(new PutObjectCommand({ Bucket: bucket, Key: `${account}/key`, Body: "content" }));
      const reader = await act(OTHER, { policy: [READING] });
      expect(await read(reader.s3, bucket, `${OTHER}/key`)).toBe("allowed");
      expect(await read(reader.s3, bucket, `${HOME}/key`)).toBe("denied");
    });

    test("given a bucket for everybody, when somebody reads who signs nothing, then they may; in another they may not", async () => {
      const s3 = anonymousS3(emulator.endpoint);
      expect(await read(s3, await bucketWith(letting("*", "s3:GetObject", "*")))).toBe("allowed");
      expect(await read(s3, await bucketWith(letting(OTHERS, "s3:GetObject", "*")))).toBe("denied");
      expect(await read(s3, await bucketWith())).toBe("denied");
    });
  });

  describe("conditions", () => {
    /** Whether a role may describe VPCs under a condition, in ap-northeast-1. */
    async function underCondition(condition: Statement): Promise<string> {
      const asked = await act(HOME, { policy: [{ ...allow("ec2:Describe*"), Condition: condition }] });
      return verdictOf(asked.ec2.send(new DescribeVpcsCommand({})));
    }

    test.each([
      { condition: { StringEquals: { "aws:RequestedRegion": "ap-northeast-1" } }, verdict: "allowed" },
      {
        condition: { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
        verdict: "denied",
      },
      { condition: { StringEquals: { "aws:RequestedRegion": "ap-*" } }, verdict: "denied" },
      { condition: { StringLike: { "aws:RequestedRegion": "ap-*" } }, verdict: "allowed" },
      { condition: { StringNotLike: { "aws:RequestedRegion": "ap-*" } }, verdict: "denied" },
      { condition: { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } }, verdict: "allowed" },
      {
        condition: { StringEqualsIgnoreCase: { "AWS:requestedregion": "AP-Northeast-1" } },
        verdict: "allowed",
      },
      { condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/role-*" } }, verdict: "denied" },
      { condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*" } }, verdict: "denied" },
      { condition: { Bool: { "aws:SecureTransport": true } }, verdict: "allowed" },
      { condition: { Bool: { "aws:SecureTransport": "false" } }, verdict: "denied" },
      { condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } }, verdict: "denied" },
      { condition: { NumericGreaterThanEquals: { "s3:TlsVersion": "1.2" } }, verdict: "allowed" },
      { condition: { StringEquals: { "aws:SourceAccount": HOME } }, verdict: "denied" },
      { condition: { StringEqualsIfExists: { "aws:SourceAccount": HOME } }, verdict: "allowed" },
      { condition: { StringNotEquals: { "aws:SourceAccount": HOME } }, verdict: "allowed" },
      { condition: { Null: { "aws:SourceAccount": "true" } }, verdict: "allowed" },
      { condition: { Null: { "aws:SourceAccount": "false" } }, verdict: "denied" },
      { condition: { "ForAnyValue:StringEquals": { "aws:CalledVia": "x" } }, verdict: "denied" },
      { condition: { "ForAllValues:StringEquals": { "aws:CalledVia": "x" } }, verdict: "allowed" },
      {
        condition: {
          StringEquals: { "aws:RequestedRegion": "ap-northeast-1", "aws:PrincipalAccount": OTHER },
        },
        verdict: "denied",
      },
      {
        condition: { StringEquals: { "aws:PrincipalAccount": "${aws:PrincipalAccount}" } },
        verdict: "allowed",
      },
    ])(
      "given $condition, when it is met or not, then the call is $verdict",
      async ({ condition, verdict }) => {
        expect(await underCondition(condition)).toBe(verdict);
      },
    );

    test("given a key that the emulator does not know, when a statement depends on it, then it fails aloud", async () => {
      expect(await underCondition({ StringEquals: { "aws:PrincipalOrgID": "o-1" } })).toBe("denied");
      // The complaint is awaited when the emulator ends.
    });

    test("given a policy that asks for TLS 1.2, when a request comes without it, then it is denied", async () => {
      const denial = (condition: Statement): Statement => ({
        ...letting("*", "s3:*", "*", { Condition: condition }),
        Effect: "Deny",
      });
      const bucket = await bucketWith(
        denial({ Bool: { "aws:SecureTransport": "false" } }),
        denial({ NumericLessThan: { "s3:TlsVersion": "1.2" } }),
      );
      expect(await read(home.s3, bucket)).toBe("allowed");
      for (const version of ["none", "1.1"]) {
        const insecure = clientsWith(emulator.endpoint, home.credentials);
        speakTls(insecure.s3, version);
        expect(await read(insecure.s3, bucket)).toBe("denied");
        insecure.destroy();
      }
    });

    test("given NotAction and NotResource, when something else is asked, then it is allowed, and what they name is not", async () => {
      const bucket = await bucketWith();
      const secret = `arn:aws:s3:::${bucket}/secret/*`;
      const but = await act(HOME, {
        policy: [{ Effect: "Allow", NotAction: ["s3:Delete*", "iam:*"], NotResource: secret }],
      });
      await home.s3.send(new PutObjectCommand({ Bucket: bucket, Key: "secret/key", Body: "content" }));
      expect(await read(but.s3, bucket)).toBe("allowed");
      expect(await read(but.s3, bucket, "secret/key")).toBe("denied");
      const removal = new DeleteObjectCommand({ Bucket: bucket, Key: "folder/key" });
      expect(await verdictOf(but.s3.send(removal))).toBe("denied");
    });
  });

  describe("S3", () => {
    test("given a role that may list, when it reads what is not there, then it is told so; without, it is denied", async () => {
      const bucket = await bucketWith();
      const looking = allow("s3:ListBucket", "arn:aws:s3:::*");
      const all = await act(HOME, { policy: [READING, looking] });
      const condition = { StringLike: { "s3:prefix": "folder/*" } };
      const some = await act(HOME, { policy: [READING, { ...looking, Condition: condition }] });
      const none = await act(HOME, { policy: [READING] });
      const head = (clients: Clients, key: string): Promise<string> =>
        verdictOf(clients.s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key })));
      expect(await head(all, "folder/none")).toBe("not 404");
      expect(await head(some, "folder/none")).toBe("not 404");
      expect(await head(some, "elsewhere/none")).toBe("denied");
      expect(await head(none, "folder/none")).toBe("denied");
      expect(await read(none.s3, bucket, "folder/none")).toBe("denied");
    });

    test("given a condition on the prefix, when it lists with it, with another and with none, then only with it", async () => {
      const bucket = await bucketWith();
      const lister = await act(HOME, {
        policy: [{ ...allow("s3:ListBucket"), Condition: { StringLike: { "s3:prefix": "folder/*" } } }],
      });
      const list = (prefix: object): Promise<string> =>
        verdictOf(lister.s3.send(new ListObjectsV2Command({ Bucket: bucket, ...prefix })));
      expect(await list({ Prefix: "folder/" })).toBe("allowed");
      expect(await list({ Prefix: "" })).toBe("denied");
      expect(await list({})).toBe("denied");
    });

    test("given versions, when they are listed and deleted, then it needs actions of their own", async () => {
      const bucket = await bucketWith();
      const versioning = { Bucket: bucket, VersioningConfiguration: { Status: "Enabled" } } as const;
      await home.s3.send(new PutBucketVersioningCommand(versioning));
      const put = new PutObjectCommand({ Bucket: bucket, Key: "folder/key", Body: "second" });
      const { VersionId: version } = await home.s3.send(put);
      const plain = await act(HOME, { policy: [allow(["s3:DeleteObject", "s3:ListBucket"])] });
      const full = await act(HOME, { policy: [allow(["s3:DeleteObjectVersion", "s3:ListBucketVersions"])] });
      const list = new ListObjectVersionsCommand({ Bucket: bucket });
      const remove = new DeleteObjectCommand({ Bucket: bucket, Key: "folder/key", VersionId: version });
      expect([await verdictOf(plain.s3.send(list)), await verdictOf(plain.s3.send(remove))]).toEqual([
        "denied",
        "denied",
      ]);
      expect([await verdictOf(full.s3.send(list)), await verdictOf(full.s3.send(remove))]).toEqual([
        "allowed",
        "allowed",
      ]);
    });

    test("given an object that was deleted, when versioning is suspended and its versions are deleted, then one goes at a time", async () => {
      const bucket = await bucketWith();
      const version = (Status: "Enabled" | "Suspended"): Promise<unknown> =>
        home.s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status } }));
      await version("Enabled");
      const list = async (): Promise<object[]> => {
        const { Versions: versions = [], DeleteMarkers: markers = [] } = await home.s3.send(
          new ListObjectVersionsCommand({ Bucket: bucket }),
        );
        return [...versions, ...markers].map(({ Key, VersionId }) => ({ Key, VersionId }));
      };
      await home.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "folder/key" }));
      await version("Suspended");
      const left = await list();
      expect(left).toHaveLength(2);
      for (const [index, each] of left.entries()) {
        expect(await list()).toHaveLength(2 - index);
        await home.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "folder/key", ...each }));
      }
      expect(await list()).toEqual([]);
      await home.s3.send(new DeleteBucketCommand({ Bucket: bucket }));
    });

    test("given a lock that is there, when it is put if there is none, then the write fails; when it is gone, then it is put", async () => {
      const bucket = await bucketWith();
      const lock = new PutObjectCommand({ Bucket: bucket, Key: "lock", Body: "mine", IfNoneMatch: "*" });
      expect(await verdictOf(home.s3.send(lock))).toBe("allowed");
      expect(await verdictOf(home.s3.send(lock))).toBe("not 412");
      await home.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "lock" }));
      expect(await verdictOf(home.s3.send(lock))).toBe("allowed");
    });
  });

  describe("Route 53", () => {
    const CHANGE = "route53:ChangeResourceRecordSets";

    async function zoneOf(name: string): Promise<string> {
      const { HostedZone: zone } = await home.route53.send(
        new CreateHostedZoneCommand({ Name: name, CallerReference: name }),
      );
      return zone?.Id?.replace("/hostedzone/", "") ?? "";
    }

    /** What becomes of a batch with these records. */
    function change(by: Clients, zone: string, type: "A" | "TXT", ...names: string[]): Promise<string> {
      const records = [{ Value: type === "A" ? "10.0.0.1" : '"text"' }];
      const Changes = names.map((Name) => ({
        Action: "UPSERT" as const,
        ResourceRecordSet: { Name, Type: type, TTL: 60, ResourceRecords: records },
      }));
      const batch = { HostedZoneId: zone, ChangeBatch: { Changes } };
      return verdictOf(by.route53.send(new ChangeResourceRecordSetsCommand(batch)));
    }

    function onlyWhere(key: string, values: readonly string[], zone = "*"): SampleRole {
      const condition = {
        "ForAllValues:StringEquals": { [`route53:ChangeResourceRecordSets${key}`]: values },
      };
      return {
        policy: [{ ...allow(CHANGE, `arn:aws:route53:::hostedzone/${zone}`), Condition: condition }],
      };
    }

    test("given names, when records are changed, then only those, with a last dot or without, and no batch with others", async () => {
      const zone = await zoneOf("names.example.com");
      const [web, any, other] = ["web", "*", "other"].map((label) => `${label}.names.example.com`);
      const own = ["web.names.example.com", "\\052.names.example.com"];
      const changer = await act(HOME, onlyWhere("NormalizedRecordNames", own));
      expect(await change(changer, zone, "A", "web.names.example.com")).toBe("allowed");
      expect(await change(changer, zone, "A", "web.names.example.com.", any ?? "")).toBe("allowed");
      expect(await change(changer, zone, "A", other ?? "")).toBe("denied");
      expect(await change(changer, zone, "A", web ?? "", other ?? "")).toBe("denied");
    });

    test("given a zone and a type, when records are changed, then only of that type, in that zone", async () => {
      const [zone, elsewhere] = [await zoneOf("proof.example.com"), await zoneOf("elsewhere.example.com")];
      const prover = await act(HOME, onlyWhere("RecordTypes", ["TXT"], zone));
      expect(await change(prover, zone, "TXT", "_x.proof.example.com")).toBe("allowed");
      expect(await change(prover, zone, "A", "_x.proof.example.com")).toBe("denied");
      expect(await change(prover, elsewhere, "TXT", "_x.elsewhere.example.com")).toBe("denied");
    });
  });

  describe("CloudWatch Logs", () => {
    /** The HTTP status of a call. The emulator looks at the access key alone. */
    async function call(by: Clients, action: string, body: object): Promise<number> {
      const { accessKeyId } = by.credentials;
      const { status } = await fetch(emulator.endpoint, {
        method: "POST",
        headers: {
          Authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${REGION}/logs/aws4_request, SignedHeaders=host, Signature=0`,
          "Content-Type": "application/x-amz-json-1.1",
          "X-Amz-Target": `Logs_20140328.${action}`,
        },
        body: JSON.stringify(body),
      });
      return status;
    }

    test("given names, when log groups are made, tagged, listed and deleted, then only those; a listing is of all", async () => {
      const groups = `arn:aws:logs:${REGION}:${HOME}:log-group`;
      const tagging = ["logs:CreateLogGroup", "logs:TagResource", "logs:ListTagsForResource"];
      const named = await act(HOME, {
        policy: [
          allow([...tagging, "logs:DeleteLogGroup", "logs:PutRetentionPolicy"], `${groups}:/vpc/own.*`),
        ],
      });
      const untagged = await act(HOME, { policy: [allow("logs:CreateLogGroup", `${groups}:/vpc/own.*`)] });
      const lister = await act(HOME, { policy: [allow("logs:DescribeLogGroups")] });
      const tags = { a: "b" };
      const [own, other] = ["/vpc/own.a", "/vpc/other.a"];
      expect(await call(home, "CreateLogGroup", { logGroupName: other })).toBe(200);
      expect(await call(untagged, "CreateLogGroup", { logGroupName: own, tags })).toBe(403);
      expect(await call(named, "CreateLogGroup", { logGroupName: own, tags })).toBe(200);
      expect(await call(named, "CreateLogGroup", { logGroupName: "/vpc/other.b" })).toBe(403);
      for (const [logGroupName, status] of [
        [own, 200],
        [other, 403],
      ] as const) {
        const resourceArn = `${groups}:${logGroupName}`;
        expect(await call(named, "PutRetentionPolicy", { logGroupName, retentionInDays: 7 })).toBe(status);
        expect(await call(named, "TagResource", { resourceArn, tags })).toBe(status);
        expect(await call(named, "ListTagsForResource", { resourceArn })).toBe(status);
        expect(await call(named, "DeleteLogGroup", { logGroupName })).toBe(status);
      }
      expect(await call(named, "DescribeLogGroups", {})).toBe(403);
      expect(await call(lister, "DescribeLogGroups", {})).toBe(200);
    });
  });

  describe("IAM and STS", () => {
    function assume(by: Clients, account: string, role: string): Promise<string> {
      const RoleArn = `arn:aws:iam::${account}:role/${role}`;
      return verdictOf(by.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" })));
    }

    test("given a role that trusts an account, when its administrator assumes it, then they may, and others may not", async () => {
      await makeRole(home.iam, HOME, "trusting", { trust: trusting(OTHER) });
      expect(await assume(await emulator.clientsFor(OTHER), HOME, "trusting")).toBe("allowed");
      // Not even the own account, which it does not name.
      expect(await assume(home, HOME, "trusting")).toBe("denied");
    });

    test("given a trusted account, when a role of it assumes, then it needs a policy of its own; when it is named, then not", async () => {
      await makeRole(home.iam, HOME, "target", {});
      const without = await act(HOME, {});
      const named = `arn:aws:iam::${HOME}:role/role-${made}`;
      const permitted = await act(HOME, {
        policy: [allow("sts:AssumeRole", `arn:aws:iam::${HOME}:role/target`)],
      });
      expect(await assume(without, HOME, "target")).toBe("denied");
      expect(await assume(permitted, HOME, "target")).toBe("allowed");
      const trust = policyOf({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: named } });
      await makeRole(home.iam, HOME, "naming", { trust });
      expect(await assume(without, HOME, "naming")).toBe("allowed");
      expect(await assume(permitted, HOME, "naming")).toBe("denied");
    });

    test("given a role that is not there, when administrators assume it, then they may, and roles never", async () => {
      const role = await act(HOME, { policy: [allow("sts:*")] });
      expect(await assume(home, OTHER, "OrganizationAccountAccessRole")).toBe("allowed");
      expect(await assume(role, HOME, "OrganizationAccountAccessRole")).toBe("denied");
      expect(await verdictOf(role.sts.send(new GetCallerIdentityCommand({})))).toBe("allowed");
    });

    test("given a session, when its role is deleted, then it may do nothing any more", async () => {
      const role = await act(HOME, { policy: [allow("ec2:Describe*")] });
      const RoleName = `role-${made}`;
      const ask = (): Promise<string> => verdictOf(role.ec2.send(new DescribeVpcsCommand({})));
      expect(await ask()).toBe("allowed");
      await home.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: "own" }));
      expect(await ask()).toBe("denied");
      await home.iam.send(new DeleteRoleCommand({ RoleName }));
      expect(await ask()).toBe("denied");
    });

    test("given a boundary that must be set, when roles are made and written with and without it, then only with it", async () => {
      const boundary = `arn:aws:iam::${HOME}:policy/limit`;
      const condition = { StringEquals: { "iam:PermissionsBoundary": boundary } };
      const maker = await act(HOME, {
        policy: [
          { ...allow(["iam:CreateRole", "iam:PutRolePolicy"]), Condition: condition },
          allow("iam:GetRole", `arn:aws:iam::${HOME}:role/made-*`),
        ],
      });
      const create = (RoleName: string, more: object): Promise<string> =>
        verdictOf(
          maker.iam.send(
            new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trusting(HOME), ...more }),
          ),
        );
      const write = (RoleName: string): Promise<string> =>
        verdictOf(
          maker.iam.send(
            new PutRolePolicyCommand({ RoleName, PolicyName: "own", PolicyDocument: policyOf(READING) }),
          ),
        );
      await makeRole(home.iam, HOME, "unbounded", {});
      expect(await create("made-free", {})).toBe("denied");
      expect(await create("made-wide", { PermissionsBoundary: `arn:aws:iam::${HOME}:policy/wide` })).toBe(
        "denied",
      );
      expect(await create("made-bounded", { PermissionsBoundary: boundary })).toBe("allowed");
      expect(await write("made-bounded")).toBe("allowed");
      expect(await write("unbounded")).toBe("denied");
      expect(await verdictOf(maker.iam.send(new GetRoleCommand({ RoleName: "made-bounded" })))).toBe(
        "allowed",
      );
      expect(await verdictOf(maker.iam.send(new GetRoleCommand({ RoleName: "unbounded" })))).toBe("denied");
    });

    test("given a role that is handed over, when the caller may pass it to that service, then it may, and else not", async () => {
      await makeRole(home.iam, HOME, "instance", {});
      await home.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: "profile" }));
      const add = new AddRoleToInstanceProfileCommand({
        InstanceProfileName: "profile",
        RoleName: "instance",
      });
      const passing = (service: string): Statement => ({
        ...allow("iam:PassRole", `arn:aws:iam::${HOME}:role/instance`),
        Condition: { StringEquals: { "iam:PassedToService": service } },
      });
      const launching = allow(["ec2:RunInstances", "iam:AddRoleToInstanceProfile"]);
      const alone = await act(HOME, { policy: [launching] });
      const elsewhere = await act(HOME, { policy: [launching, passing("lambda.amazonaws.com")] });
      const both = await act(HOME, { policy: [launching, passing("ec2.amazonaws.com")] });
      const [subnet] = (await sampleVpc(home, ["apne1-az4"])).subnets;
      const { Images: images } = await home.ec2.send(new DescribeImagesCommand({ Owners: ["amazon"] }));
      const run = new RunInstancesCommand({
        ImageId: images?.[0]?.ImageId,
        SubnetId: subnet,
        MinCount: 1,
        MaxCount: 1,
        IamInstanceProfile: { Name: "profile" },
      });
      expect(await verdictOf(alone.iam.send(add))).toBe("denied");
      expect(await verdictOf(both.iam.send(add))).toBe("allowed");
      expect(await verdictOf(alone.ec2.send(run))).toBe("denied");
      expect(await verdictOf(elsewhere.ec2.send(run))).toBe("denied");
      expect(await verdictOf(both.ec2.send(run))).toBe("allowed");
      const tagged = new RunInstancesCommand({
        ...run.input,
        TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "a", Value: "b" }] }],
      });
      expect(await verdictOf(both.ec2.send(tagged))).toBe("denied");
    });

    test.each([
      ["associateresourceshare", "PutResourcePolicy"],
      ["disassociateresourceshare", "DeleteResourcePolicy"],
    ])(
      "given a resource configuration, when %s is called, then its policy changes, too, and RAM needs the caller's %s",
      async (call, change) => {
        const configuration = `arn:aws:vpc-lattice:${REGION}:${HOME}:resourceconfiguration/rcfg-1`;
        const sharing = allow(["ram:AssociateResourceShare", "ram:DisassociateResourceShare"]);
        const statusFor = async (...policy: readonly Statement[]): Promise<number> => {
          const { credentials } = await act(HOME, { policy });
          const share = { resourceShareArn: "none", resourceArns: [configuration] };
          const answer = await callRest(emulator.endpoint, credentials, "ram", "POST", `/${call}`, share);
          return answer.status;
        };
        expect(await statusFor(sharing)).toBe(403);
        expect(await statusFor(sharing, allow(`vpc-lattice:${change}`, configuration))).toBe(400);
      },
    );
  });
});
