import type { Ipv4Address, Ipv4Block } from "../../addressing";
import type { AccountId, AzId } from "../../identity";
import type { Client } from "../values";

/** An Elastic Beanstalk environment behind an internal Network Load Balancer. */
export interface Environment {
  readonly name: string;
  /** Zones with instances. */
  readonly zones: readonly AzId[];
  /** Zones with the load balancer: those of the service that the environment answers for, or its own. */
  readonly loadBalancerZones: readonly AzId[];
  /** The TCP port that the load balancer listens on. */
  readonly port: number;
  readonly instanceType: string;
  readonly instances: { readonly min: number; readonly max: number };
  readonly cnamePrefix?: string;
  /** Without it, the newest Docker platform when the environment is made. */
  readonly solutionStack?: string;
  readonly application:
    | { readonly kind: "web"; readonly page: string }
    | { readonly kind: "source-bundle"; readonly bucket: string; readonly key: string };
}

/** Who answers for a service: hosts of its entry, an environment, or addresses that its VPC has or has routes to. */
export type ServiceTargets =
  | { readonly kind: "hosts"; readonly hosts: readonly string[] }
  | { readonly kind: "environment"; readonly environment: string }
  | { readonly kind: "addresses"; readonly addresses: readonly TargetAddress[] };

export interface TargetAddress {
  /** Tells it from the other targets of its listener. */
  readonly name: string;
  readonly address: Ipv4Address;
  /** Whether it is outside the VPC, so that it counts in every zone. */
  readonly isOutside: boolean;
}

/** A port of a load balancer, and who answers there. */
export interface ServiceListener {
  /** Tells it from other listeners of the service; the only one of a service has none. */
  readonly name?: string;
  /** The TCP port that is called. */
  readonly port: number;
  readonly targetPort: number;
  readonly targets: ServiceTargets;
  /** Without it the health check is a TCP connection. */
  readonly healthCheckPath?: string;
}

export interface Service {
  readonly name: string;
  /** The entry that offers it, and that entry's account. */
  readonly entry: string;
  readonly account: AccountId;
  /** Each of another port, by port; what a topology calls a service has one, a relay's one for each mapping. */
  readonly listeners: readonly [ServiceListener, ...ServiceListener[]];
  readonly zones: readonly AzId[];
  /** The load balancer's own addresses where they are pinned. */
  readonly addresses: ReadonlyMap<AzId, Ipv4Address>;
  readonly crossZone: boolean;
  readonly enforceInboundRulesOnPrivateLinkTraffic: boolean;
  readonly inboundFrom: readonly Ipv4Block[];
  readonly acceptance: "manual" | "automatic";
  readonly allow: readonly AccountId[];
  /** The relay whose mappings it stands for; without it, a topology's own. */
  readonly relay?: string;
  /** A name that consumers' VPCs may resolve, and the public hosted zone for the record that proves its ownership. */
  readonly privateDns?: { readonly name: string; readonly zone?: string };
}

export interface Endpoint {
  readonly name: string;
  readonly service: Service;
  readonly zones: readonly AzId[];
  readonly addresses: ReadonlyMap<AzId, Ipv4Address>;
  readonly clients: readonly Client[];
  readonly dnsName?: string;
  /** Whether the VPC resolves the service's private DNS name to the endpoint. */
  readonly privateDns: boolean;
}
