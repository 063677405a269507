import { z } from "zod";
import type { Topology } from "../../modules/topology";
import type { StackTerraform } from "./terraform";
import { topologyOf } from "./topologies";

const vpc = { zones: ["apne1-az1"], natGateways: "none" };

/** What a topology with its state in S3 says of that; the bucket is the provider's. */
export const STATE = { backend: "s3", bucket: "example-state", account: "provider" };

/** A provider of two services in one account, and consumers in two others, of which each uses one. */
export const TWO_SERVICES = {
  topology: "shop",
  region: "ap-northeast-1",
  accounts: { first: "111111111111", provider: "222222222222", second: "333333333333" },
  state: STATE,
  providers: {
    web: {
      account: "provider",
      vpc,
      hosts: { server: { zone: "apne1-az1", web: { page: "hello" } } },
      services: {
        api: { port: 8080, targetPort: 80, targets: ["server"], allow: ["second"], acceptance: "automatic" },
        web: { port: 80, targets: ["server"], allow: ["first"] },
      },
    },
  },
  consumers: {
    a: {
      account: "first",
      vpc,
      hosts: { client: { zone: "apne1-az1" } },
      endpoints: { web: { service: "web/web", clients: ["client"] } },
    },
    b: {
      account: "second",
      vpc,
      hosts: { client: { zone: "apne1-az1" } },
      endpoints: { api: { service: "web/api", clients: ["client"] } },
    },
  },
} as const;

/** A topology with its state in S3. */
export function sharedTopology(changes: Readonly<Record<string, unknown>> = {}): Topology {
  return topologyOf({ ...TWO_SERVICES, ...changes });
}

const policy = z.looseObject({ policy: z.string() });

/** A policy's text as AWS gets it. @throws when the block is of no policy */
export function policyTextOf(block: unknown): string {
  return policy.parse(block).policy.replaceAll("$${", "${");
}

/** Keys of contracts that a stack's policies name in full. */
export function contractsIn(stack: StackTerraform): string[] {
  const texts = [...stack.resources.values()].flatMap((block) =>
    "policy" in block ? policyTextOf(block) : [],
  );
  const keys = texts.flatMap((text) => [...text.matchAll(/contracts\/\d{12}\/[\w.-]+\.tfstate/g)]);
  return [...new Set(keys.map(([key]) => key))].sort();
}
