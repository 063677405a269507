import type { AccountId, Partition } from "../identity";

/** Who a statement is about; `everyone` only ever in a statement that denies. */
export type Principals =
  | { readonly kind: "everyone" }
  /** Every identity of these accounts that their own policies let through. */
  | { readonly kind: "accounts"; readonly accounts: readonly AccountId[] };

/** Condition keys with their values, by operator. */
export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** One statement of an IAM policy. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  /** Only in policies of resources and in trust policies. */
  readonly principals?: Principals;
  readonly actions: readonly string[];
  /** None in a trust policy, which is about its own role. */
  readonly resources?: Resources;
  /** @default always */
  readonly conditions?: Conditions;
}

/** ARNs, or all but these. */
export type Resources = readonly string[] | { readonly allBut: readonly string[] };

/** An IAM policy. */
export interface PolicyDocument {
  readonly statements: readonly Statement[];
}

/** A policy's JSON, with as few characters as AWS counts: the same for whatever order its lists were in. */
export function policyText({ statements }: PolicyDocument, partition: Partition): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => written(statement, partition)),
  });
}

function written(statement: Statement, partition: Partition): object {
  const { effect, principals, actions, resources, conditions } = statement;
  return {
    Effect: effect,
    ...(principals === undefined ? {} : { Principal: writtenPrincipals(principals, partition) }),
    Action: oneOrMany(actions),
    ...(resources === undefined ? {} : writtenResources(resources)),
    ...(conditions === undefined ? {} : { Condition: writtenConditions(conditions) }),
  };
}

function writtenPrincipals(principals: Principals, partition: Partition): unknown {
  switch (principals.kind) {
    case "everyone":
      return "*";
    case "accounts":
      return {
        AWS: oneOrMany(principals.accounts.map((account) => `arn:${partition}:iam::${account}:root`)),
      };
  }
}

function writtenResources(resources: Resources): object {
  return "allBut" in resources
    ? { NotResource: oneOrMany(resources.allBut) }
    : { Resource: oneOrMany(resources) };
}

function writtenConditions(conditions: Conditions): object {
  return sortedRecord(conditions, (keys) => sortedRecord(keys, oneOrMany));
}

function sortedRecord<Value>(
  record: Readonly<Record<string, Value>>,
  write: (value: Value) => unknown,
): Record<string, unknown> {
  const keys = Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(keys.map(([key, value]) => [key, write(value)]));
}

/** IAM takes a single value without its list, which is shorter. @throws when there is none: that would be no limit */
function oneOrMany(values: readonly string[]): string | readonly string[] {
  const sorted = [...new Set(values)].sort();
  const [first] = sorted;
  if (first === undefined) throw new Error("a statement of a policy has an empty list");
  return sorted.length === 1 ? first : sorted;
}
