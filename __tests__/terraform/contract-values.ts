import { expect } from "@jest/globals";
import { type Contract, type ContractFields, type ContractValues, outputName } from "../../modules/wiring";

/** The outputs of a contract's state, held against the contract's own schema. */
export function contractValues<Fields extends ContractFields>(
  { name, version, schema }: Contract<Fields>,
  outputs: Readonly<Record<string, unknown>>,
): ContractValues<Fields> {
  expect(outputs).toMatchObject({ contract: name, version });
  const fields = Object.keys(schema.shape);
  expect(Object.keys(outputs).sort()).toEqual(["contract", "version", ...fields.map(outputName)].sort());
  return schema.parse(Object.fromEntries(fields.map((field) => [field, outputs[outputName(field)]])));
}
