import type { IntervalSet, Ipv4Block } from "../../../modules/addressing";
import type { AccountId } from "../../../modules/identity";
import type { ElementKey } from "../../network";
import type { PacketSet } from "../../packets";
import type { Direction } from "../filters/security-groups";

/** A change of the network, small enough to say in a clause. */
export type Fix =
  | {
      readonly kind: "admit";
      readonly group: ElementKey;
      readonly direction: Direction;
      /** Protocols and ports. */
      readonly traffic: PacketSet;
      readonly peer: FixPeer;
    }
  | {
      readonly kind: "allow-in-acl";
      readonly acl: ElementKey;
      readonly direction: Direction;
      readonly traffic: PacketSet;
      readonly addresses: IntervalSet;
      readonly ruleNumber: number;
    }
  | {
      readonly kind: "enable-cross-zone";
      readonly loadBalancer: ElementKey;
      readonly targetGroup?: ElementKey;
    }
  | { readonly kind: "stop-enforcing"; readonly loadBalancer: ElementKey }
  | { readonly kind: "stop-preserving"; readonly targetGroup: ElementKey }
  | { readonly kind: "extend-load-balancer"; readonly loadBalancer: ElementKey; readonly subnet: ElementKey }
  | {
      readonly kind: "set-listener-port";
      readonly loadBalancer: ElementKey;
      readonly listener: ElementKey;
      readonly port: number;
    }
  | { readonly kind: "allow-principal"; readonly service: ElementKey; readonly principal: string }
  | { readonly kind: "accept-connection"; readonly service: ElementKey; readonly endpoint: ElementKey }
  | { readonly kind: "enable-dns"; readonly vpc: ElementKey; readonly what: "support" | "hostnames" }
  | { readonly kind: "associate-zone"; readonly zone: ElementKey; readonly vpc: ElementKey }
  | { readonly kind: "remove-route"; readonly table: ElementKey; readonly route: ElementKey }
  | {
      readonly kind: "add-route";
      readonly table: ElementKey;
      readonly block: Ipv4Block;
      readonly target:
        | { readonly kind: "internet-gateway"; readonly gateway: ElementKey }
        | { readonly kind: "nat-gateway"; readonly gateway: ElementKey }
        | { readonly kind: "peering-connection"; readonly connection: ElementKey }
        | { readonly kind: "transit-gateway"; readonly gateway: ElementKey }
        | { readonly kind: "interface"; readonly interface: ElementKey };
    }
  | { readonly kind: "propagate-routes"; readonly table: ElementKey; readonly gateway: ElementKey }
  | { readonly kind: "add-vpn-route"; readonly connection: ElementKey; readonly block: Ipv4Block }
  /** A static route of a Transit Gateway's table. */
  | {
      readonly kind: "add-transit-route";
      readonly table: ElementKey;
      readonly block: Ipv4Block;
      readonly attachment: ElementKey;
    }
  | { readonly kind: "accept-transit-attachment"; readonly attachment: ElementKey }
  /** Of an interface whose host carries packets of others. */
  | { readonly kind: "stop-checking"; readonly interface: ElementKey }
  | { readonly kind: "accept-peering"; readonly connection: ElementKey }
  | { readonly kind: "share-with"; readonly share: ElementKey; readonly account: AccountId }
  | { readonly kind: "accept-share"; readonly share: ElementKey; readonly account: AccountId }
  | { readonly kind: "open-resource-port"; readonly configuration: ElementKey; readonly port: number }
  | { readonly kind: "serve-proxy-clients"; readonly proxy: ElementKey; readonly block: Ipv4Block }
  | { readonly kind: "allow-domain"; readonly proxy: ElementKey; readonly domain: string }
  | { readonly kind: "allow-block"; readonly proxy: ElementKey; readonly block: Ipv4Block };

export type FixPeer =
  | { readonly kind: "blocks"; readonly addresses: IntervalSet }
  | { readonly kind: "security-group"; readonly group: ElementKey };
