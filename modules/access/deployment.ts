import type { BoundedUse } from "./account-use";
import { allow, inRegions, isOf } from "./allowing";
import type { Statement } from "./document";
import { identityReads, identityStatements } from "./identities";
import { nameStatements } from "./names";
import { resourceStatements } from "./resources";
import { scalingStatements } from "./scaling";
import { secretStatements } from "./secrets";
import { actions, type FurtherAccess } from "./type-access";
import { accessOf } from "./type-table";
import { LAUNCH_TEMPLATE_CHANGES } from "./types/auto-scaling";
import { INSTANCE_CHANGES } from "./types/instances";

/** What a managed policy of a role is about; a policy holds at most 6,144 characters. */
export type Topic =
  | "network"
  /** Questions to Reachability Analyzer. */
  | "checks"
  /** Resource gateways and configurations, and shares of them. */
  | "resources"
  /** Auto Scaling groups. */
  | "scaling"
  /** Hosted zones, records, resolvers, log groups and alarms. */
  | "names"
  /** Secrets, the keys that encrypt them, and parameters. */
  | "secrets"
  | "identities"
  /** Elastic Beanstalk's applications, versions and environments, and buckets with source bundles. */
  | "applications"
  /** What Elastic Beanstalk does on behalf of an environment. */
  | "environments";

export type Permissions = Readonly<Record<Topic, readonly Statement[]>>;

/** What it takes to create, change and delete what an account's stacks hold, and not more. */
export function deployPermissions(use: BoundedUse): Permissions {
  const calls = callsOf(use, ({ read, write = [] }) => [...read, ...write]);
  return {
    network: [...networkStatements(use, calls), ...changesOfOwn(use, calls)],
    checks: checkStatements(use, calls),
    resources: resourceStatements(use, calls),
    scaling: scalingStatements(use, calls),
    names: nameStatements(use, calls),
    secrets: secretStatements(use, calls),
    identities: identityStatements(use, calls.filter(isOf("iam"))),
    applications: [...applicationStatements(use, calls), ...bundleStatements(use, calls)],
    environments: furtherAccess(use).flatMap(({ read, write }) => [...read, ...write]),
  };
}

/** What it takes to see what an account's stacks hold. */
export function planPermissions(use: BoundedUse): Permissions {
  const calls = callsOf(use, ({ read }) => read);
  return {
    network: networkStatements(use, calls),
    checks: checkStatements(use, calls),
    resources: resourceStatements(use, calls),
    scaling: scalingStatements(use, calls),
    names: nameStatements(use, calls),
    secrets: secretStatements(use, calls),
    identities: identityReads(use, calls.filter(isOf("iam"))),
    applications: [...applicationStatements(use, calls), ...bundleStatements(use, calls)],
    environments: furtherAccess(use).flatMap(({ read }) => read),
  };
}

function callsOf(
  { types }: BoundedUse,
  of: (access: ReturnType<typeof accessOf>) => readonly string[],
): readonly string[] {
  return [...new Set(types.flatMap((type) => of(accessOf(type))))].sort();
}

function furtherAccess(use: BoundedUse): FurtherAccess[] {
  return use.types.flatMap((type) => accessOf(type).further?.(use) ?? []);
}

/** Calls whose answers and effects stay in a Region. */
const isRegional = isOf("ec2", "elasticloadbalancing");
/** What it takes to read a parameter that AWS publishes. */
const PUBLISHED = actions("ssm", "GetParameter", "GetParameters");
const TAG_CHANGES = actions("ec2", "CreateTags", "DeleteTags");
/** What could make another's instances obey, by what it changes. */
const CHANGES_OF_OWN: ReadonlyMap<"instance" | "launch-template", readonly string[]> = new Map([
  ["instance", INSTANCE_CHANGES],
  ["launch-template", LAUNCH_TEMPLATE_CHANGES],
]);
const isOnOwn = (call: string): boolean =>
  TAG_CHANGES.includes(call) || [...CHANGES_OF_OWN.values()].some((changes) => changes.includes(call));

