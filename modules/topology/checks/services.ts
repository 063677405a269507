import { own, servicesOf } from "../derivations";
import { type Check, checkAccount, checkHasSubnets, reportRepeated, reportUnknown } from "./check";

export const checkServices: Check = (draft, report) => {
  for (const { section, name, entry } of draft.entries) {
    for (const [service, { targets, zones, inboundFrom, allow }] of Object.entries(servicesOf(entry))) {
      const path = [section, name, "services", service];
      targets.forEach((target, index) => {
        if (own(entry.hosts, target) === undefined && !draft.isWritten([section, name, "hosts", target])) {
          reportUnknown(report, [...path, "targets", index], `host of ${name}`, Object.keys(entry.hosts));
        }
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
