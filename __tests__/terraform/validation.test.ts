import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { z } from "zod";
import { synthesize } from "../../cli/synthesis";
import { endpointContract, networkContract, serviceContract } from "../../modules/wiring";
import {
  describeWithTools,
  inDependencyOrder,
  mockedCopy,
  type RemoteStates,
  stacksIn,
  Terraform,
} from "./harness";

const TOPOLOGIES = [
  ...readdirSync("scenarios").map((name) => join("scenarios", name)),
  ...["two-providers.yaml", "private-dns.yaml"].map((name) =>
    join("__tests__", "terraform", "topologies", name),
  ),
];

const SERVICE = {
  contract: "service",
  version: serviceContract.version,
  service_name: "com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0",
  service_id: "vpce-svc-0123456789abcdef0",
  port: 80,
  zones: ["apne1-az1", "apne1-az2", "apne1-az4"],
  private_dns_name: "",
};
const API = { ...SERVICE, private_dns_name: "api.shop.example.com" };
const REPORTS = { ...SERVICE, private_dns_name: "reports.example.org" };
const ENDPOINT = {
  contract: "endpoint",
  version: endpointContract.version,
  endpoint_id: "vpce-0123456789abcdef0",
};
const NETWORK = {
  contract: "network",
  version: networkContract.version,
  vpc_id: "vpc-0123456789abcdef0",
  private_subnet_ids: { "apne1-az1": "subnet-0123456789abcdef0", "apne1-az2": "subnet-0123456789abcdef1" },
  host_security_group_ids: { server: "sg-0123456789abcdef0" },
  existing_host_addresses: {},
};

const stackSchema = z.object({
  data: z
    .object({
      terraform_remote_state: z
        .record(z.string(), z.object({ config: z.object({ path: z.string() }) }))
        .default({}),
    })
    .prefault({}),
});

/** What a VPC's or an endpoint's stack offers, from which contract stacks publish. */
const OFFERS = {
  "service-web": SERVICE,
  "service-api": API,
  "service-reports": REPORTS,
  "endpoint-web": ENDPOINT,
  "endpoint-right": ENDPOINT,
  "endpoint-api": ENDPOINT,
  "endpoint-eb": ENDPOINT,
  "endpoint-reports": ENDPOINT,
  "network-vpc": NETWORK,
};

function outputsOf(publisher: string): RemoteStates[string] {
  if (publisher.endsWith(".contract-service-api")) return API;
  if (publisher.endsWith(".contract-service-reports")) return REPORTS;
  if (publisher.includes(".contract-service-")) return SERVICE;
  if (publisher.includes(".contract-endpoint-")) return ENDPOINT;
  return publisher.includes(".contract-network") ? NETWORK : OFFERS;
}

/** What each remote state that a stack reads would hold. */
function remoteStatesOf(folder: string): RemoteStates {
  const stack = stackSchema.parse(JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")));
  const states = Object.entries(stack.data.terraform_remote_state);
  return Object.fromEntries(
    states.map(([name, { config }]) => [name, outputsOf(basename(config.path, ".tfstate"))]),
  );
}

const TIMEOUT = 600_000;

describeWithTools("every stack of every topology", (tools) => {
  const terraform = new Terraform(tools);
  const folder = mkdtempSync(join(tmpdir(), "validation-"));

  beforeAll(() => {
    synthesize(TOPOLOGIES, join(folder, "json"));
    // How cdktf-cli asks for HCL.
    process.env["SYNTH_HCL_OUTPUT"] = "true";
    synthesize(TOPOLOGIES, join(folder, "hcl"));
    delete process.env["SYNTH_HCL_OUTPUT"];
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  /** Goes through all stacks at once: none needs another here. */
  async function forEveryStack(
    format: "json" | "hcl",
    task: (folder: string) => Promise<unknown>,
  ): Promise<number> {
    const stacks = stacksIn(join(folder, format)).map((stack) => ({ ...stack, dependencies: [] }));
    await inDependencyOrder(stacks, (stack) => task(stack.folder));
    return stacks.length;
  }

  test.each(["json", "hcl"] as const)(
    "given its Terraform in %s, when it is validated, then it is valid",
    async (format) => {
      const count = await forEveryStack(format, async (stack) => {
        await terraform.init(stack, { backend: false });
        expect(await terraform.validate(stack)).toContain("The configuration is valid");
      });
      expect(count).toBeGreaterThan(5);
    },
    TIMEOUT,
  );

  test(
    "given a mocked AWS and the contracts it reads, when it is applied, then it succeeds",
    async () => {
      await forEveryStack("json", async (stack) => {
        const copy = mockedCopy(stack, remoteStatesOf(stack));
        await terraform.init(copy, { backend: false });
        expect(await terraform.test(copy)).toContain("1 passed, 0 failed");
        rmSync(copy, { recursive: true });
      });
    },
    TIMEOUT,
  );
});
