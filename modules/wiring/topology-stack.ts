import {
  type App,
  LocalBackend,
  S3Backend,
  TerraformDataSource,
  TerraformElement,
  type TerraformResource,
  TerraformStack,
} from "cdktf";
import type { IConstruct, Node } from "constructs";
import type { AccountId, Region } from "../identity";
import { roleArn, type StatePlace, statePlace, type StatePurpose, type StateStore } from "./state";

export interface TopologyStackProps {
  readonly region: Region;
  /** The account whose state this is. */
  readonly account: AccountId;
  /**
   * Name of the IAM role to assume in the account.
   * @default the credentials at hand, which must be the account's own
   */
  readonly role?: string;
  /** Where the state is kept. @default local files */
  readonly state?: StateStore;
}

/** A stack with a state of its own and with Terraform addresses that a reviewer can read. */
export class TopologyStack extends TerraformStack {
  readonly region: Region;
  readonly account: AccountId;
  readonly role?: string;
  readonly store: StateStore;
  /** Where the stack's own state is kept. */
  readonly state: StatePlace;

  constructor(scope: App, id: string, props: TopologyStackProps, purpose: StatePurpose = { kind: "stack" }) {
    super(scope, id);
    const { region, account, role, state: store = { backend: "local" } } = props;
    this.region = region;
    this.account = account;
    if (role !== undefined) this.role = role;
    this.store = store;
    this.state = statePlace(store, account, id, purpose);
    if (this.state.backend === "local") new LocalBackend(this, { path: this.state.path });
    else this.keepInS3(this.state);
  }

  /** The stack around a construct. @throws when it is another kind of stack */
  static around(construct: IConstruct): TopologyStack {
    const stack = TerraformStack.of(construct);
    if (stack instanceof TopologyStack) return stack;
    throw new Error(
      `${stack.node.id} is no TopologyStack; make it one, so that its state is in a known place`,
    );
  }

  /** The ARN of a role of this stack's account. */
  roleArn(role: string): string {
    return roleArn(this.region, this.account, role);
  }

  private keepInS3({ bucket, region, key }: StatePlace & { readonly backend: "s3" }): void {
    const backend = new S3Backend(this, {
      bucket,
      region,
      key,
      encrypt: true,
      ...(this.role === undefined ? {} : { assumeRole: { roleArn: this.roleArn(this.role) } }),
    });
    // cdktf does not know it yet. https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
    backend.addOverride("use_lockfile", true);
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

/** What a configuration makes, or only looks at. */
export type Declared = TerraformResource | TerraformDataSource;

/** The address by which Terraform knows it, for example `aws_instance.hosts_web` or `data.aws_instance.hosts_web`. */
export function addressOf(declared: Declared): string {
  const address = `${declared.terraformResourceType}.${declared.friendlyUniqueId}`;
  return TerraformDataSource.isTerraformDataSource(declared) ? `data.${address}` : address;
}
