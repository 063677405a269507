import {
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { Bootstrap, STATE_ACCOUNT, withSharedState } from "./bootstrap";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { type Clients, describeWithTools, Emulator, TerraformFailure } from "./harness";
import { verdictOf } from "./iam-sample";

const CONSUMER = "111111111111";
const PROVIDER = "222222222222";
const BUCKET = "cross-az-web-states";
const PROVIDER_STATE = `states/${PROVIDER}/cross-az-web.web.tfstate`;
const CONTRACT = `contracts/${PROVIDER}/cross-az-web.web.contract-service-web.tfstate`;
/** A call in the emulator's log: account, service, action, status, and who called. */
const CALL = /^\d{12} (\S+) (\S+) \d+ to ([^:]+)/;
const READING = /^(Assume|Describe|Get|Head|List)/;

describeWithTools("given the scenario cross-az-web with its states in S3, and IAM enforced", (tools) => {
  let emulator: Emulator;
  let states: Clients;
  let bootstrap: Bootstrap;
  let bootstrapped: Promise<void>;
  let deployment: Deployment;
  let planning: Deployment;

  beforeAll(async () => {
    emulator = await Emulator.start(tools, { enforceIam: true });
    const topology = withSharedState(readFileSync("scenarios/cross-az-web.yaml", "utf8"), BUCKET);
    bootstrap = new Bootstrap(emulator, topology, tools);
    // An administrator of the state account: every role trusts it, and it has no permissions of its own elsewhere.
    states = await emulator.clientsFor(STATE_ACCOUNT);
    ({ rest: bootstrapped } = await bootstrap.begin(BUCKET, states));
    const { credentials } = states;
    deployment = Deployment.in(emulator, topology, tools, { credentials });
    planning = Deployment.in(emulator, topology, tools, { credentials, runAs: "plan" });
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    planning.remove();
    bootstrap.remove();
    await deployment.end();
  });

  /**
   * What is denied to the deploy roles meanwhile, but for the bucket's listing: Terraform looks for workspaces in it, and
   * is content without. https://github.com/hashicorp/terraform/pull/34511
   */
  async function denialsDuring(task: () => Promise<void>): Promise<string[]> {
    const before = emulator.log().length;
    await task();
    const meanwhile = emulator.log().slice(before - 1);
    // The log is read as it is written: none of its lines would be a denial, were they written otherwise.
    expect(meanwhile.filter((line) => line.includes(" 200 to network-deploy"))).not.toEqual([]);
    return meanwhile.filter(
      (line) => line.includes(" 403 to network-deploy") && !line.includes(" s3 ListBucket 403 "),
    );
  }

  test(
    "when the deploy roles apply the stacks, then nothing that they need is denied",
    async () => {
      expect(await denialsDuring(() => deployment.apply())).toEqual([]);
      expect(await keys()).toEqual([
        `contracts/${CONSUMER}/to-${PROVIDER}/cross-az-web.a.contract-endpoint-web.tfstate`,
        CONTRACT,
        `states/${CONSUMER}/cross-az-web.a.tfstate`,
        `states/${PROVIDER}/cross-az-web.web.accept-a.tfstate`,
        PROVIDER_STATE,
      ]);
    },
    DEPLOYMENT_TIMEOUT,
  );

  test(
    "when somebody else holds the lock, then an apply fails and names it; when they let it go, then it works",
    async () => {
      const Key = `${CONTRACT}.tflock`;
      const lock = { ID: "held-by-somebody", Operation: "OperationTypeApply", Who: "somebody@else" };
      const put = {
        Bucket: BUCKET,
        Key,
        Body: JSON.stringify({ ...lock, Created: new Date().toISOString() }),
      };
      await states.s3.send(new PutObjectCommand(put));
      const applying = deployment.applyOne("cross-az-web.web.contract-service-web");
      const failure: unknown = await applying.catch((reason: unknown) => reason);
      expect(failure).toBeInstanceOf(TerraformFailure);
      const said = failure instanceof TerraformFailure ? failure.output : "";
      expect(said).toContain("Error acquiring the state lock");
      expect(said).toContain("held-by-somebody");
      expect(said).toContain("somebody@else");

      await states.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));
      await deployment.applyOne("cross-az-web.web.contract-service-web");
    },
    DEPLOYMENT_TIMEOUT,
  );

  test(
    "when the plan roles plan, then there is nothing to change, and they have written nothing",
    async () => {
      expect(await planning.changesSeenFromOutside()).toEqual([]);
      const calls = emulator
        .log()
        .map((line) => CALL.exec(line))
        .filter((call) => call?.[3] === "network-plan")
        .map((call) => `${call?.[1] ?? ""} ${call?.[2] ?? ""}`);
      expect(calls).toContain("ec2 DescribeVpcs");
      expect(calls.filter((call) => !READING.test(call.split(" ")[1] ?? ""))).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );

  test("when the consumer's roles read, then they read the contract and not the provider's state", async () => {
    const read = async (role: string, Key: string): Promise<string> => {
      const { s3 } = await emulator.clientsFor(CONSUMER, role);
      return verdictOf(s3.send(new GetObjectCommand({ Bucket: BUCKET, Key })));
    };
    expect(await read("network-read-contract", CONTRACT)).toBe("allowed");
    expect(await read("network-read-contract", PROVIDER_STATE)).toBe("denied");
    expect(await read("network-deploy", PROVIDER_STATE)).toBe("denied");
    expect(await read("network-deploy", CONTRACT)).toBe("denied");
  });

  test(
    "when the deploy roles destroy the stacks, then nothing is denied, and the bucket stays as long as it holds anything",
    async () => {
      expect(await denialsDuring(() => deployment.destroy())).toEqual([]);

      await bootstrapped;
      expect(await bootstrap.changes()).toEqual([]);
      const destroying = async (): Promise<unknown> => bootstrap.destroy().catch((reason: unknown) => reason);
      expect(String(await destroying())).toContain("Instance cannot be destroyed");
      const policy = new GetBucketPolicyCommand({ Bucket: BUCKET });
      expect((await states.s3.send(policy)).Policy).toContain("aws:SecureTransport");

      bootstrap.unprotect();
      expect(String(await destroying())).toContain("BucketNotEmpty");
      await empty();
      await bootstrap.destroy();
      expect(await verdictOf(states.s3.send(new ListObjectsV2Command({ Bucket: BUCKET })))).toBe("not 404");
    },
    DEPLOYMENT_TIMEOUT,
  );

  async function keys(): Promise<string[]> {
    const { Contents: contents = [] } = await states.s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    return contents.map(({ Key: key = "" }) => key).toSorted();
  }

  /** Removes every version of every object: those that were deleted leave some, too. */
  async function empty(): Promise<void> {
    const { Versions: kept = [], DeleteMarkers: markers = [] } = await states.s3.send(
      new ListObjectVersionsCommand({ Bucket: BUCKET }),
    );
    for (const { Key, VersionId } of [...kept, ...markers])
      await states.s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key, VersionId }));
  }
});
