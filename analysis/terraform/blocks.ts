/** The arguments of a Terraform block, as JSON holds them. */
export type Body = Readonly<Record<string, unknown>>;

/** Takes note of what a configuration holds and Terraform would not take. */
export type Complain = (sentence: string) => void;

/** A property of this name is a comment in every block. */
export const COMMENT = "//";

export function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What is told of a value, in characters: of one as long as user data the sentence would lose its end. */
const LONGEST_VALUE = 160;

/** What Terraform's JSON calls the kind of a value; with the value itself where that is short to say. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (value === null) return "null";
  if (typeof value === "object") return "an object";
  const written = JSON.stringify(value);
  const told = written.length > LONGEST_VALUE ? `${written.slice(0, LONGEST_VALUE)}…` : written;
  return `the ${typeof value} ${told}`;
}

/**
 * One object, or each of an array of objects: both spell blocks. Null spells none.
 * @param place where it stands, like `resource.aws_vpc`
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#nested-block-mapping
 */
export function bodiesOf(value: unknown, place: string, complain: Complain): readonly Body[] {
  if (value === undefined || value === null) return [];
  const bodies = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return bodies.filter((body): body is Body => {
    if (isBody(body)) return true;
    complain(`${place} is ${kindOf(body)}; Terraform's JSON holds an object there, or an array of objects`);
    return false;
  });
}

/** The blocks below a label, like the types of `resource` or the names of a type; at least one is required. */
export function labelled(
  value: unknown,
  place: string,
  complain: Complain,
): readonly (readonly [label: string, value: unknown])[] {
  if (value === null) complain(`${place} is null; leave it out instead`);
  return bodiesOf(value, place, complain).flatMap((body) =>
    Object.entries(body).filter(([label]) => label !== COMMENT),
  );
}
