import { z } from "zod";

/**
 * A map whose keys are all known; any other key is an error that lists them.
 * @example closed({ port }) refuses { prot: 80 } and says that `port` is known
 */
export function closed<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown key; the keys here are ${Object.keys(shape).join(", ")}`
        : undefined,
  });
}

/** The key of what is there before the topology: its id stands in the place of what would make it. */
export const EXISTING = "existing";

/** What is given by id where the key {@link EXISTING} stands, and made otherwise; each with keys of its own. */
export function existingOr<Existing extends z.ZodObject, Made extends z.ZodObject>(
  existing: Existing,
  made: Made,
): z.ZodPipe<z.ZodUnknown, z.ZodTransform<z.output<Existing> | z.output<Made>>> {
  return eitherBy(EXISTING, existing, made);
}

/**
 * One form where a key stands, another where it does not. A union of zod would tell what is wrong with whichever form
 * is nearer, not with the one that was meant.
 * @param mixed what is said of a key that only the other form has @default what is said of every unknown key
 */
export function eitherBy<With extends z.ZodObject, Without extends z.ZodObject>(
  key: string,
  withKey: With,
  without: Without,
  mixed?: string,
): z.ZodPipe<z.ZodUnknown, z.ZodTransform<z.output<With> | z.output<Without>>> {
  const either = z.unknown().transform((written, context): z.output<With> | z.output<Without> => {
    const hasKey = typeof written === "object" && written !== null && Object.hasOwn(written, key);
    const form: With | Without = hasKey ? withKey : without;
    const other = hasKey ? without : withKey;
    const parsed = form.safeParse(written, { reportInput: true });
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues)
      for (const each of mixed === undefined ? [issue] : toldApart(issue, other, mixed))
        context.addIssue({ ...each });
    return z.NEVER;
  });
  // Editors see a union.
  return either.meta({ anyOf: [withKey, without].map((form) => jsonSchemaOf(form)) });
}

/** Unknown keys of a form, those that the other form has with a sentence of their own. */
function toldApart(issue: z.core.$ZodIssue, other: z.ZodObject, mixed: string): z.core.$ZodIssue[] {
  if (issue.code !== "unrecognized_keys" || issue.path.length > 0) return [issue];
  const isOthers = (key: string): boolean => Object.hasOwn(other.shape, key);
  return [
    { ...issue, path: [], keys: issue.keys.filter((key) => !isOthers(key)) },
    { ...issue, path: [], keys: issue.keys.filter(isOthers), message: mixed },
  ].filter(({ keys }) => keys.length > 0);
}

function jsonSchemaOf(form: z.ZodObject): object {
  const schema = z.toJSONSchema(form, { io: "input" });
  // The whole document says it once.
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== "$schema"));
}

/** Lower-case letters, digits and single hyphens: fit for stack ids, tags, and the names of every AWS resource. */
export const NAME = /^(?=.{1,32}$)[a-z](?:-?[a-z0-9])*$/;
export const NAME_SENTENCE =
  "this is not a name; write at most 32 lower-case letters, digits and single hyphens, a letter first, like web-1";

/** Constructs are kept in a plain object, which has a `constructor` from the start. */
const UNRESERVED = /^(?!constructor$)/;
export const RESERVED_SENTENCE = "no key can have this name; write another one";

/** An AZ ID, as editors check it. */
export const ZONE = String.raw`^[a-z]+\d-az[1-8]$`;

/** A map from AZ IDs to values of one kind. That each zone is the VPC's own is for the checks to say. */
export function byZone<Value extends z.core.SomeType>(value: Value): z.ZodRecord<z.ZodString, Value> {
  return z.record(
    z.string().meta({ pattern: ZONE }),
    value,
    missing("write each under the AZ ID of its zone, like apne1-az4"),
  );
}

/** What zod is to say where a key is missing that nobody can guess the meaning of. @param remedy what to write */
export function missing(remedy: string): {
  error: (issue: { readonly input?: unknown }) => string | undefined;
} {
  return { error: ({ input }) => (input === undefined ? `this is missing; ${remedy}` : undefined) };
}

/** A map from names of the user's own to values of one kind. */
export function named<Value extends z.core.SomeType>(
  value: Value,
): z.ZodDefault<z.ZodRecord<z.ZodString, Value>> {
  return z
    .record(z.string().regex(NAME, NAME_SENTENCE).regex(UNRESERVED, RESERVED_SENTENCE), value)
    .default({});
}
