import { environmentsOf, isExisting, type NamedEntry, own, servicesOf } from "../derivations";
import type { Path } from "../problem";
import type { HostInput, ServiceInput } from "../schema";
import {
  type Check,
  checkAccount,
  checkHasSubnets,
  type Draft,
  type Report,
  reportRepeated,
  reportUnknown,
} from "./check";

export const checkServices: Check = (draft, report) => {
  for (const named of draft.entries) {
    const { section, name, entry } = named;
    const holders = new Map<string, string>();
    for (const [serviceName, service] of Object.entries(servicesOf(entry))) {
      const path = [section, name, "services", serviceName];
      checkAnswers(service, path, report);
      checkTargets(draft, named, service, path, report);
      if (service.environment !== undefined) {
        checkEnvironment(draft, named, service.environment, service, path, report);
        const holder = holders.get(service.environment);
        if (holder === undefined) holders.set(service.environment, serviceName);
        else
          report(
            [...path, "environment"],
            `the service ${holder} stands on its load balancer, and AWS lets a load balancer serve one endpoint service; give each its own environment`,
          );
      }
      service.zones?.forEach((zone, index) => {
        checkHasSubnets(entry.vpc, zone, [...path, "zones", index], report);
      });
      service.allow.forEach((account, index) => {
        checkAccount(draft, account, [...path, "allow", index], report);
      });
      reportRepeated(report, [...path, "targets"], service.targets ?? []);
      reportRepeated(report, [...path, "zones"], service.zones ?? []);
      reportRepeated(report, [...path, "inboundFrom"], service.inboundFrom.map(String));
      reportRepeated(report, [...path, "allow"], service.allow);
    }
  }
};

function checkAnswers({ targets, environment }: ServiceInput, path: Path, report: Report): void {
  if (targets === undefined && environment === undefined)
    report(path, "nobody answers for it; name hosts in `targets`, or an `environment`");
  if (targets !== undefined && environment !== undefined)
    report([...path, "environment"], "`targets` answer for it already; leave one of the two out", "key");
}

function checkTargets(
  draft: Draft,
  { section, name, entry }: NamedEntry,
  { targets = [], port, targetPort = port }: ServiceInput,
  path: Path,
  report: Report,
): void {
  targets.forEach((target, index) => {
    const host = own(entry.hosts, target);
    if (host === undefined && !draft.isWritten([section, name, "hosts", target]))
      reportUnknown(report, [...path, "targets", index], `host of ${name}`, Object.keys(entry.hosts));
    if (host && !isExisting(host)) checkListens(host, targetPort, [...path, "targets", index], report);
  });
}

function checkEnvironment(
  draft: Draft,
  { section, name, entry }: NamedEntry,
  environmentName: string,
  service: ServiceInput,
  path: Path,
  report: Report,
): void {
  const environments = environmentsOf(entry);
  const environment = own(environments, environmentName);
  if (environment === undefined) {
    if (!draft.isWritten([section, name, "environments", environmentName]))
      reportUnknown(report, [...path, "environment"], `environment of ${name}`, Object.keys(environments));
  } else if (environment.port !== service.port)
    report(
      [...path, "port"],
      `its environment's load balancer listens on port ${environment.port}; say \`port: ${environment.port}\`, or \`port: ${service.port}\` in ${environmentName}`,
    );
  if (service.targetPort !== undefined)
    report(
      [...path, "targetPort"],
      "an environment's platform answers on port 80, whatever the application listens on; leave this out",
      "key",
    );
  for (const key of ["enforceInboundRulesOnPrivateLinkTraffic", "inboundFrom"] as const) {
    if (service[key] === false || (Array.isArray(service[key]) && service[key].length === 0)) continue;
    report(
      [...path, key],
      "Elastic Beanstalk's Network Load Balancers have no security group; leave this out, and say who may call in the endpoints' `clients`",
      "key",
    );
  }
}

/** A host runs nothing but its web server, so that a service which sends elsewhere reaches nobody. */
function checkListens(host: HostInput, targetPort: number, path: Path, report: Report): void {
  const listens = host.web?.port ?? targetPort;
  if (listens !== targetPort)
    report(
      path,
      `its web server listens on port ${listens}, and the service sends to ${targetPort}; say \`targetPort: ${listens}\`, or \`port: ${targetPort}\` in its \`web\``,
    );
}
