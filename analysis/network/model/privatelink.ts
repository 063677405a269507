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
}

export type ServiceIdentity =
  | { readonly kind: "endpoint-service"; readonly service: ElementKey }
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
