import type { TerraformDataSource, TerraformOutput } from "cdktf";

/** Something that must be true of what Terraform reads when it plans, and what to tell when it is not. */
export interface Expectation {
  /** A Terraform expression that is true or false; `self` is what was read. */
  readonly condition: string;
  /** May hold Terraform expressions of its own, but no double quote outside of them; ends with a full stop. */
  readonly sentence: string;
}

/** An attribute that must have one value: the form that the analysis reads as a fact. */
export interface AttributeExpectation {
  /** In Terraform's spelling. */
  readonly attribute: string;
  /** Of a list or set, its members in whatever order. */
  readonly value: string | number | boolean | readonly string[];
  /** As that of an {@link Expectation}. */
  readonly sentence: string;
}

/**
 * Makes a data source refuse, when Terraform plans, whatever has other attributes than these.
 * @see https://developer.hashicorp.com/terraform/language/validate#postconditions
 */
export function expectAttributes(
  source: TerraformDataSource,
  expectations: readonly AttributeExpectation[],
): void {
  expectOf(
    source,
    expectations.map(({ attribute, value, sentence }) => ({ condition: equals(attribute, value), sentence })),
  );
}

/** Makes a data source refuse, when Terraform plans, what is not as expected. */
export function expectOf(source: TerraformDataSource, expectations: readonly Expectation[]): void {
  const postcondition = postconditionsOf(expectations);
  override(source, "lifecycle", { json: { postcondition }, hcl: lifecycleInHcl(postcondition) });
}

/**
 * Makes an output refuse, when Terraform works it out, what is not as expected; there is no `self`.
 * @see https://developer.hashicorp.com/terraform/language/values/outputs#custom-condition-checks
 */
export function demandOf(output: TerraformOutput, expectations: readonly Expectation[]): void {
  const json = postconditionsOf(expectations);
  override(output, "precondition", { json, hcl: { isBlock: true, type: "list", value: json } });
}

function override(
  element: TerraformDataSource | TerraformOutput,
  path: string,
  { json, hcl }: { readonly json: unknown; readonly hcl: unknown },
): void {
  element.addOverride(path, json);
  const render: () => unknown = element.toHclTerraform.bind(element);
  // The one place where cdktf lets JSON and HCL differ: what it makes of conditions in HCL is no Terraform.
  element.toHclTerraform = (): unknown => {
    element.addOverride(path, hcl);
    const rendered = render();
    element.addOverride(path, json);
    return rendered;
  };
}

/** A postcondition in Terraform's spelling. */
export interface Postcondition {
  readonly condition: string;
  readonly error_message: string;
}

export function postconditionsOf(expectations: readonly Expectation[]): readonly Postcondition[] {
  return expectations.map(({ condition, sentence }) => ({
    condition: `\${${condition}}`,
    error_message: sentence,
  }));
}

/** cdktf renders the conditions wrongly in HCL unless blocks and lists are named as such. */
export function lifecycleInHcl(postcondition: readonly Postcondition[]): object {
  return { isBlock: true, value: { postcondition: { isBlock: true, type: "list", value: postcondition } } };
}

/** The condition that an attribute has one value, in the form that the analysis reads as a fact. */
export function equals(attribute: string, value: AttributeExpectation["value"]): string {
  if (typeof value !== "object") return `self.${attribute} == ${literal(value)}`;
  // Terraform takes an empty set that is written for one of another type.
  if (value.length === 0) return `length(self.${attribute}) == 0`;
  return `toset(self.${attribute}) == toset([${value.map(literal).join(", ")}])`;
}

/** JSON's literals are Terraform's, but for the beginnings of templates in text. */
function literal(value: string | number | boolean): string {
  return JSON.stringify(value).replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
