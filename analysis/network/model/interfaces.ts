import type { IntervalSet } from "../../../modules/addressing";
import type { Platform, ProxyClient, ProxyServer } from "../../../modules/software";
import type { Known, Listing } from "../known";
import type { Element, ElementKey } from "./element";

/** An elastic network interface, whoever owns it. */
export interface NetworkInterface extends Element {
  readonly owner: InterfaceOwner;
  readonly subnet: Known<ElementKey>;
  readonly securityGroups: Listing<ElementKey>;
  /**
   * The private addresses that it may have: one where it is stated, every usable address of the subnet where AWS picks.
   */
  readonly addresses: Known<IntervalSet>;
  /** Whether it certainly has a public address. */
  readonly hasPublicAddress: Known<boolean>;
  readonly sourceDestinationCheck: Known<boolean>;
}

export type InterfaceOwner =
  | { readonly kind: "host"; readonly host: ElementKey }
  | { readonly kind: "endpoint"; readonly endpoint: ElementKey }
  | { readonly kind: "load-balancer"; readonly loadBalancer: ElementKey }
  | { readonly kind: "nat-gateway"; readonly gateway: ElementKey }
  | { readonly kind: "resource-gateway"; readonly gateway: ElementKey }
  /** Attached to nothing that is known. */
  | { readonly kind: "none" };

/** What its user data makes of a host, as far as it matters to packets. */
export type HostSoftware =
  | { readonly kind: "proxy-server"; readonly server: ProxyServer }
  /** Anything else; with the proxy that its programs use, where they are told one. */
  | {
      readonly kind: "host";
      /** What its user data is for; left out where it has none, so that it may be either. */
      readonly platform?: Platform;
      readonly proxyClient?: ProxyClient;
    };

/** An instance, or the alike instances of an Auto Scaling group. */
export type Host = Instance | AutoScalingGroup;

export interface Instance extends Element {
  readonly kind: "instance";
  readonly interfaces: Listing<ElementKey>;
  readonly software: Known<HostSoftware>;
}

/** Its instances have one interface in some of its subnets. */
export interface AutoScalingGroup extends Element {
  readonly kind: "auto-scaling-group";
  /** One for each subnet in which an instance may stand. */
  readonly interfaces: Listing<ElementKey>;
  readonly software: Known<HostSoftware>;
  /** The fewest instances it keeps. */
  readonly minimumSize: Known<number>;
  /** Whether it certainly has an instance in each of its subnets, or why that is not certain. */
  readonly everywhere: Known<true>;
  /** Instances of an Elastic Beanstalk environment serve only once they have reached services of AWS. */
  readonly needsAwsServices: boolean;
}
