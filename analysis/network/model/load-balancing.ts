import type { Ipv4Address, Ipv4Block } from "../../../modules/addressing";
import type { AzId } from "../../../modules/identity";
import type { Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import type { Element, ElementKey } from "./element";

export interface LoadBalancer extends Element {
  readonly type: Known<"network" | "application" | "gateway">;
  readonly internal: Known<boolean>;
  readonly crossZone: Known<boolean>;
  /** One for each subnet; they carry its security groups. */
  readonly interfaces: Listing<ElementKey>;
  /** A Network Load Balancer that was made without groups filters nothing, and can never get one. */
  readonly hasSecurityGroups: Known<boolean>;
  /** Whether its groups judge what comes through PrivateLink, by the client's own address. */
  readonly enforcesOnPrivateLink: Known<boolean>;
  readonly listeners: Listing<Listener>;
}

/** With its default action: what becomes of requests that no rule takes. */
export interface Listener extends Element, ListenerAction {
  readonly protocol: Known<TransportProtocol>;
  /** 1 to 65535. */
  readonly port: Known<number>;
  /** In no order; those of an Application Load Balancer. */
  readonly rules: Listing<ListenerRule>;
}

export interface ListenerAction {
  /** Where it forwards to; empty where its action is another. */
  readonly targetGroups: Listing<ElementKey>;
  /** Whether the load balancer answers itself: by a redirect or a fixed response. */
  readonly answersItself: Known<boolean>;
  /** Whether an identity provider has to know the user before. */
  readonly authenticates: Known<boolean>;
}

/** Of an Application Load Balancer's listener: what becomes of requests that meet all of its conditions. */
export interface ListenerRule extends Element, ListenerAction {
  /** 1 to 50000, each once in a listener; the lowest is tried first. */
  readonly priority: Known<number>;
  readonly conditions: Listing<RuleCondition>;
}

export type RuleCondition =
  /** The address that the request comes from is in one of these blocks. IPv6 blocks are left out. */
  | { readonly kind: "source-ip"; readonly blocks: Listing<Ipv4Block> }
  /** Something that the request says fits one of these patterns. */
  | {
      readonly kind: "request";
      /** What: `path-pattern`, `http-header x-tenant`. */
      readonly field: string;
      readonly patterns: Listing<string>;
    };

/** As listeners and target groups name them; TLS runs over TCP. */
export type TransportProtocol =
  "TCP" | "UDP" | "TCP_UDP" | "TLS" | "HTTP" | "HTTPS" | "QUIC" | "TCP_QUIC" | "GENEVE";

export interface TargetGroup extends Element {
  readonly vpc: Known<ElementKey>;
  readonly targetType: Known<"instance" | "ip" | "alb" | "lambda">;
  readonly protocol: Known<TransportProtocol>;
  readonly port: Known<number>;
  /** Stated, or AWS's default for the type and protocol. */
  readonly preservesClientAddress: Known<boolean>;
  /** Whether a header of proxy protocol version 2 comes before what the client sends. */
  readonly proxyProtocol: Known<boolean>;
  /** `load-balancer`: as the load balancer has it. */
  readonly crossZone: Known<boolean | "load-balancer">;
  readonly healthCheck: HealthCheck;
  readonly targets: Listing<Target>;
}

export interface HealthCheck {
  readonly enabled: Known<boolean>;
  readonly protocol: Known<"TCP" | "HTTP" | "HTTPS">;
  /** What it asks for over HTTP or HTTPS, with the query: `/health?deep`. */
  readonly path: Known<string>;
  /** The status codes that pass, over HTTP or HTTPS: `200`, `200-399`, `200,301-302`. */
  readonly matcher: Known<string>;
  readonly port: Known<number | "traffic-port">;
}

export interface Target extends Element {
  readonly target: TargetIdentity;
  /** `undefined`: the target group's. */
  readonly port: Known<number | undefined>;
  /** `all`: counts in every zone; `undefined`: that of the target's subnet. */
  readonly zone: Known<AzId | "all" | undefined>;
}

export type TargetIdentity =
  | { readonly kind: "host"; readonly host: ElementKey }
  | { readonly kind: "address"; readonly address: Ipv4Address }
  /** The address of an interface whose number is not known before it exists. */
  | { readonly kind: "interface"; readonly interface: ElementKey }
  /** An Application Load Balancer, at any of its addresses. */
  | { readonly kind: "load-balancer"; readonly loadBalancer: ElementKey }
  | { readonly kind: "unknown"; readonly why: Unknown };
