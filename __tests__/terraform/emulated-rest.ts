import { z } from "zod";
import { type Credentials, REGION } from "./harness";

/** An answer of a service that no client here is for. */
export interface RestAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Calls such a service as somebody. The emulator goes by the key of a signature, and does not check the signature. */
export async function callRest(
  endpoint: string,
  { accessKeyId }: Credentials,
  service: "ram" | "vpc-lattice",
  method: "GET" | "POST" | "DELETE" | "PATCH",
  path: string,
  body?: Readonly<Record<string, unknown>>,
): Promise<RestAnswer> {
  const scope = `${accessKeyId}/20260101/${REGION}/${service}/aws4_request`;
  const answer = await fetch(`${endpoint}${path}`, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`,
      "content-type": "application/json",
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: z.record(z.string(), z.unknown()).parse(JSON.parse(text || "{}")) };
}
