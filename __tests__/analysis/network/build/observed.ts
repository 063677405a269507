import type { Deployment, Observation, Resource } from "../../../../analysis/terraform";

/**
 * A deployment as a state tells it, or a plan of what is there: what its attributes say is what AWS has.
 * @param former what the plan changes or takes away, as it is before @default it is a state
 */
export function observed(deployment: Deployment, former?: Deployment): Deployment {
  const all = new Map<string, Resource>();
  const seen = (resource: Resource): Resource => {
    const known =
      all.get(resource.key) ?? asObserved(resource, former === undefined ? "last seen" : "refreshed");
    all.set(resource.key, known);
    return known;
  };
  return {
    resources: deployment.resources.map(seen),
    find: (key) => {
      const found = deployment.find(key);
      return found === undefined ? undefined : seen(found);
    },
    ofType: (type) => deployment.ofType(type).map(seen),
    existing: (type) => deployment.existing(type),
    former: (type) => former?.ofType(type) ?? [],
  };
}

function asObserved(resource: Resource, observation: Observation): Resource {
  const { key, mode, type, account, region, stated, mentions } = resource;
  const place = { key, mode, type, account, region, stated, mentions };
  return { ...place, attribute: (name) => resource.attribute(name), observes: () => observation };
}
