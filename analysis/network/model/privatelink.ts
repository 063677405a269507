import type { Ipv4Address, IntervalSet } from "../../../modules/addressing";
import type { AccountId, Region } from "../../../modules/identity";
import type { ResourceKey } from "../../terraform";
import type { Known, Listing } from "../known";
import type { Element, ElementKey } from "./element";

export interface VpcEndpoint extends Element {
  readonly type: Known<"Interface" | "Gateway" | "GatewayLoadBalancer" | "Resource" | "ServiceNetwork">;
  readonly account: Known<AccountId>;
  readonly region: Known<Region>;
  readonly vpc: Known<ElementKey>;
  readonly service: Known<ServiceIdentity>;
  /** One for each subnet; they carry its security groups. */
  readonly interfaces: Listing<ElementKey>;
  /** Whether it comes to answer to its service's private name. */
  readonly privateDns: Known<boolean>;
  /** Whether it is to do so from the moment when it is made. */
  readonly privateDnsWhenMade: Known<boolean>;
  /** The resource of its own that enables it later; missing where there is none. */
  readonly privateDnsEnabledBy?: ResourceKey;
  /** Whether it accepts itself once it is made, which AWS lets it do where the service is in its own account. */
  readonly autoAccept: Known<boolean>;
  /** What Terraform read of it when it last looked; missing where it has not looked yet. */
  readonly state?: EndpointState;
}

/**
 * How its connection stands, in lower case.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html (State)
 */
export type EndpointState =
  | "pendingacceptance"
  | "pending"
  | "available"
  | "partial"
  | "rejected"
  | "failed"
  | "expired"
  | "deleting"
  | "deleted";

export type ServiceIdentity =
  | { readonly kind: "endpoint-service"; readonly service: ElementKey }
  | { readonly kind: "resource-configuration"; readonly configuration: ElementKey }
  | { readonly kind: "service-network"; readonly serviceNetwork: ElementKey }
  /** A name that no given stack makes, like `com.amazonaws.ap-northeast-1.s3`. */
  | { readonly kind: "elsewhere"; readonly name: string };

export interface EndpointService extends Element {
  readonly account: Known<AccountId>;
  readonly region: Known<Region>;
  readonly acceptanceRequired: Known<boolean>;
  readonly loadBalancers: Listing<ElementKey>;
  /** ARNs as AWS takes them, `*` for everybody. */
  readonly allowedPrincipals: Listing<string>;
  /** Endpoints whose connection somebody accepts. */
  readonly accepted: Listing<ElementKey>;
  /** The resources that accept endpoints, by endpoint. */
  readonly accepters: ReadonlyMap<ElementKey, ResourceKey>;
  /** The name that endpoints with private DNS answer to, maybe with `*.`, in lower case; `undefined` where it has none. */
  readonly privateDnsName: Known<string | undefined>;
  /** Whether the stacks wait until AWS has verified that the name is the service's; others may have seen to that. */
  readonly waitsForPrivateDnsName: Known<boolean>;
}

/** Where consumers of resource configurations come into a VPC. */
export interface ResourceGateway extends Element {
  readonly vpc: Known<ElementKey>;
  /** One for each subnet; they carry its security groups, which judge what goes out to the resource. */
  readonly interfaces: Listing<ElementKey>;
}

/** What endpoints of type Resource lead to. It carries TCP only. */
export interface ResourceConfiguration extends Element {
  readonly account: Known<AccountId>;
  readonly region: Known<Region>;
  readonly gateway: Known<ElementKey>;
  /** Ports that consumers may call. */
  readonly ports: Known<IntervalSet>;
  readonly target: Known<ResourceTarget>;
  /** The name that endpoints with private DNS answer to, in lower case; `undefined` where it has none. */
  readonly customDomainName: Known<string | undefined>;
  /** By which other accounts may use it. */
  readonly shares: Listing<ElementKey>;
}

export type ResourceTarget =
  | { readonly kind: "address"; readonly address: Ipv4Address }
  /** The load balancer's own name, which leads to one of its addresses. */
  | { readonly kind: "load-balancer"; readonly loadBalancer: ElementKey }
  /** The private address of an interface. */
  | { readonly kind: "interface"; readonly interface: ElementKey }
  /** A name that must resolve publicly, in lower case. */
  | { readonly kind: "name"; readonly name: string };

/**
 * What endpoints of type ServiceNetwork lead to: the resources that are associated with it.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/service-networks.html
 */
export interface ServiceNetwork extends Element {
  readonly account: Known<AccountId>;
  readonly region: Known<Region>;
  /** A doubt stands for one of its services, too. */
  readonly resources: Listing<ServiceNetworkResource>;
  /** By which other accounts may use it. */
  readonly shares: Listing<ElementKey>;
}

/** A resource configuration's association with a service network. */
export interface ServiceNetworkResource {
  readonly at: ResourceKey;
  /** Who makes it, and so must have both. */
  readonly account: Known<AccountId>;
  readonly configuration: ElementKey;
}

/** A share of AWS Resource Access Manager. */
export interface ResourceShare extends Element {
  readonly account: Known<AccountId>;
  /** Account numbers, and ARNs of organizations and their units. */
  readonly principals: Listing<string>;
  /** Accounts that accept an invitation, where there is one, or look the share up as theirs and so have it already. */
  readonly receivedBy: Listing<AccountId>;
}
