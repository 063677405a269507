import { type Body, isBody } from "../blocks";

type Kind =
  | { readonly ok: true; readonly kind: "plan" | "state"; readonly json: Body }
  | {
      readonly ok: false;
      readonly sentence: string;
      /** Whether nobody would take it for a plan or state. */
      readonly isOther: boolean;
    };

const HOW = "print a plan or a state with terraform show -json";

/** What a state holds at its top; an empty one holds the first of them alone. */
const OF_STATES: ReadonlySet<string> = new Set(["format_version", "terraform_version", "values", "checks"]);
const OF_PLANS = ["planned_values", "resource_changes", "configuration", "prior_state"];

/**
 * Whether a document is a plan or a state that `terraform show -json` printed, and one that can be read. Terraform 1.1
 * and later write major version 1 of both formats, and so does OpenTofu; minor versions only add to them.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function kindOfDocument(json: unknown): Kind {
  if (!isBody(json)) return other(`this is neither a plan nor a state, which are JSON objects; ${HOW}`);
  const has = (name: string): boolean => Object.hasOwn(json, name);
  const version = has("format_version") ? json["format_version"] : undefined;
  if (version === undefined) return withoutVersion(json);
  if (typeof version !== "string" || !/^\d+\.\d+$/.test(version))
    return refused(`its format_version is no version of Terraform's format, which is like "1.2"; ${HOW}`);
  if (!version.startsWith("1."))
    return refused(
      `its format_version is ${version}, and only 1.x is read, which Terraform 1.1 and later and OpenTofu write; ${HOW} of one of these`,
    );
  if (OF_PLANS.some(has)) return plan(json);
  if (!Object.keys(json).every((name) => OF_STATES.has(name)))
    return other(`this is neither a plan nor a state, though Terraform printed it; ${HOW}`);
  const values = has("values") ? json["values"] : undefined;
  return values === undefined || values === null || isBody(values)
    ? { ok: true, kind: "state", json }
    : refused(`the values of this state are no object; ${HOW} again`);
}

function plan(json: Body): Kind {
  if (Object.hasOwn(json, "errored") && json["errored"] === true)
    return refused(
      "Terraform could not finish this plan (errored is true); mend what it says when it plans, and show the plan that it makes then",
    );
  if (!Object.hasOwn(json, "planned_values") || !isBody(json["planned_values"]))
    return refused(
      "this plan has no planned_values, so that it tells nothing; print it again with terraform show -json",
    );
  return { ok: true, kind: "plan", json };
}

/** What else people have at hand, and what they can do with it. */
function withoutVersion(json: Body): Kind {
  const has = (name: string): boolean => Object.hasOwn(json, name);
  if (has("version") && (has("lineage") || has("serial")))
    return refused(
      "this is a state as Terraform keeps it; print it with terraform show -json in its stack's folder, and name what that prints",
    );
  if (has("version") && has("stacks"))
    return other("this is a manifest of cdktf; name the folder that it is in");
  if (["terraform", "resource", "provider", "module", "data"].some(has))
    return other(
      "this is a configuration; plan it with terraform plan -out FILE, and print the plan with terraform show -json FILE",
    );
  return other(`this is neither a plan nor a state, since it has no format_version; ${HOW}`);
}

function refused(sentence: string): Kind {
  return { ok: false, sentence, isOther: false };
}

function other(sentence: string): Kind {
  return { ok: false, sentence, isOther: true };
}
