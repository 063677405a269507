import { type Ipv4Block, parseBlock } from "../../addressing";
import { type AzId, parseAzId } from "../../identity";
import type { ExistingVpc, StatedRule } from "../model";
import type { ExistingVpcInput, StatedRuleInput } from "../schema";
import { present, sortedEntries } from "./lists";

export function resolveExistingVpc({
  existing: id,
  cidr,
  subnets,
  securityGroups,
}: ExistingVpcInput): ExistingVpc {
  return {
    kind: "existing",
    id,
    block: cidr,
    blocks: [cidr],
    zones: sortedEntries(subnets).map(([zone]) => zoneOf(zone)),
    subnets: sortedEntries(subnets).map(
      ([zone, { existing: subnetId, cidr: block, routeTable, networkAcl }]) => ({
        zone: zoneOf(zone),
        id: subnetId,
        block,
        ...(routeTable === undefined
          ? {}
          : {
              routeTable: {
                id: routeTable.id,
                routes: sortedEntries(routeTable.routes).map(([to, target]) => ({
                  block: blockOf(to),
                  target,
                })),
              },
            }),
        ...(networkAcl === undefined ? {} : { networkAcl }),
      }),
    ),
    securityGroups: sortedEntries(securityGroups).map(([group, { ingress, egress }]) => ({
      id: group,
      ingress: resolveRules(ingress),
      egress: resolveRules(egress),
    })),
  };
}

function resolveRules(rules: Readonly<Record<string, StatedRuleInput>>): StatedRule[] {
  return sortedEntries(rules).map(([id, { protocol, port, peer }]) => ({
    id,
    protocol,
    peer,
    ...(port === undefined ? {} : { port }),
  }));
}

function zoneOf(text: string): AzId {
  const zone = parseAzId(text);
  return present(zone.ok ? zone.value : undefined);
}

function blockOf(text: string): Ipv4Block {
  const block = parseBlock(text);
  return present(block.ok ? block.value : undefined);
}
