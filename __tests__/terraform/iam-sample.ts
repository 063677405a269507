import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { CreateBucketCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";
import { z } from "zod";
import { type Clients, type Emulator, REGION } from "./harness";

/** A statement of a policy. */
export type Statement = Readonly<Record<string, unknown>>;

const VERSION = "2012-10-17";

/** Whether AWS lets a call through, or what else it says. */
export type Verdict = "allowed" | "denied" | `not ${number}`;

const DENIALS = ["AccessDenied", "UnauthorizedOperation"];
const failureSchema = z.object({
  name: z.string(),
  $metadata: z.object({ httpStatusCode: z.number().optional() }),
});

/**
 * What becomes of a call: `not 404` is a call that is allowed and finds nothing.
 * @throws what is no answer of AWS
 */
export async function verdictOf(call: Promise<unknown>): Promise<Verdict> {
  try {
    await call;
    return "allowed";
  } catch (failure) {
    const answer = failureSchema.safeParse(failure);
    if (!answer.success) throw failure;
    const status = answer.data.$metadata.httpStatusCode ?? 0;
    return status === 403 || DENIALS.includes(answer.data.name) ? "denied" : `not ${status}`;
  }
}

/** A policy document. */
export function policyOf(...statements: readonly Statement[]): string {
  return JSON.stringify({ Version: VERSION, Statement: statements });
}

export function allow(
  action: string | readonly string[],
  resource: string | readonly string[] = "*",
): Statement {
  return { Effect: "Allow", Action: action, Resource: resource };
}

/** A role's trust in the account itself, which leaves it to the account who may assume it. */
export function trusting(...accounts: readonly string[]): string {
  return policyOf({
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Principal: { AWS: accounts.map((account) => `arn:aws:iam::${account}:root`) },
  });
}

export interface SampleRole {
  /** The statements of its own policy. @default none */
  readonly policy?: readonly Statement[];
  /** The statements of its permissions boundary. @default no boundary */
  readonly boundary?: readonly Statement[];
  /** @default its account trusts itself */
  readonly trust?: string;
  /** ARN of a managed policy. @default none */
  readonly attached?: string;
}

/** Makes a role, and acts as it. */
export async function actAs(
  emulator: Emulator,
  account: string,
  role: string,
  sample: SampleRole,
): Promise<Clients> {
  await makeRole((await emulator.clientsFor(account)).iam, account, role, sample);
  return emulator.clientsFor(account, role);
}

export async function makeRole(
  iam: Clients["iam"],
  account: string,
  role: string,
  { policy, boundary, trust = trusting(account), attached }: SampleRole,
): Promise<void> {
  const name = `${role}-boundary`;
  if (boundary !== undefined)
    await iam.send(new CreatePolicyCommand({ PolicyName: name, PolicyDocument: policyOf(...boundary) }));
  await iam.send(
    new CreateRoleCommand({
      RoleName: role,
      AssumeRolePolicyDocument: trust,
      ...(boundary === undefined ? {} : { PermissionsBoundary: `arn:aws:iam::${account}:policy/${name}` }),
    }),
  );
  if (policy !== undefined)
    await iam.send(
      new PutRolePolicyCommand({ RoleName: role, PolicyName: "own", PolicyDocument: policyOf(...policy) }),
    );
  if (attached !== undefined)
    await iam.send(new AttachRolePolicyCommand({ RoleName: role, PolicyArn: attached }));
}

/** Makes a bucket with a policy. */
export async function makeBucket(
  { s3 }: Clients,
  bucket: string,
  ...policy: readonly Statement[]
): Promise<void> {
  await s3.send(
    new CreateBucketCommand({
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: REGION },
    }),
  );
  if (policy.length > 0)
    await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policyOf(...policy) }));
}

/** S3 for somebody who signs nothing. */
export function anonymousS3(endpoint: string): S3Client {
  return new S3Client({
    endpoint,
    region: REGION,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: "none", secretAccessKey: "none" },
    signer: { sign: (request) => Promise.resolve(request) },
  });
}

/** Makes a client's requests pass for such that came by a version of TLS, or by `none`. */
export function speakTls(s3: S3Client, version: string): void {
  s3.middlewareStack.add(
    (next) => (call) => {
      if (hasHeaders(call.request)) call.request.headers["X-Emulated-Tls"] = version;
      return next(call);
    },
    { step: "build" },
  );
}

function hasHeaders(request: unknown): request is { readonly headers: Record<string, string> } {
  return typeof request === "object" && request !== null && "headers" in request;
}
