import { partitionOf } from "../../identity";
import { environmentsOf } from "../derivations";
import { resolveRoles } from "../resolve/settings";
import type { TopologyDraft } from "../schema";
import { type Check, checkAccount, type Draft, type Report } from "./check";

/** Where the states are kept and as whom Terraform gets at them. */
export const checkState: Check = (draft, report) => {
  const { state } = draft.topology;
  if (!draft.isWhole("state") || !draft.isWhole("roles")) return;
  checkRoles(draft, report);
  if (state.backend === "local") checkUnused(draft.topology.roles, report);
  else checkBucket(draft, state, report);
};

/** What keeps a role from doing another's work, or from changing itself. */
function checkRoles({ topology }: Draft, report: Report): void {
  const { boundary, ...roles } = resolveRoles(topology);
  const written = topology.roles;
  const seen = new Map<string, string>();
  for (const [role, name] of Object.entries(roles)) {
    // A name that differs from another in case only, IAM takes for the same.
    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
    const namesake = seen.get(name.toLowerCase());
    if (namesake === undefined) seen.set(name.toLowerCase(), role);
    else {
      // The one that was left out cannot be pointed at.
      const [wrong, other] = isWritten(written, role) ? [role, namesake] : [namesake, role];
      report(["roles", wrong], `the role ${other} has this name already; give each role its own`);
    }
  }
  const after = Object.values(roles).find((name) =>
    boundary?.toLowerCase().startsWith(`${name.toLowerCase()}-`),
  );
  if (after !== undefined)
    report(
      ["roles", isWritten(written, "boundary") ? "boundary" : "deploy"],
      `names that begin with ${after}- are those of this role's own policies; name the boundary, or the role, otherwise`,
    );
  for (const [role, name] of Object.entries({ ...roles, ...(boundary === undefined ? {} : { boundary }) })) {
    if (topology.topology !== undefined && name.startsWith(`${topology.topology}.`))
      report(
        ["roles", role],
        `names that begin with ${topology.topology}. are those of the topology's own roles, which its deployment may change; name it otherwise`,
      );
  }
}

function isWritten(roles: TopologyDraft["roles"], role: string): boolean {
  return Object.entries(roles).some(([key, name]) => key === role && name !== undefined);
}

function checkUnused(roles: TopologyDraft["roles"], report: Report): void {
  for (const role of ["readContract", "bootstrap"] as const) {
    if (roles[role] !== undefined)
      report(
        ["roles", role],
        "this role is of use with state in S3 only; leave it out, or say `state: { backend: s3, ... }`",
      );
  }
}

type S3State = Extract<TopologyDraft["state"], { readonly backend: "s3" }>;

function checkBucket(draft: Draft, { account, bucket, region }: S3State, report: Report): void {
  const { region: stacksRegion } = draft.topology;
  checkAccount(draft, account, ["state", "account"], report);
  if (region !== undefined && stacksRegion !== undefined && partitionOf(region) !== partitionOf(stacksRegion))
    report(
      ["state", "region"],
      `no role of ${stacksRegion} has access there, because its accounts are of AWS's other partition ${partitionOf(region)}; write a Region of ${partitionOf(stacksRegion)}`,
    );
  // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.S3.html
  if (bucket.startsWith("elasticbeanstalk-"))
    report(
      ["state", "bucket"],
      "Elastic Beanstalk and its instances have access to buckets whose names begin with elasticbeanstalk-; name it otherwise",
    );
  for (const { section, name, entry } of draft.entries) {
    for (const [environment, { sourceBundle }] of Object.entries(environmentsOf(entry))) {
      if (sourceBundle?.bucket === bucket)
        report(
          [section, name, "environments", environment, "sourceBundle", "bucket"],
          "this bucket holds the states, which an environment must not have access to; put the source bundle into another",
        );
    }
  }
}
