import { isExisting } from "../derivations";
import { formatPath, type Path } from "../problem";
import type { Draft, Report } from "./check";

/** What one ID stands for has one place in a file: two would each state it, and could contradict each other. */
export function reportSharedIds({ entries }: Draft, report: Report): void {
  const holders = new Map<string, Path>();
  const claim = (id: string, path: Path, about?: "key"): void => {
    const holder = holders.get(id);
    if (holder === undefined) holders.set(id, path);
    else
      report(path, `${formatPath(holder)} has this ID already; give each thing once, with its own ID`, about);
  };
  for (const { section, name, entry } of entries) {
    for (const [host, written] of Object.entries(entry.hosts))
      if (isExisting(written)) claim(written.existing, [section, name, "hosts", host, "existing"]);
    const { vpc } = entry;
    if (vpc === undefined || !isExisting(vpc)) continue;
    const path = [section, name, "vpc"];
    claim(vpc.existing, [...path, "existing"]);
    const tables = new Set<string>();
    for (const [zone, { existing, routeTable }] of Object.entries(vpc.subnets)) {
      claim(existing, [...path, "subnets", zone, "existing"]);
      if (routeTable === undefined || tables.has(routeTable.id)) continue;
      tables.add(routeTable.id);
      claim(routeTable.id, [...path, "subnets", zone, "routeTable", "id"]);
    }
    for (const [group, ways] of Object.entries(vpc.securityGroups)) {
      claim(group, [...path, "securityGroups", group], "key");
      for (const way of ["ingress", "egress"] as const)
        for (const rule of Object.keys(ways[way]))
          claim(rule, [...path, "securityGroups", group, way, rule], "key");
    }
  }
}
