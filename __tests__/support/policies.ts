import { z } from "zod";
import { policyText, type Statement } from "../../modules/access";

type Context = Readonly<Record<string, string | readonly string[]>>;

/** What is asked of a policy. */
export interface PolicyRequest {
  readonly action: string;
  readonly resource: string;
  /** Values of condition keys; a key without a value is not in the request. @default none */
  readonly context?: Context;
  /** The account that asks, for policies of resources. @default policies of identities, which name nobody */
  readonly account?: string;
}

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const document = z.strictObject({
  Version: z.literal("2012-10-17"),
  Statement: z.array(
    z.strictObject({
      Effect: z.enum(["Allow", "Deny"]),
      Principal: z.union([z.literal("*"), z.strictObject({ AWS: oneOrMany })]).optional(),
      Action: oneOrMany,
      Resource: oneOrMany.optional(),
      NotResource: oneOrMany.optional(),
      Condition: z.record(z.string(), z.record(z.string(), oneOrMany)).default({}),
    }),
  ),
});
type Read = z.output<typeof document>["Statement"][number];

export type Judgement = "denied" | "allowed" | "nothing";

/** A policy that can be asked, as far as our own go. */
export class JudgedPolicy {
  private readonly statements: readonly Read[];

  /** @param text the policy's JSON */
  constructor(text: string) {
    this.statements = document.parse(JSON.parse(text)).Statement;
  }

  static of(statements: readonly Statement[]): JudgedPolicy {
    return new JudgedPolicy(policyText({ statements }, "aws"));
  }

  judge(request: PolicyRequest): Judgement {
    const hits = this.statements.filter((statement) => applies(statement, request));
    if (hits.some(({ Effect }) => Effect === "Deny")) return "denied";
    return hits.length > 0 ? "allowed" : "nothing";
  }
}

function applies(statement: Read, request: PolicyRequest): boolean {
  const { Principal, Action, Resource, NotResource, Condition } = statement;
  const { action, resource, account, context = {} } = request;
  const fits = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => matches(withVariables(pattern, context), resource));
  return (
    (Principal === undefined ||
      Principal === "*" ||
      Principal.AWS.includes(`arn:aws:iam::${account ?? ""}:root`)) &&
    Action.some((pattern) => matches(pattern, action)) &&
    (Resource === undefined || fits(Resource)) &&
    (NotResource === undefined || !fits(NotResource)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => meets(operator, values, key, context)),
    )
  );
}

const FOR_ALL = "ForAllValues:";

/** Whether one of the policy's values fits the request's; of several values in the request, each must. */
function meets(operator: string, values: readonly string[], key: string, context: Context): boolean {
  const found = [context[key]].flat();
  const fits = (each: string | undefined, by: string): boolean =>
    values.some((value) => holds(by, withVariables(value, context), each));
  if (!operator.startsWith(FOR_ALL)) return found.length === 1 && fits(found[0], operator);
  return found.every((each) => each === undefined || fits(each, operator.slice(FOR_ALL.length)));
}

function withVariables(text: string, context: Context): string {
  return text.replace(/\$\{([^}]+)\}/g, (_, key: string) => [context[key]].flat().join(""));
}

function holds(operator: string, expected: string, found: string | undefined): boolean {
  if (operator === "Null") return (found === undefined) === (expected === "true");
  if (operator.endsWith("IfExists") && found === undefined) return true;
  if (found === undefined) return false;
  switch (operator) {
    case "ArnEquals":
    case "ArnLike":
    case "StringLike":
    case "StringLikeIfExists":
      return matches(expected, found);
    case "Bool":
    case "StringEquals":
    case "StringEqualsIfExists":
      return expected === found;
    case "NumericLessThan":
      return Number(found) < Number(expected);
    default:
      throw new Error(`no policy of ours asks for ${operator}`);
  }
}

const compiled = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === text;
  const known = compiled.get(pattern);
  if (known !== undefined) return known.test(text);
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${escaped}$`, "s");
  compiled.set(pattern, expression);
  return expression.test(text);
}
