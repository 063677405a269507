import { isExisting, own, servicesOf } from "../derivations";
import type { Path } from "../problem";
import type { HostInput } from "../schema";
import {
  type Check,
  checkAccount,
  checkHasSubnets,
  type Report,
  reportRepeated,
  reportUnknown,
} from "./check";

export const checkServices: Check = (draft, report) => {
  for (const { section, name, entry } of draft.entries) {
    for (const [
      service,
      { targets = [], port, targetPort = port, zones, inboundFrom, allow },
    ] of Object.entries(servicesOf(entry))) {
      const path = [section, name, "services", service];
      targets.forEach((target, index) => {
        if (own(entry.hosts, target) === undefined && !draft.isWritten([section, name, "hosts", target])) {
          reportUnknown(report, [...path, "targets", index], `host of ${name}`, Object.keys(entry.hosts));
        }
        const host = own(entry.hosts, target);
        if (host && !isExisting(host)) checkListens(host, targetPort, [...path, "targets", index], report);
      });
      zones?.forEach((zone, index) => {
        checkHasSubnets(entry.vpc, zone, [...path, "zones", index], report);
      });
      allow.forEach((account, index) => {
        checkAccount(draft, account, [...path, "allow", index], report);
      });
      reportRepeated(report, [...path, "targets"], targets);
      reportRepeated(report, [...path, "zones"], zones ?? []);
      reportRepeated(report, [...path, "inboundFrom"], inboundFrom.map(String));
      reportRepeated(report, [...path, "allow"], allow);
    }
  }
};

/** A host runs nothing but its web server, so that a service which sends elsewhere reaches nobody. */
function checkListens(host: HostInput, targetPort: number, path: Path, report: Report): void {
  const listens = host.web?.port ?? targetPort;
  if (listens !== targetPort)
    report(
      path,
      `its web server listens on port ${listens}, and the service sends to ${targetPort}; say \`targetPort: ${listens}\`, or \`port: ${targetPort}\` in its \`web\``,
    );
}
