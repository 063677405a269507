import type { IntervalSet } from "../../../modules/addressing";
import type {
  NameServers,
  Platform,
  ProxyClient,
  ProxyServer,
  Relay,
  VpnDevice,
} from "../../../modules/software";
import type { Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import type { Element, ElementKey } from "./element";

/** An elastic network interface, whoever owns it. */
export interface NetworkInterface extends Element {
  readonly owner: InterfaceOwner;
  /** `null` where it stands outside every VPC: a host of a network that a topology declares. */
  readonly subnet: Known<ElementKey | null>;
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
  | { readonly kind: "resolver-endpoint"; readonly endpoint: ElementKey }
  | { readonly kind: "requester-managed"; readonly managed: ElementKey }
  /** Of a host of a network outside AWS, which filters nothing and of which nothing else is known. */
  | { readonly kind: "on-premises"; readonly network: ElementKey }
  /** Attached to nothing that is known; where the software of a host is to attach it, `why` it cannot be told to do so. */
  | { readonly kind: "none"; readonly why?: Unknown };

/** What its user data makes of a host, as far as it matters to packets. */
export type HostSoftware =
  | { readonly kind: "proxy-server"; readonly server: ProxyServer }
  /** It passes on what comes to its interfaces' addresses, rewritten. */
  | { readonly kind: "relay"; readonly relay: Relay }
  /** The far end of Site-to-Site VPN connections. */
  | { readonly kind: "vpn-device"; readonly device: VpnDevice }
  /** Anything else; with the proxy that its programs use, where they are told one. */
  | {
      readonly kind: "host";
      /** What its user data is for; left out where it has none, so that it may be either. */
      readonly platform?: Platform;
      readonly proxyClient?: ProxyClient;
      /** Which servers it asks for some domains, where it is told any. */
      readonly nameServers?: NameServers;
    };

/**
 * What a service of AWS runs in subnets: a database, a function.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
 */
export interface RequesterManaged extends Element {
  /** One for each subnet in which it may stand. */
  readonly interfaces: Listing<ElementKey>;
  /** Whether it starts connections, or others make them to it. */
  readonly use: "starts" | "answers" | "both";
}

/** An instance, or the alike instances of an Auto Scaling group. */
export type Host = Instance | AutoScalingGroup;

export interface Instance extends Element {
  readonly kind: "instance";
  readonly interfaces: Listing<ElementKey>;
  readonly software: Known<HostSoftware>;
  /** Whether it has a role, without which it calls no service of AWS: neither to attach interfaces nor for its keys. */
  readonly hasInstanceProfile: Known<boolean>;
}

/**
 * Its instances have one interface in some of its subnets. Where it is a relay, its one instance has that of its
 * software as well, which stands in the same subnet.
 */
export interface AutoScalingGroup extends Element {
  readonly kind: "auto-scaling-group";
  /** One for each subnet in which an instance may stand. */
  readonly interfaces: Listing<ElementKey>;
  readonly software: Known<HostSoftware>;
  /** Whether it has a role, without which it calls no service of AWS: neither to attach interfaces nor for its keys. */
  readonly hasInstanceProfile: Known<boolean>;
  /** The fewest instances it keeps. */
  readonly minimumSize: Known<number>;
  /** Whether it certainly has an instance in each of its subnets, or why that is not certain. */
  readonly everywhere: Known<true>;
  /** Instances of an Elastic Beanstalk environment serve only once they have reached services of AWS. */
  readonly needsAwsServices: boolean;
}
