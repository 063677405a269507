import { limitedPolicyText, type PolicyLimit, type Statement } from "../../modules/access";
import { partitionOf, type Region } from "../../modules/identity";

/**
 * A policy as an attribute of a Terraform resource: IAM's own variables look like Terraform's, which must leave them
 * alone.
 * @throws PolicySizeError when AWS would refuse it
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function literalPolicy(statements: readonly Statement[], region: Region, limit: PolicyLimit): string {
  const text = limitedPolicyText(statements, partitionOf(region), limit);
  // In HCL, cdktf escapes no quotes beside what it takes for an expression. What ends with a newline it writes as a
  // heredoc, which needs no escapes, and white space around JSON means nothing.
  return text.includes("${") ? `${text.replaceAll("${", () => "$${")}\n` : text;
}
