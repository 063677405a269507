import type { IntervalSet } from "../../../modules/addressing";
import type { PacketSet } from "../../packets";
import type { Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import type { Element, ElementKey } from "./element";

export interface SecurityGroup extends Element {
  readonly vpc: Known<ElementKey>;
  readonly ingress: Listing<SecurityGroupRule>;
  readonly egress: Listing<SecurityGroupRule>;
}

export interface SecurityGroupRule extends Element {
  /** Protocols and ports, with every address. */
  readonly traffic: Known<PacketSet>;
  readonly peer: Known<Peer>;
}

export type Peer =
  | { readonly kind: "blocks"; readonly addresses: IntervalSet }
  /** Some of these addresses, of which nobody knows which. */
  | { readonly kind: "some"; readonly within: IntervalSet; readonly why: Unknown }
  | { readonly kind: "security-group"; readonly group: ElementKey }
  /** IPv6: admits no IPv4 packet. */
  | { readonly kind: "none" };

/** Stateless: judges each packet of both ways by itself. */
export interface NetworkAcl extends Element {
  readonly vpc: Known<ElementKey>;
  /** By rule number, lowest first; the first that matches decides, and where none does the packet is dropped. */
  readonly ingress: Listing<NetworkAclEntry>;
  readonly egress: Listing<NetworkAclEntry>;
}

export interface NetworkAclEntry extends Element {
  readonly ruleNumber: Known<number>;
  readonly action: Known<"allow" | "deny">;
  /** Protocols and destination ports, with every address. */
  readonly traffic: Known<PacketSet>;
  /** Of the other end: sources of ingress, destinations of egress. IPv6 entries have none. */
  readonly addresses: Known<IntervalSet>;
}
