import { z } from "zod";
import { type Credentials, REGION } from "./harness";

type Body = Readonly<Record<string, unknown>>;

/** An answer of a service that no client here is for. */
export interface RestAnswer {
  readonly status: number;
  readonly body: Body;
}

/** The services that are called by a header, and what their calls' names begin with. */
const TARGETS = {
  kms: "TrentService",
  route53resolver: "Route53Resolver",
  secretsmanager: "secretsmanager",
  ssm: "AmazonSSM",
} as const;

/** Calls a service as somebody, where all calls are of one path. @param call for example `GetSecretValue` */
export async function callJson(
  endpoint: string,
  credentials: Credentials,
  service: keyof typeof TARGETS,
  call: string,
  body: Body,
): Promise<RestAnswer> {
  return send(endpoint, credentials, service, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `${TARGETS[service]}.${call}` },
    body: JSON.stringify(body),
  });
}

/** Calls a service as somebody, where paths tell the calls. The emulator goes by the key of a signature, and does not check the signature. */
export async function callRest(
  endpoint: string,
  credentials: Credentials,
  service: "ram" | "vpc-lattice",
  method: "GET" | "POST" | "DELETE" | "PATCH",
  path: string,
  body?: Body,
): Promise<RestAnswer> {
  return send(`${endpoint}${path}`, credentials, service, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function send(
  address: string,
  { accessKeyId }: Credentials,
  service: string,
  call: { readonly method: string; readonly headers: Record<string, string>; readonly body?: string },
): Promise<RestAnswer> {
  const scope = `${accessKeyId}/20260101/${REGION}/${service}/aws4_request`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
  const answer = await fetch(address, { ...call, headers: { ...call.headers, authorization } });
  const text = await answer.text();
  // Some say `null` where others say nothing.
  const body = z
    .record(z.string(), z.unknown())
    .nullable()
    .parse(JSON.parse(text || "{}"));
  return { status: answer.status, body: body ?? {} };
}
