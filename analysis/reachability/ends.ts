import type { NetworkInterface } from "../network";
import type { ResourceKey, Unknown } from "../terraform";

/** One end of a question. */
export type End =
  /** A host, an endpoint, a load balancer, or an address of a VPC. */
  | {
      readonly kind: "interfaces";
      readonly at: ResourceKey;
      readonly interfaces: readonly NetworkInterface[];
      readonly doubts: readonly Unknown[];
    }
  /** A name, as the VPC of the one who asks resolves it. */
  | { readonly kind: "name"; readonly name: string }
  /** Every public address. */
  | { readonly kind: "internet" };

/** Whether packets get from one end to the other, and the answers back. */
export interface Question {
  readonly from: Exclude<End, { readonly kind: "name" }>;
  readonly to: End;
  readonly protocol: "tcp" | "udp";
  /** 1 to 65535. */
  readonly port: number;
}
