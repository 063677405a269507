import { environmentsOf, isExisting, type NamedEntry, natGatewaysOf, zonesOf } from "../derivations";
import type { Path } from "../problem";
import type { EnvironmentInput } from "../schema";
import { type Check, checkHasSubnets, type Report, reportRepeated } from "./check";

export const checkEnvironments: Check = (draft, report) => {
  const prefixes = new Map<string, string>();
  for (const named of draft.entries) {
    for (const [name, environment] of Object.entries(environmentsOf(named.entry))) {
      const path: Path = [named.section, named.name, "environments", name];
      if (Object.hasOwn(named.entry.hosts, name))
        report(path, `a host of ${named.name} has this name already; give each its own`, "key");
      checkApplication(environment, path, report);
      checkZones(named, environment, path, report);
      checkWayOut(named, path, report);
      const { cnamePrefix } = environment;
      if (cnamePrefix === undefined) continue;
      const holder = prefixes.get(cnamePrefix);
      if (holder === undefined) prefixes.set(cnamePrefix, `${named.name}/${name}`);
      else
        report(
          [...path, "cnamePrefix"],
          `the environment ${holder} has this prefix, and AWS gives it away once in a Region; give each its own`,
        );
    }
  }
};

function checkApplication({ web, sourceBundle }: EnvironmentInput, path: Path, report: Report): void {
  if (web === undefined && sourceBundle === undefined)
    report(
      path,
      "nothing says what it runs; write `web` with a page, or the `sourceBundle` of an application",
    );
  if (web !== undefined && sourceBundle !== undefined)
    report(
      [...path, "sourceBundle"],
      "it runs `web` already, and no more than one application; leave one of the two out",
      "key",
    );
}

function checkZones(
  { entry }: NamedEntry,
  { zones, instances: { min, max } }: EnvironmentInput,
  path: Path,
  report: Report,
): void {
  zones?.forEach((zone, index) => {
    checkHasSubnets(entry.vpc, zone, [...path, "zones", index], report);
  });
  reportRepeated(report, [...path, "zones"], zones ?? []);
  const count = new Set(zones ?? (entry.vpc && zonesOf(entry.vpc)) ?? []).size;
  const least = min ?? count;
  if (max !== undefined && max < least)
    report(
      [...path, "instances", "max"],
      min === undefined
        ? `there is one instance for each of ${least} zones; write ${least} or more, or a smaller \`min\``
        : `this is less than \`min\`, ${min}; write ${min} or more`,
    );
}

/**
 * No interface endpoints are made for the services that the instances call.
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc.html
 */
function checkWayOut({ entry }: NamedEntry, path: Path, report: Report): void {
  const { vpc } = entry;
  if (vpc === undefined || isExisting(vpc) || natGatewaysOf(entry, vpc) !== "none") return;
  report(
    path,
    "its instances call S3, CloudFormation and Elastic Beanstalk, and fetch their application's image, and this VPC has no way out; write `natGateways: one` or `per-zone` in its `vpc`",
    "key",
  );
}
