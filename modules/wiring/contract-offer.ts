import { TerraformOutput } from "cdktf";
import { type Contract, type ContractFields, type ContractValues, outputName } from "./contract";
import type { TopologyStack } from "./topology-stack";

/** An output of a stack's own state, from which a contract stack publishes. */
export interface ContractOffer<Fields extends ContractFields> {
  readonly contract: Contract<Fields>;
  /** The stack whose state holds the values. */
  readonly stack: TopologyStack;
  /** The output with the values. */
  readonly output: string;
}

/**
 * Puts a contract's values into an output of the stack that knows them.
 * @param subject what the contract is about, unique for this kind of contract in the stack
 */
export function offerContract<Fields extends ContractFields>(
  stack: TopologyStack,
  subject: string,
  contract: Contract<Fields>,
  values: ContractValues<Fields>,
): ContractOffer<Fields> {
  const output = `${contract.name}-${subject}`;
  new TerraformOutput(stack, output, {
    staticId: true,
    description: `What ${stack.node.id} publishes as the ${contract.name} contract of ${subject}.`,
    value: Object.fromEntries(Object.entries(values).map(([field, value]) => [outputName(field), value])),
  });
  return { contract, stack, output };
}
