import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";

/** The values of other stacks' outputs, by the name of the `terraform_remote_state` that reads them. */
export type RemoteStates = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const MOCKS = resolve(__dirname, "mocks");
const TERRAFORM_FILE = "cdk.tf.json";
const TEST_FILE = "mocked.tftest.hcl";

const stackSchema = z.object({
  provider: z.object({ aws: z.array(z.object({ alias: z.string().optional() })).default([]) }).prefault({}),
  resource: z
    .object({
      aws_vpc_endpoint: z
        .record(z.string(), z.object({ vpc_endpoint_type: z.string().optional() }))
        .default({}),
      aws_vpc_endpoint_service: z
        .record(z.string(), z.object({ private_dns_name: z.string().optional() }))
        .default({}),
    })
    .prefault({}),
});
type Stack = z.infer<typeof stackSchema>;

/**
 * A copy of a stack's folder in which `terraform init -backend=false` and `terraform test` apply the stack to a mocked AWS,
 * with what it reads of other stacks given.
 *
 * @returns the folder of the copy
 */
export function mockedCopy(stackFolder: string, remoteStates: RemoteStates): string {
  const folder = mkdtempSync(join(tmpdir(), "mocked-stack-"));
  copyFileSync(join(stackFolder, TERRAFORM_FILE), join(folder, TERRAFORM_FILE));
  const stack = stackSchema.parse(JSON.parse(readFileSync(join(folder, TERRAFORM_FILE), "utf8")));
  const blocks = [
    ...mockProviders(stack),
    ...endpointNames(stack),
    ...nameProofs(stack),
    ...Object.entries(remoteStates).map(([name, outputs]) =>
      override("data", `data.terraform_remote_state.${name}`, { outputs }),
    ),
    `run "apply_mocked" {\n  command = apply\n}`,
  ];
  writeFileSync(join(folder, TEST_FILE), `${blocks.join("\n\n")}\n`);
  return folder;
}

function mockProviders(stack: Stack): string[] {
  const source = `  source = ${literal(MOCKS)}`;
  return stack.provider.aws.map(({ alias }) =>
    [
      'mock_provider "aws" {',
      ...(alias === undefined ? [] : [`  alias  = ${literal(alias)}`]),
      source,
      "}",
    ].join("\n"),
  );
}

/** AWS names interface endpoints. Endpoints of other types have no `dns_entry`, so a common default would hide faults. */
function endpointNames(stack: Stack): string[] {
  return Object.entries(stack.resource.aws_vpc_endpoint)
    .filter(([, { vpc_endpoint_type: type }]) => type === "Interface")
    .map(([name]) =>
      override("resource", `aws_vpc_endpoint.${name}`, {
        dns_entry: [
          {
            dns_name:
              "vpce-0123456789abcdef0-01234567.vpce-svc-0123456789abcdef0.ap-northeast-1.vpce.amazonaws.com",
            hosted_zone_id: "Z2E726K9Y6RL4W",
          },
        ],
      }),
    );
}

/** AWS asks for the proof of a private DNS name where there is one. */
function nameProofs(stack: Stack): string[] {
  return Object.entries(stack.resource.aws_vpc_endpoint_service)
    .filter(([, { private_dns_name: name }]) => name !== undefined)
    .map(([service]) =>
      override("resource", `aws_vpc_endpoint_service.${service}`, {
        private_dns_name_configuration: [
          {
            name: "_6e86v84tqgqubxbwii1m",
            state: "pendingVerification",
            type: "TXT",
            value: "vpce:l6p0ERxlTt45jevFwOCp",
          },
        ],
      }),
    );
}

function override(
  kind: "data" | "resource",
  target: string,
  values: Readonly<Record<string, unknown>>,
): string {
  return `override_${kind} {\n  target = ${target}\n  values = ${literal(values)}\n}`;
}

/** JSON is an expression of Terraform's language, but for the two signs that begin a template. */
function literal(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{");
}
