import { type App, LocalBackend, TerraformElement, type TerraformResource, TerraformStack } from "cdktf";
import type { Node } from "constructs";

/**
 * Terraform runs in `<output>/stacks/<stack>`; its state lies outside the output, so that cleaning the output
 * never takes a state with it.
 */
export function localStatePath(stack: string): string {
  return `../../../state/${stack}.tfstate`;
}

/** A stack with a local state of its own and with Terraform addresses that a reviewer can read. */
export class TopologyStack extends TerraformStack {
  constructor(scope: App, id: string) {
    super(scope, id);
    new LocalBackend(this, { path: localStatePath(id) });
  }

  /**
   * Joins the ids of the construct's path with underscores, without cdktf's hash, and leaves out a last id `resource`,
   * which marks what its parent is mainly about. Ids hold no underscore, so no two paths give one address, and nothing
   * else that Terraform refuses in a name.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const ids = node.scopes.slice(node.scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    const unfit = ids.find((id) => !/^[A-Za-z0-9-]+$/.test(id));
    if (unfit !== undefined) {
      throw new Error(
        `the construct id ${JSON.stringify(unfit)} does not fit into a Terraform address; write letters, digits and hyphens only`,
      );
    }
    return (ids.at(-1) === "resource" ? ids.slice(0, -1) : ids).join("_");
  }
}

/** The address by which Terraform knows a resource, for example `aws_instance.hosts_web`. */
export function addressOf(resource: TerraformResource): string {
  return `${resource.terraformResourceType}.${resource.friendlyUniqueId}`;
}
