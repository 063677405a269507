import type { IntervalSet, Ipv4Block } from "../../../modules/addressing";
import type { AccountId, AzId, Region } from "../../../modules/identity";
import type { Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import type { Element, ElementKey } from "./element";
import type { PublicAccessBlock } from "./public-access";

export interface Vpc extends Element {
  readonly account: Known<AccountId>;
  readonly region: Known<Region>;
  /** The primary block and those that were added. */
  readonly blocks: Listing<Ipv4Block>;
  /** Whether the Amazon resolver answers. */
  readonly dnsSupport: Known<boolean>;
  readonly dnsHostnames: Known<boolean>;
  /** Used by subnets without an association. */
  readonly mainRouteTable: Known<ElementKey>;
}

export interface Subnet extends Element {
  readonly vpc: Known<ElementKey>;
  readonly block: Known<Ipv4Block>;
  readonly zone: Known<AzId>;
  readonly routeTable: Known<ElementKey>;
  readonly networkAcl: Known<ElementKey>;
  /** What may keep internet gateways from carrying its packets; missing where nothing does. */
  readonly publicAccess?: PublicAccessBlock;
}

export interface RouteTable extends Element {
  readonly vpc: Known<ElementKey>;
  /** Without the local routes, which follow from the VPC's blocks. */
  readonly routes: Listing<Route>;
  /** The VPN gateways that propagate to it, whether or not they have anything to. */
  readonly propagatingGateways: Listing<ElementKey>;
}

export interface Route extends Element {
  readonly destination: Known<RouteDestination>;
  readonly origin: "static" | "propagated";
  readonly target: RouteTarget;
}

export type RouteDestination =
  | { readonly kind: "block"; readonly block: Ipv4Block }
  /** Blocks that AWS or somebody else keeps; for a gateway endpoint, public addresses of its service. */
  | {
      readonly kind: "prefix-list";
      readonly blocks: Known<readonly Ipv4Block[]>;
      /** Where its blocks are not known, the addresses that they may have; any, if that is left out. */
      readonly within?: IntervalSet;
    };

export type RouteTarget =
  | { readonly kind: "local" }
  | { readonly kind: "internet-gateway"; readonly gateway: ElementKey }
  | { readonly kind: "nat-gateway"; readonly gateway: ElementKey }
  | { readonly kind: "gateway-endpoint"; readonly endpoint: ElementKey }
  | { readonly kind: "peering-connection"; readonly connection: ElementKey }
  | { readonly kind: "vpn-gateway"; readonly gateway: ElementKey }
  | { readonly kind: "transit-gateway"; readonly gateway: ElementKey }
  /** A network interface: an appliance's, or a host's. */
  | { readonly kind: "interface"; readonly interface: ElementKey }
  /** A kind of target that is not analysed (yet), or one that could not be resolved; the reason says which. */
  | { readonly kind: "unknown"; readonly why: Unknown };

export interface InternetGateway extends Element {
  /** `null` where it is attached to none. */
  readonly vpc: Known<ElementKey | null>;
}

export interface NatGateway extends Element {
  readonly connectivity: Known<"public" | "private">;
  readonly subnet: Known<ElementKey>;
  /** The addresses it may have in its subnet. */
  readonly addresses: Known<IntervalSet>;
}

/** Joins two VPCs, neither of which has an address of the other. */
export interface PeeringConnection extends Element {
  /** The VPC that asks for it, and the one that is asked. */
  readonly requester: Known<ElementKey>;
  readonly accepter: Known<ElementKey>;
  /** Whether somebody accepts it; until then it carries nothing. */
  readonly isAccepted: Known<boolean>;
  /** How it has come to its end, where it was read so: nobody can accept it any more. */
  readonly ended?: PeeringEnd;
}

/** @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-lifecycle */
export type PeeringEnd = "rejected" | "expired" | "failed" | "deleting" | "deleted";
