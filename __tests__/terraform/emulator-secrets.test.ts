import { AttachNetworkInterfaceCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { callJson, type RestAnswer } from "./emulated-rest";
import { type Clients, describeWithTools, Emulator, REGION } from "./harness";
import { actAs, allow } from "./iam-sample";
import { CONSUMER, PROVIDER } from "./sample-network";

const READER = `arn:aws:iam::${PROVIDER}:role/reader`;
const THROUGH = { StringEquals: { "kms:ViaService": `secretsmanager.${REGION}.amazonaws.com` } };

/** A statement for the reader's account, which leaves it to the account's policies. */
function admitting(action: string, condition: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${PROVIDER}:root` },
    Action: action,
    Resource: "*",
    Condition: { ArnEquals: { "aws:PrincipalArn": READER }, ...condition },
  };
}

describeWithTools("the emulated secrets, with IAM enforced", (tools) => {
  let emulator: Emulator;
  let owner: Clients;
  let secret: string;
  let key: string;

  const secrets = (by: Clients, call: string, body: Record<string, unknown>): Promise<RestAnswer> =>
    callJson(emulator.endpoint, by.credentials, "secretsmanager", call, body);
  const keys = (by: Clients, call: string, body: Record<string, unknown>): Promise<RestAnswer> =>
    callJson(emulator.endpoint, by.credentials, "kms", call, body);
  const read = (by: Clients): Promise<RestAnswer> => secrets(by, "GetSecretValue", { SecretId: secret });

  beforeAll(async () => {
    emulator = await Emulator.start(tools, { enforceIam: true });
    owner = await emulator.clientsFor(CONSUMER);
    const account = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${CONSUMER}:root` },
      Action: "kms:*",
      Resource: "*",
    };
    const made = await keys(owner, "CreateKey", {
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [account, admitting("kms:Decrypt", THROUGH)],
      }),
    });
    expect(made.status).toBe(200);
    key = arnIn(made.body["KeyMetadata"], "Arn");
    const kept = await secrets(owner, "CreateSecret", {
      Name: "/vpn/x.relay/keys",
      SecretString: "hidden",
      KmsKeyId: key,
      ClientRequestToken: "0".repeat(32),
    });
    secret = arnIn(kept.body, "ARN");
  }, 60_000);

  afterAll(async () => {
    const complaints = emulator.complaints();
    await emulator.stop();
    expect(complaints).toEqual([]);
  });

  describe("given a role of another account that may read secrets and decrypt", () => {
    let reader: Clients;
    let stranger: Clients;

    beforeAll(async () => {
      const policy = [allow("secretsmanager:GetSecretValue"), allow("kms:Decrypt")];
      reader = await actAs(emulator, PROVIDER, "reader", { policy });
      stranger = await actAs(emulator, PROVIDER, "stranger", { policy });
    });

    test("when the secret has no policy, then it does not read it", async () => {
      expect((await read(reader)).status).toBe(403);
      expect((await read(owner)).body["SecretString"]).toBe("hidden");
    });

    test("when the policies of secret and key admit it, then it reads it, and another role does not", async () => {
      const policy = { Version: "2012-10-17", Statement: [admitting("secretsmanager:GetSecretValue")] };
      await secrets(owner, "PutResourcePolicy", { SecretId: secret, ResourcePolicy: JSON.stringify(policy) });
      expect((await read(reader)).body["SecretString"]).toBe("hidden");
      expect((await read(stranger)).status).toBe(403);
    });

    test("when the key's policy admits it no more, then it does not read it", async () => {
      const described = await keys(owner, "GetKeyPolicy", { KeyId: key, PolicyName: "default" });
      const Policy = String(described.body["Policy"]).replace("kms:Decrypt", "kms:DescribeKey");
      await keys(owner, "PutKeyPolicy", { KeyId: key, PolicyName: "default", Policy });
      expect((await read(reader)).status).toBe(403);
    });
  });

  test("given a role that is not there, when a policy is to name it, then it is refused", async () => {
    const absent = { ...admitting("secretsmanager:GetSecretValue"), Principal: { AWS: `${READER}-later` } };
    const ResourcePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [absent] });
    const { status } = await secrets(owner, "PutResourcePolicy", { SecretId: secret, ResourcePolicy });
    expect(status).toBe(400);
  });

  test("given a key whose policy leaves out its account, when an administrator deletes it, then it is denied", async () => {
    const closed = await keys(owner, "CreateKey", {
      Policy: JSON.stringify({ Version: "2012-10-17", Statement: [admitting("kms:Decrypt")] }),
    });
    const KeyId = arnIn(closed.body["KeyMetadata"], "Arn");
    expect((await keys(owner, "ScheduleKeyDeletion", { KeyId })).status).toBe(403);
  });

  test("given a key that was just made, when a policy asks for its tag, then it is not there yet, and without it is allowed", async () => {
    const made = await keys(owner, "CreateKey", { Tags: [{ TagKey: "stack", TagValue: "x.relay" }] });
    const KeyId = arnIn(made.body["KeyMetadata"], "Arn");
    const byTag = {
      ...allow("kms:*"),
      Condition: { StringEquals: { "aws:ResourceTag/stack": "x.relay" } },
    };
    const relying = await actAs(emulator, CONSUMER, "by-tag", { policy: [byTag] });
    expect((await keys(relying, "EnableKeyRotation", { KeyId })).status).toBe(403);
    const policy = [byTag, allow("kms:EnableKeyRotation")];
    const making = await actAs(emulator, CONSUMER, "without-tag", { policy });
    expect((await keys(making, "EnableKeyRotation", { KeyId })).status).toBe(200);
  });

  test("given a role that may use keys for secrets of one name, when it makes one with a key, then that name's alone", async () => {
    const own = `arn:aws:secretsmanager:${REGION}:${CONSUMER}:secret:/vpn/x.*`;
    const making = (role: string, named: readonly string[]): Promise<Clients> =>
      actAs(emulator, CONSUMER, role, {
        policy: [
          allow("secretsmanager:*"),
          {
            ...allow(["kms:Decrypt", "kms:GenerateDataKey"]),
            Condition: { ...THROUGH, StringLike: { "kms:EncryptionContext:SecretARN": named } },
          },
        ],
      });
    const maker = await making("maker", [own, "RequestToValidateKeyAccess"]);
    const make = async (by: Clients, Name: string): Promise<number> =>
      (await secrets(by, "CreateSecret", { Name, KmsKeyId: key })).status;
    expect(await make(maker, "/vpn/y.relay/keys")).toBe(403);
    expect(await make(await making("without-trial", [own]), "/vpn/x.shop/keys")).toBe(403);
    expect(await make(maker, "/vpn/x.shop/keys")).toBe(200);
  });

  test("given a role for interfaces of one name, when it attaches one without, then it is denied", async () => {
    const policy = [
      {
        ...allow("ec2:AttachNetworkInterface"),
        Condition: { StringEquals: { "aws:ResourceTag/Name": "x" } },
      },
    ];
    const { ec2 } = await actAs(emulator, PROVIDER, "attaching", { policy });
    await expect(
      ec2.send(
        new AttachNetworkInterfaceCommand({
          NetworkInterfaceId: "eni-1",
          InstanceId: "i-1",
          DeviceIndex: 1,
        }),
      ),
    ).rejects.toMatchObject({ name: "UnauthorizedOperation" });
  });
});

/** A field of an answer that is a text. */
function arnIn(answer: unknown, field: string): string {
  return z.string().parse(z.record(z.string(), z.unknown()).parse(answer)[field]);
}
