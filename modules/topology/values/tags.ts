import { z } from "zod";

/** The tags that stacks and constructs give. */
const OWN_TAGS: ReadonlySet<string> = new Set(["name", "stack"]);

/** AWS's limit of 50, less {@link OWN_TAGS}. */
const MOST_TAGS = 48;

/**
 * What AWS admits in tags for every service, without `aws:`, which it keeps for itself.
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
export const tags = z
  .record(
    z
      .string()
      .min(1)
      .max(128)
      .regex(
        TAG_TEXT,
        "a tag's key has letters, digits, spaces and _ . : / = + - @ only; leave the others out",
      )
      .regex(
        /^(?!aws:)/i,
        "a tag's key must not start with aws:, which AWS keeps for itself; name it otherwise",
      ),
    z
      .string()
      .max(256)
      .regex(
        TAG_TEXT,
        "a tag's value has letters, digits, spaces and _ . : / = + - @ only; leave the others out",
      ),
  )
  .superRefine((written, context) => {
    const keys = Object.keys(written);
    const seen = new Set(OWN_TAGS);
    for (const key of keys) {
      // IAM does not tell upper from lower case in the keys of tags.
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
      const folded = key.toLowerCase();
      const sentence = OWN_TAGS.has(folded)
        ? "every resource gets a tag of this name anyway; name it otherwise"
        : "another tag's key differs from this in case only, which IAM refuses; name it otherwise";
      if (seen.has(folded)) context.addIssue({ code: "custom", path: [key], message: sentence });
      seen.add(folded);
    }
    if (keys.length > MOST_TAGS) {
      context.addIssue({
        code: "custom",
        message: `these are too many; the most is ${MOST_TAGS}, beside those that every resource gets`,
      });
    }
  })
  .default({});
