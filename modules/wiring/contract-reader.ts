import type { Construct } from "constructs";
import { z } from "zod";
import { type Contract, type ContractFields, outputName } from "./contract";
import type { Expectation } from "./postconditions";
import type { StatePlace } from "./state";
import { StateReader } from "./state-reader";

/** A contract's fields as a reader sees them: references that Terraform resolves; a map is asked key by key. */
export type ContractReferences<Fields extends ContractFields> = {
  readonly [Field in keyof Fields]: Fields[Field] extends z.ZodString
    ? string
    : Fields[Field] extends z.ZodNumber
      ? number
      : Fields[Field] extends z.ZodArray
        ? string[]
        : (key: string) => string;
};

/** A contract and the stack that published it. */
export interface PublishedContract<Fields extends ContractFields> {
  readonly contract: Contract<Fields>;
  /** Id of the stack. */
  readonly publisher: string;
  /** Where the stack's state is kept. */
  readonly state: StatePlace;
}

/** Reads a contract from the state it was published in, and refuses at plan what does not keep it. */
export class ContractReader<Fields extends ContractFields> extends StateReader {
  readonly references: ContractReferences<Fields>;

  /** @param expectations what the reader relies on beyond the contract's form */
  constructor(
    scope: Construct,
    id: string,
    { contract, publisher, state }: PublishedContract<Fields>,
    expectations: readonly Expectation[] = [],
  ) {
    super(scope, id, state, [...formExpectations(contract, publisher), ...expectations]);
    const references = Object.entries(contract.schema.shape).map(([field, type]) => {
      const output = outputName(field);
      if (type instanceof z.ZodString) return [field, this.getString(output)];
      if (type instanceof z.ZodNumber) return [field, this.getNumber(output)];
      if (type instanceof z.ZodArray) return [field, this.getList(output)];
      return [field, (key: string) => this.getString(`${output}["${key}"]`)];
    });
    // TypeScript cannot follow a mapped type through Object.entries; the branches above mirror ContractReferences.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
    this.references = Object.fromEntries(references) as ContractReferences<Fields>;
  }
}

/** The contract is there, of the version the reader was written for, with every field. */
function formExpectations<Fields extends ContractFields>(
  { name, version, schema }: Contract<Fields>,
  publisher: string,
): Expectation[] {
  const found =
    'join(" version ", [try(self.outputs.contract, "no contract"), try(self.outputs.version, "unknown")])';
  const fields = Object.keys(schema.shape).map((field) => ({
    condition: `can(self.outputs.${outputName(field)})`,
    sentence: `The contract of ${publisher} has no output ${outputName(field)}: synthesize and deploy ${publisher} again.`,
  }));
  return [
    {
      condition: `try(self.outputs.contract == "${name}" && self.outputs.version == ${version}, false)`,
      sentence: `The state of ${publisher} holds \${${found}}, and this stack reads ${name} version ${version}: synthesize and deploy both from one version of this project.`,
    },
    ...fields,
  ];
}
