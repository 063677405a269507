import { own, servicesOf } from "../derivations";
import { accountOf, type Check, listed, reportRepeated, reportUnknown } from "./check";

export const checkServices: Check = (draft, report) => {
  for (const { section, name, entry } of draft.entries) {
    for (const [service, { targets, zones, allow }] of Object.entries(servicesOf(entry))) {
      const path = [section, name, "services", service];
      targets.forEach((target, index) => {
        if (own(entry.hosts, target) === undefined && !draft.isWritten([section, name, "hosts", target])) {
          reportUnknown(report, [...path, "targets", index], `host of ${name}`, Object.keys(entry.hosts));
        }
      });
      zones?.forEach((zone, index) => {
        if (!entry.vpc.zones.includes(zone)) {
          report(
            [...path, "zones", index],
            `the VPC has no subnets there; its zones are ${listed(entry.vpc.zones)}`,
          );
        }
      });
      allow.forEach((account, index) => {
        if (accountOf(draft, account) === undefined && !draft.isWritten(["accounts", account])) {
          reportUnknown(report, [...path, "allow", index], "account", Object.keys(draft.topology.accounts));
        }
      });
      reportRepeated(report, [...path, "targets"], targets);
      reportRepeated(report, [...path, "zones"], zones ?? []);
      reportRepeated(report, [...path, "allow"], allow);
    }
  }
};
