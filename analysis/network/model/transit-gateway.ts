import type { Ipv4Block } from "../../../modules/addressing";
import type { AccountId, Region } from "../../../modules/identity";
import type { Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import type { Element, ElementKey } from "./element";

/**
 * Joins VPCs, VPN connections and other Transit Gateways of a Region.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
export interface TransitGateway extends Element {
  readonly account: Known<AccountId>;
  readonly region: Known<Region>;
  /** Its own BGP ASN. */
  readonly asn: Known<number>;
  /** Whether rules of one VPC's groups may refer to groups of another; it counts only where the attachments want it, too. */
  readonly securityGroupReferencing: Known<boolean>;
  /** By which other accounts may attach to it. */
  readonly shares: Listing<ElementKey>;
}

export interface TransitGatewayAttachment extends Element {
  readonly gateway: Known<ElementKey>;
  readonly attached: Known<Attached>;
  /** Whether it carries anything: one from another account has to be accepted, unless the gateway accepts by itself. */
  readonly isAccepted: Known<boolean>;
  /** The table by which the gateway sends on what comes from it; `undefined`: it has none, and all of that is dropped. */
  readonly routeTable: Known<ElementKey | undefined>;
}

export type Attached =
  | {
      readonly kind: "vpc";
      readonly vpc: ElementKey;
      /** At most one of each zone; the gateway takes and gives packets in these zones only. */
      readonly subnets: Listing<ElementKey>;
      /** Whether both ways of a connection go through the same zone of this VPC. */
      readonly applianceMode: Known<boolean>;
      readonly securityGroupReferencing: Known<boolean>;
    }
  | { readonly kind: "vpn"; readonly connection: ElementKey }
  /** To another Transit Gateway, whose attachment of the same peering this names. */
  | { readonly kind: "peering"; readonly other: Known<ElementKey> };

export interface TransitGatewayRouteTable extends Element {
  readonly gateway: Known<ElementKey>;
  readonly routes: Listing<TransitGatewayRoute>;
}

export interface TransitGatewayRoute extends Element {
  readonly destination: Known<TransitGatewayDestination>;
  readonly origin: "static" | "propagated";
  readonly target: TransitGatewayTarget;
}

export type TransitGatewayDestination =
  | { readonly kind: "block"; readonly block: Ipv4Block }
  | { readonly kind: "prefix-list"; readonly blocks: Known<readonly Ipv4Block[]> };

export type TransitGatewayTarget =
  | { readonly kind: "attachment"; readonly attachment: ElementKey }
  /** What it takes is dropped. */
  | { readonly kind: "blackhole" }
  | { readonly kind: "unknown"; readonly why: Unknown };
