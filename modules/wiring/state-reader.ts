import { type DataTerraformRemoteStateLocalConfig, TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";
import { localStatePath } from "./topology-stack";

/** Something that must be true of a state when Terraform plans, and what to tell when it is not. */
export interface Expectation {
  /** A Terraform expression that is true or false; `self.outputs` are the state's outputs. */
  readonly condition: string;
  /** May hold Terraform expressions of its own, but no double quote outside of them; ends with a full stop. */
  readonly sentence: string;
}

/** Reads another stack's state, and refuses at plan what does not meet the expectations. */
export class StateReader extends TerraformRemoteState {
  private readonly state: DataTerraformRemoteStateLocalConfig;
  private readonly postcondition: readonly { readonly condition: string; readonly error_message: string }[];

  /** @param stack id of the stack whose state is read */
  constructor(scope: Construct, id: string, stack: string, expectations: readonly Expectation[]) {
    const state: DataTerraformRemoteStateLocalConfig = { path: localStatePath(stack) };
    super(scope, id, "local", state);
    this.state = state;
    this.postcondition = expectations.map(({ condition, sentence }) => ({
      condition: `\${${condition}}`,
      error_message: sentence,
    }));
    this.addOverride("lifecycle", { postcondition: this.postcondition });
  }

  /** cdktf renders the conditions of a remote state wrongly in HCL unless blocks and lists are named as such. */
  override toHclTerraform(): object {
    const conditions = { isBlock: true, type: "list", value: this.postcondition };
    const lifecycle = { isBlock: true, value: { postcondition: conditions } };
    const source = { backend: "local", config: this.state, lifecycle };
    return { data: { terraform_remote_state: { [this.friendlyUniqueId]: source } } };
  }
}
