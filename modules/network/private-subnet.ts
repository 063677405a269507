import type { ITerraformDependable } from "cdktf";
import type { IConstruct } from "constructs";
import type { AzId } from "../identity";

/** A subnet whose hosts nobody outside the VPC can call. */
export interface PrivateSubnet {
  readonly id: string;
  /** What leads out of the subnet, or shows that it is as stated: a host that boots before it is there reaches nothing. */
  readonly routes: readonly ITerraformDependable[];
}

/** A VPC, whether it is made or there already. */
export interface IVpc extends IConstruct {
  readonly id: string;
  /** By zone. */
  readonly privateSubnets: ReadonlyMap<AzId, PrivateSubnet>;
  /** The private subnet in a zone. @throws when the VPC has none there */
  privateSubnet(zone: AzId): PrivateSubnet;
}

export function subnetIn({ node, privateSubnets }: IVpc, zone: AzId): PrivateSubnet {
  const subnet = privateSubnets.get(zone);
  if (subnet !== undefined) return subnet;
  const zones = [...privateSubnets.keys()].join(", ");
  throw new Error(`${node.path} has no private subnet in ${zone}; it has private subnets in ${zones}`);
}
