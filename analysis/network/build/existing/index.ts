import type { Deployment, Resource, ResourceKey } from "../../../terraform";
import { EXISTING_TYPES } from "../attributes";
import { DataSources } from "./data-sources";
import { factOf } from "./facts";
import { openNetworkAcls, tableAssociations } from "./subnets";
import { Thing } from "./thing";

/** The deployment, in which what data sources name stands beside what resources make. */
export function withExisting(deployment: Deployment): Deployment {
  const sources = new DataSources(deployment);
  const things = new Map<ResourceKey, Resource>();
  const byType = new Map<string, readonly Resource[]>([
    ["aws_route_table_association", tableAssociations(sources)],
    ["aws_network_acl", openNetworkAcls(sources)],
  ]);
  for (const type of EXISTING_TYPES) {
    const found = sources
      .existing(type)
      .map((source) => new Thing(source, type, (name) => factOf(source, name, sources)));
    for (const thing of found) things.set(thing.key, thing);
    byType.set(type, found);
  }
  if (things.size === 0) return deployment;
  return {
    resources: deployment.resources,
    find: (key) => things.get(key) ?? deployment.find(key),
    ofType: (type) => [...deployment.ofType(type), ...(byType.get(type) ?? [])],
    existing: (type) => deployment.existing(type),
    former: (type) => deployment.former(type),
  };
}
