import type { Ipv4Address } from "../../../modules/addressing";
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

export interface Listener extends Element {
  readonly protocol: Known<TransportProtocol>;
  /** 1 to 65535. */
  readonly port: Known<number>;
  /** Where it forwards to; empty where its action is another. */
  readonly targetGroups: Listing<ElementKey>;
}

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
  | { readonly kind: "unknown"; readonly why: Unknown };
