import type { Deployment, Resource } from "./deployment";
import type { ResourceKey } from "./value";

/** Finds resources by their keys and types. */
export class ResourceDeployment implements Deployment {
  readonly resources: readonly Resource[];
  private readonly byKey: ReadonlyMap<ResourceKey, Resource>;
  private readonly managedByType = new Map<string, Resource[]>();

  /**
   * @param named by data sources
   * @param before what plans change or take away
   */
  constructor(
    resources: readonly Resource[],
    private readonly named: readonly Resource[],
    private readonly before: readonly Resource[],
  ) {
    this.resources = inOrder(resources);
    this.byKey = new Map(this.resources.map((resource) => [resource.key, resource]));
    for (const resource of this.resources) {
      if (resource.mode === "data") continue;
      const others = this.managedByType.get(resource.type);
      if (others === undefined) this.managedByType.set(resource.type, [resource]);
      else others.push(resource);
    }
  }

  find(key: ResourceKey): Resource | undefined {
    return this.byKey.get(key);
  }

  ofType(type: string): readonly Resource[] {
    return this.managedByType.get(type) ?? [];
  }

  existing(type: string): readonly Resource[] {
    return inOrder(this.named.filter((resource) => resource.type === type));
  }

  former(type: string): readonly Resource[] {
    return inOrder(this.before.filter((resource) => resource.type === type));
  }
}

function inOrder(resources: readonly Resource[]): readonly Resource[] {
  return resources.toSorted((left, right) => (left.key < right.key ? -1 : 1));
}
