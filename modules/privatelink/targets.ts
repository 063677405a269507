import type { LbTargetGroupAttachmentConfig } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import type { TerraformResource } from "cdktf";
import { formatAddress, type Ipv4Address } from "../addressing";
import type { SecurityGroup } from "../network";

/** Who answers for a load balancer. */
export type Target = InstanceTarget | AddressTarget;

type InstanceTarget =
  | { readonly kind: "made"; readonly instanceId: string; readonly securityGroup: SecurityGroup }
  /** One that is there already: its own security groups admit the load balancer or not, and are not to be changed. */
  | { readonly kind: "existing"; readonly instanceId: string; readonly address: Ipv4Address }
  | { readonly kind: "auto-scaling-group"; readonly group: AutoScaledTargets };

/** Whatever has an address: it sees the load balancer's own addresses only, and admits them or not. */
export interface AddressTarget {
  readonly kind: "address";
  readonly address: Ipv4Address;
  /** Whether it is outside the load balancer's VPC, and reached by a route there. */
  readonly isOutside: boolean;
}

/** Instances that come and go: their Auto Scaling group registers them itself. */
export interface AutoScaledTargets {
  readonly securityGroup: SecurityGroup;
  /** @param listener before it is there, the target group belongs to no load balancer, and nobody checks health */
  registerWith(targetGroupArn: string, listener: TerraformResource): void;
}

/** A target group's targets are all instances, or all addresses. @param loadBalancer says whose they are */
export function targetTypeOf(targets: ReadonlyMap<string, Target>, loadBalancer: string): "instance" | "ip" {
  const types = new Set([...targets.values()].map(({ kind }) => (kind === "address" ? "ip" : "instance")));
  const [type = "instance", another] = types;
  if (another === undefined) return type;
  throw new Error(
    `a listener of ${loadBalancer} has both instances and addresses as targets, ${[...targets.keys()].join(", ")}; give each kind a listener of its own`,
  );
}

/** How a target is registered by whoever has a load balancer. */
export function registrationOf(
  target: Exclude<Target, { kind: "auto-scaling-group" }>,
): Pick<LbTargetGroupAttachmentConfig, "targetId" | "availabilityZone"> {
  if (target.kind !== "address") return { targetId: target.instanceId };
  return {
    targetId: formatAddress(target.address),
    // AWS knows the zone of an address of the VPC, and wants this word for any other.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html
    ...(target.isOutside ? { availabilityZone: "all" } : {}),
  };
}
