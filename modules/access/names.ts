import type { BoundedUse } from "./account-use";
import { allow, inRegions, isOf } from "./allowing";
import type { Conditions, Statement } from "./document";
import { LOG_DELIVERY } from "./types/vpn";

/** Hosted zones, records, resolvers, log groups and alarms. */
export function nameStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  return [
    ...logStatements(use, calls.filter(isOf("logs"))),
    ...alarmStatements(use, calls.filter(isOf("cloudwatch"))),
    // The IDs of resolvers' endpoints are not known before.
    ...allow(calls.filter(isOf("route53resolver")), ["*"], inRegions(use)),
    ...recordStatements(use, calls.filter(isOf("route53"))),
  ];
}

/** Log groups by their names; a listing is of all of them, and deliveries of services' logs are about none. */
function logStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  const { partition, account, topologies } = use;
  const isOfNone = (call: string): boolean =>
    call === "logs:DescribeLogGroups" || LOG_DELIVERY.includes(call);
  return [
    ...allow(calls.filter(isOfNone), ["*"], inRegions(use)),
    ...allow(
      calls.filter((call) => !isOfNone(call)),
      // The last star is also for what AWS adds to the ARN for some calls and not for others.
      topologies.flatMap((topology) =>
        ["/vpc/", "/aws/vendedlogs/vpn/"].map(
          (folder) => `arn:${partition}:logs:*:${account}:log-group:${folder}${topology}.*`,
        ),
      ),
      inRegions(use),
    ),
  ];
}

/** Alarms by their names; all of them can be seen. */
function alarmStatements(use: BoundedUse, calls: readonly string[]): Statement[] {
  const { partition, account, topologies } = use;
  const isListing = (call: string): boolean => call === "cloudwatch:DescribeAlarms";
  return [
    ...allow(calls.filter(isListing), ["*"], inRegions(use)),
    ...allow(
      calls.filter((call) => !isListing(call)),
      topologies.map((topology) => `arn:${partition}:cloudwatch:*:${account}:alarm:${topology}.*`),
      inRegions(use),
    ),
  ];
}

/**
 * Records by their names, in whatever zone: the IDs of zones that are made are not known before. Where AWS names the
 * record, the zone is known, and the type. A batch has at least one change, so no key of `ForAllValues` is missing.
 * Route 53 is one service for all Regions.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
 */
function recordStatements(
  { partition, recordNames, proofZones }: BoundedUse,
  calls: readonly string[],
): Statement[] {
  const isChange = (call: string): boolean => call === "route53:ChangeResourceRecordSets";
  const changes = calls.filter(isChange);
  const zone = (id: string): string => `arn:${partition}:route53:::hostedzone/${id}`;
  const only = (key: string, values: readonly string[]): Conditions => ({
    "ForAllValues:StringEquals": { [`route53:ChangeResourceRecordSets${key}`]: values },
  });
  return [
    ...allow(
      calls.filter((call) => !isChange(call)),
      ["*"],
    ),
    ...allow(
      changes,
      recordNames.length === 0 ? [] : [zone("*")],
      only("NormalizedRecordNames", recordNames.map(normalized)),
    ),
    ...allow(changes, proofZones.map(zone), only("RecordTypes", ["TXT"])),
  ];
}

/** A DNS name as Route 53 gives it to conditions. */
function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/\.$/, "")
    .replace(/[^a-z0-9_.-]/g, (other) => `\\${other.charCodeAt(0).toString(8).padStart(3, "0")}`);
}
