import { ExistingVpc } from "../../modules/network";
import type { Endpoint, Entry } from "../../modules/topology";
import type { ClientSpecification } from "../endpoints";
import type { VpcSpecification } from "../vpc-specification";
import type { VpcStack } from "../vpc-stack";
import { declareAt } from "./declared-at";

/** An existing VPC must resolve private names where an endpoint of it, or what it uses proxies by, has one. */
export function vpcSpecification({ vpc, endpoints, proxyUse }: Entry): VpcSpecification {
  if (vpc.kind === "made") return vpc;
  const named = endpoints.some(({ dnsName, privateDns }) => dnsName !== undefined || privateDns);
  const privateNames = named || proxyUse !== undefined;
  return { ...vpc, privateNames };
}

/** Hosts that are there already are admitted by their addresses. */
export function clientSpecifications(
  { hosts }: Entry,
  { clients }: Pick<Endpoint, "clients">,
): ClientSpecification[] {
  return clients.map((client): ClientSpecification => {
    const host = client.kind === "host" ? hosts.find(({ name }) => name === client.host) : undefined;
    return host?.kind === "existing"
      ? { kind: "existing-host", host: host.name, address: host.address }
      : client;
  });
}

/** Records where the parts of an existing VPC were stated. */
export function declareExisting({ vpc }: VpcStack, { section, name }: Entry): void {
  if (!(vpc instanceof ExistingVpc)) return;
  for (const [zone, subnet] of vpc.subnets) declareAt(subnet, section, name, "vpc", "subnets", zone);
  for (const [zone, table] of vpc.routeTables)
    declareAt(table, section, name, "vpc", "subnets", zone, "routeTable");
  for (const [group, construct] of vpc.securityGroups)
    declareAt(construct, section, name, "vpc", "securityGroups", group);
}
