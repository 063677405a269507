import { TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";
import { type Expectation, lifecycleInHcl, type Postcondition, postconditionsOf } from "./postconditions";
import type { StatePlace } from "./state";
import { TopologyStack } from "./topology-stack";

/**
 * Reads another stack's state, and refuses at plan what does not meet the expectations. What the account itself has
 * published is read as the stack runs; what others have, by the role that can do nothing else.
 */
export class StateReader extends TerraformRemoteState {
  private readonly settings: Settings;
  private readonly postcondition: readonly Postcondition[];

  /**
   * @param place where the other stack's state is kept
   * @param expectations in whose conditions `self.outputs` are the state's outputs
   */
  constructor(
    scope: Construct,
    id: string,
    readonly place: StatePlace,
    expectations: readonly Expectation[],
  ) {
    const settings = settingsFor(TopologyStack.around(scope), place);
    super(scope, id, place.backend, settings);
    this.settings = settings;
    this.postcondition = postconditionsOf(expectations);
    this.addOverride("lifecycle", { postcondition: this.postcondition });
  }

  /** cdktf renders a remote state's conditions only where they are named as blocks. */
  override toHclTerraform(): object {
    const lifecycle = lifecycleInHcl(this.postcondition);
    const source = { backend: this.place.backend, config: this.settings, lifecycle };
    return { data: { terraform_remote_state: { [this.friendlyUniqueId]: source } } };
  }
}

/** A backend's settings, in Terraform's spelling. */
type Settings = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

function settingsFor(reader: TopologyStack, place: StatePlace): Settings {
  if (place.backend === "local") return { path: place.path };
  const { bucket, region, key, owner } = place;
  const { account, role: own, store } = reader;
  const role = owner === account || store.backend === "local" ? own : store.contractReader;
  const assumeRole = role === undefined ? {} : { assume_role: { role_arn: reader.roleArn(role) } };
  return { bucket, region, key, ...assumeRole };
}
