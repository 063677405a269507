import type { ResourceKey } from "../../terraform";
import type { Known } from "../known";

/**
 * What VPC Block Public Access of its account and Region does to a subnet.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
export interface PublicAccessBlock {
  /** The resource that turns it on. */
  readonly at: ResourceKey;
  readonly mode: Known<"block-bidirectional" | "block-ingress">;
  /** What the subnet, or its VPC, is excepted from; `undefined`: nothing. */
  readonly exclusion: Known<"allow-bidirectional" | "allow-egress" | undefined>;
}
