import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import {
  type App,
  DataTerraformRemoteStateLocal,
  LocalBackend,
  type TerraformElement,
  TerraformStack,
} from "cdktf";

export const REGION = "ap-northeast-1";

/** A stack with its state outside of the output. */
export function addStack(app: App, id: string): TerraformStack {
  const stack = new TerraformStack(app, id);
  new LocalBackend(stack, { path: statePath(id) });
  return stack;
}

/** A stack whose resources live in one account. */
export function addAccountStack(app: App, id: string, account: string): TerraformStack {
  const stack = addStack(app, id);
  new AwsProvider(stack, "aws", {
    region: REGION,
    allowedAccountIds: [account],
    assumeRole: [{ roleArn: `arn:aws:iam::${account}:role/network-deploy` }],
    defaultTags: [{ tags: { stack: id } }],
  });
  stack.addOverride("terraform.required_providers.aws.source", "hashicorp/aws");
  stack.addOverride("terraform.required_providers.aws.version", ">= 5.100.0, < 7.0.0");
  return stack;
}

/** Reads another stack's state; Terraform refuses what does not meet the conditions. */
export function readState(
  stack: TerraformStack,
  id: string,
  publisher: string,
  conditions: readonly (readonly [condition: string, message: string])[],
): DataTerraformRemoteStateLocal {
  const state = new DataTerraformRemoteStateLocal(stack, id, { path: statePath(publisher) });
  const element: TerraformElement = state;
  element.addOverride("lifecycle", {
    postcondition: conditions.map(([condition, message]) => ({
      condition: `\${${condition}}`,
      error_message: message,
    })),
  });
  return state;
}

function statePath(stack: string): string {
  return `../../../state/${stack}.tfstate`;
}
