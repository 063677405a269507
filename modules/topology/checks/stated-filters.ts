import { Ipv4Block } from "../../addressing";
import { isExisting, type NamedEntry, own } from "../derivations";
import type { ExistingVpcInput } from "../schema";
import { listed, type Report, reportRepeated } from "./check";

/** What is stated of existing security groups, and of the hosts and endpoints that rely on them. */
export function checkStatedFilters(named: NamedEntry, vpc: ExistingVpcInput, report: Report): void {
  checkRules(named, vpc, report);
  checkGroupsOfHosts(named, vpc, report);
  reportHostsAsBlocks(named, report);
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
function checkRules(
  { section, name }: NamedEntry,
  { securityGroups }: ExistingVpcInput,
  report: Report,
): void {
  for (const [group, ways] of Object.entries(securityGroups)) {
    for (const way of ["ingress", "egress"] as const) {
      for (const [rule, { protocol, port }] of Object.entries(ways[way])) {
        if (protocol === "all" && port !== undefined)
          report(
            [section, name, "vpc", "securityGroups", group, way, rule, "port"],
            "a rule about every protocol is about every port; leave the port out, or write tcp or udp",
          );
      }
    }
  }
}

/** What a host's group admits decides about the host only where it is known of all its groups. */
function checkGroupsOfHosts(
  { section, name, entry }: NamedEntry,
  { securityGroups }: ExistingVpcInput,
  report: Report,
): void {
  for (const [host, written] of Object.entries(entry.hosts)) {
    if (!isExisting(written)) continue;
    const path = [section, name, "hosts", host, "securityGroups"];
    const groups = written.securityGroups ?? [];
    reportRepeated(report, path, groups);
    groups.forEach((group, index) => {
      if (own(securityGroups, group) !== undefined) return;
      const stated = Object.keys(securityGroups);
      report(
        [...path, index],
        `the VPC's securityGroups do not state its rules; ${stated.length === 0 ? "none is stated" : `stated are ${listed(stated)}`}: state all groups of the host there, or leave its securityGroups out`,
      );
    });
  }
}

/** A host that is there already is admitted by its address, and AWS takes no rule twice. */
function reportHostsAsBlocks({ section, name, entry }: NamedEntry, report: Report): void {
  for (const [endpoint, { clients }] of Object.entries(entry.endpoints)) {
    const addresses = new Map(
      clients.flatMap((client) => {
        const host = client.kind === "host" ? own(entry.hosts, client.host) : undefined;
        if (client.kind !== "host" || host === undefined || !isExisting(host)) return [];
        return [[Ipv4Block.ofOne(host.address).toString(), client.host] as const];
      }),
    );
    clients.forEach((client, index) => {
      const host = client.kind === "block" ? addresses.get(client.block.toString()) : undefined;
      if (host !== undefined)
        report(
          [section, name, "endpoints", endpoint, "clients", index],
          `this is the address of ${host}, which stands in the list already; write it once`,
        );
    });
  }
}
