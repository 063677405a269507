import type { Ipv4Address, Ipv4Block } from "../modules/addressing";
import type { AccountId, AzId } from "../modules/identity";
import type { PrivateDnsName } from "../modules/privatelink";

/** What a stack offers to other VPCs and accounts by PrivateLink. */
export interface ServiceSpecification {
  /** Each of another port. Where an environment answers, there is one. */
  readonly listeners: readonly [ListenerSpecification, ...ListenerSpecification[]];
  /** Zones with the load balancer. */
  readonly zones: readonly AzId[];
  /** The load balancer's own addresses, by zone. @default AWS picks free ones */
  readonly addresses?: ReadonlyMap<AzId, Ipv4Address>;
  /** @default true */
  readonly crossZone?: boolean;
  /** @default false */
  readonly enforceInboundRulesOnPrivateLinkTraffic?: boolean;
  /** Client blocks that the load balancer's security group admits. @default none */
  readonly inboundFrom?: readonly Ipv4Block[];
  /** @default "manual" */
  readonly acceptance?: "manual" | "automatic";
  /** Accounts whose endpoints may connect. @default none but the stack's own */
  readonly allow?: readonly AccountId[];
  /** @default none */
  readonly privateDns?: PrivateDnsName;
}

/** A port of a service, and who answers there. */
export interface ListenerSpecification {
  /** Tells it from the service's other listeners; the only one needs none. */
  readonly name?: string;
  /** The TCP port that consumers call. */
  readonly port: number;
  /** @default `port` */
  readonly targetPort?: number;
  readonly targets: ServiceTargets;
  /** Path of an HTTP health check. @default a TCP connection to the target port */
  readonly healthCheckPath?: string;
}

/**
 * Who answers for a service: hosts of its stack, an Elastic Beanstalk environment of its stack, by name, or addresses
 * that the VPC has, or has routes to.
 */
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

/** The listener that an environment answers for. */
export interface OfferedListener {
  /** The service's name. */
  readonly service: string;
  readonly specification: ServiceSpecification;
  readonly listener: ListenerSpecification;
}

/**
 * How an environment is offered, if it is.
 * @throws when more than one service offers it: a load balancer stands behind one at most
 */
export function offerOfEnvironment(
  environment: string,
  services: ReadonlyMap<string, ServiceSpecification>,
): OfferedListener | undefined {
  const [offered, another] = [...services].flatMap(([service, specification]) =>
    specification.listeners
      .filter(({ targets }) => targets.kind === "environment" && targets.environment === environment)
      .map((listener): OfferedListener => ({ service, specification, listener })),
  );
  if (offered === undefined || another === undefined) return offered;
  throw new Error(
    `the services ${offered.service} and ${another.service} share the environment ${environment}; give each its own`,
  );
}
