import { type App, TerraformOutput } from "cdktf";
import type { AccountId } from "../identity";
import { type Contract, type ContractFields, outputName } from "./contract";
import type { ContractOffer } from "./contract-offer";
import type { PublishedContract } from "./contract-reader";
import { StateReader } from "./state-reader";
import { TopologyStack } from "./topology-stack";

/**
 * Publishes one contract as a state that holds nothing else, so that whoever may read it reads nothing else of the
 * offering stack. It makes no resource and needs no provider.
 */
export class ContractStack<Fields extends ContractFields>
  extends TopologyStack
  implements PublishedContract<Fields>
{
  readonly contract: Contract<Fields>;
  readonly publisher: string;

  /** @param onlyFor the one account that reads it, besides its own. @default those whom the bucket's policy names */
  constructor(
    scope: App,
    id: string,
    { contract, stack, output }: ContractOffer<Fields>,
    onlyFor?: AccountId,
  ) {
    const { region, account, role, store } = stack;
    super(
      scope,
      id,
      { region, account, state: store, ...(role === undefined ? {} : { role }) },
      { kind: "contract", ...(onlyFor === undefined ? {} : { onlyFor }) },
    );
    this.contract = contract;
    this.publisher = id;
    this.addDependency(stack);
    const offering = stack.node.id;
    const offer = new StateReader(this, "offer", stack.state, [
      {
        condition: `can(self.outputs.${output})`,
        sentence: `The state of ${offering} has no output ${output}: synthesize and deploy ${offering} again.`,
      },
    ]);
    this.publish("contract", contract.name, "The contract's kind.");
    this.publish("version", contract.version, "The contract's version.");
    for (const field of Object.keys(contract.schema.shape)) {
      const name = outputName(field);
      this.publish(name, offer.get(`${output}.${name}`), `As ${offering} says.`);
    }
  }

  private publish(name: string, value: unknown, description: string): void {
    new TerraformOutput(this, name, { staticId: true, value, description });
  }
}
