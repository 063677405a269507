/** What a stack is, as far as its Terraform and its state tell what is left of it. */
export interface Sample {
  readonly account?: string;
  /** The stacks whose states it reads. */
  readonly reads?: readonly string[];
  readonly backend?: "local" | "s3";
}

/** A stack's Terraform as cdktf writes it, in JSON. */
export function terraformOf(stack: string, { account, reads = [], backend = "local" }: Sample = {}): string {
  const config = (name: string): object =>
    backend === "local"
      ? { path: `../../../state/${name}.tfstate` }
      : { bucket: "states-of-all", key: `contracts/111111111111/${name}.tfstate` };
  const sources = reads.map((read, index) => [`source-${index}`, { backend, config: config(read) }] as const);
  return JSON.stringify({
    "//": { metadata: { backend, stackName: stack, version: "0.21.0" } },
    data: { terraform_remote_state: Object.fromEntries(sources) },
    ...(account === undefined ? {} : { provider: { aws: [{ allowed_account_ids: [account] }] } }),
    terraform: { backend: { [backend]: config(stack) } },
  });
}

/** The same in Terraform's native syntax, with what cdktf puts beside it. */
export function nativeTerraformOf(
  stack: string,
  { account, reads = [] }: Sample = {},
): Readonly<Record<string, string>> {
  const path = (name: string): string => `path = "../../../state/${name}.tfstate"`;
  const provider = `provider "aws" {\n  allowed_account_ids = [\n    "${account}"\n  ]\n}\n`;
  const sources = reads.map(
    (read, index) =>
      `data "terraform_remote_state" "source-${index}" {\n  config = {\n    ${path(read)}\n  }\n}\n`,
  );
  return {
    "cdk.tf": `terraform {\n  backend "local" {\n    ${path(stack)}\n  }\n}\n${account === undefined ? "" : provider}${sources.join("")}`,
    "metadata.json": JSON.stringify({ "//": { metadata: { backend: "local" } } }),
  };
}

/** The state of a stack that is deployed, as Terraform writes it. */
export function stateOf({ reads = [] }: Pick<Sample, "reads"> = {}): string {
  const instance = (attributes: object): object[] => [{ schema_version: 0, attributes }];
  return JSON.stringify({
    version: 4,
    outputs: {},
    resources: [
      { mode: "managed", type: "aws_vpc", name: "vpc", instances: instance({ id: "vpc-1" }) },
      ...reads.map((read, index) => ({
        mode: "data",
        type: "terraform_remote_state",
        name: `source-${index}`,
        instances: instance({ config: { value: { path: `../../../state/${read}.tfstate` } } }),
      })),
    ],
  });
}

/** What Terraform leaves of a state when all is destroyed. */
export const EMPTY_STATE = JSON.stringify({ version: 4, outputs: {}, resources: [], check_results: null });
