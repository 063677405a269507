import type { Ipv4Address, Ipv4Block } from "../modules/addressing";
import type { AzId } from "../modules/identity";
import {
  encodeUserData,
  renderRelay,
  type Relay,
  type Translation,
  UserDataTooLongError,
} from "../modules/software";

/** Carries connections between two networks whose addresses do not mix. */
export type RelaySpecification = HostRelaySpecification | ManagedRelaySpecification;

/** A host that rewrites both addresses of what comes to one of its own. */
export interface HostRelaySpecification {
  readonly mode: "host";
  /** The host stands in this zone's private subnet. */
  readonly zone: AzId;
  /** A free address of that subnet, from which it calls both sides. */
  readonly address: Ipv4Address;
  /** Others that are called, free ones of that subnet. @default none */
  readonly furtherAddresses?: readonly Ipv4Address[];
  /** @default "t3.small" */
  readonly instanceType?: string;
  /** What it passes on, and nothing else. */
  readonly translations: readonly Translation[];
}

/** Load balancers at addresses that networks outside AWS call; what AWS calls are services of the stack. */
export interface ManagedRelaySpecification {
  readonly mode: "managed";
  readonly loadBalancers: readonly RelayLoadBalancerSpecification[];
}

/** A load balancer with one address, which is in one zone. */
export interface RelayLoadBalancerSpecification {
  readonly name: string;
  readonly zone: AzId;
  /** A free address of that zone's private subnet. */
  readonly address: Ipv4Address;
  /** Blocks that may call. */
  readonly clients: readonly Ipv4Block[];
  /** Each of another port; the targets listen on the same. */
  readonly listeners: readonly RelayListenerSpecification[];
}

export interface RelayListenerSpecification {
  /** A TCP port. */
  readonly port: number;
  /** The pinned addresses of an endpoint of the VPC, by zone. */
  readonly targets: ReadonlyMap<AzId, Ipv4Address>;
}

/**
 * The base64 of a relay host's user data.
 * @throws when that is more than EC2 takes
 */
export function relayUserData(stack: string, relay: Relay): string {
  const encoded = encodeUserData(renderRelay(relay));
  if (encoded.ok) return encoded.base64;
  throw new UserDataTooLongError(
    `the relay of ${stack}`,
    encoded,
    "give it fewer mappings, or make a second relay for some of them",
  );
}