/** Calls about questions to Reachability Analyzer, in whose caller's name AWS's own service reasons. */
const isQuestion = (call: string): boolean => /^ec2:.*NetworkInsights/.test(call);
const isReasoning = isOf("tiros");

function checkStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  return [
    ...allow(calls.filter(isQuestion), ["*"], inRegions(use)),
    ...allow(calls.filter(isReasoning), ["*"]),
  ];
}

function networkStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  const { partition, regions } = use;
  return [
    ...allow(
      calls.filter((call) => isRegional(call) && !isOnOwn(call) && !isQuestion(call)),
      ["*"],
      inRegions(use),
    ),
    // The parameters that AWS publishes, like the newest machine image: an account's own may be secrets.
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
    ...allow(
      calls.filter((call) => PUBLISHED.includes(call)),
      regions.map((region) => `arn:${partition}:ssm:${region}::parameter/aws/service/*`),
    ),
  ];
}

/**
 * What could make another's instance obey: only on instances, and templates that instances are launched from, that carry
 * the tag of our stacks, and no others can be given it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
 */
function changesOfOwn(use: BoundedUse, calls: readonly string[]): Statement[] {
  const { partition, account, topologies } = use;
  const arn = (kind: string): string => `arn:${partition}:ec2:*:${account}:${kind}/*`;
  const own = calls.filter(isOnOwn);
  const tags = own.filter((call) => TAG_CHANGES.includes(call));
  if (tags.length === 0) return [];
  const kinds = [...CHANGES_OF_OWN.keys()].map(arn);
  return [
    { effect: "Allow", actions: tags, resources: { allBut: kinds }, conditions: inRegions(use) },
    ...allow(["ec2:CreateTags"], kinds, {
      StringEquals: { "ec2:CreateAction": ["CreateLaunchTemplate", "RunInstances"] },
    }),
    ...allow(own, kinds, {
      StringLike: { "aws:ResourceTag/stack": topologies.map((topology) => `${topology}.*`) },
    }),
    // An instance's security groups and volumes are asked about besides.
    ...allow(
      own.filter((call) => call === "ec2:ModifyInstanceAttribute"),
      [arn("security-group"), arn("volume")],
    ),
  ];
}

/** Elastic Beanstalk's own, by the names of its applications. */
function applicationStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  const { partition, account, regions, applications } = use;
  const isRead = (call: string): boolean => /:(Describe|List)/.test(call);
  const own = calls.filter(isOf("elasticbeanstalk"));
  const named = regions.flatMap((region) =>
    applications.flatMap((name) =>
      [`application/${name}`, `applicationversion/${name}/*`, `environment/${name}/*`].map(
        (resource) => `arn:${partition}:elasticbeanstalk:${region}:${account}:${resource}`,
      ),
    ),
  );
  return [
    ...allow(own.filter(isRead), ["*"], inRegions(use)),
    ...allow(
      own.filter((call) => !isRead(call)),
      named,
    ),
  ];
}

function bundleStatements(
  { partition, buckets, bundleBuckets }: BoundedUse,
  calls: readonly string[],
): Statement[] {
  const arns = buckets.map((bucket) => `arn:${partition}:s3:::${bucket}`);
  // Elastic Beanstalk fetches a source bundle in the name of whoever makes a version of it.
  const fetches = calls.includes("elasticbeanstalk:CreateApplicationVersion")
    ? actions("s3", "GetObject", "GetObjectVersion")
    : [];
  return [
    ...allow(
      calls.filter(isOf("s3")),
      arns.flatMap((arn) => [arn, `${arn}/*`]),
    ),
    ...allow(
      fetches,
      bundleBuckets.map((bucket) => `arn:${partition}:s3:::${bucket}/*`),
    ),
  ];
}
