import type { IntervalSet } from "../../../modules/addressing";
import type { AzId } from "../../../modules/identity";
import type { Unknown } from "../../terraform";
import type { Known, Listing } from "../known";
import type { Element, ElementKey } from "./element";

export interface HostedZone extends Element {
  /** `false`: none of the given stacks makes it; some associate VPCs with it, and its records are not known. */
  readonly isMade: boolean;
  /** Lower case, without the final dot. */
  readonly name: Known<string>;
  /** A public zone answers everywhere, a private one in the VPCs that it is associated with. */
  readonly visibility: "public" | "private";
  readonly vpcs: Listing<ElementKey>;
  readonly records: Listing<DnsRecord>;
}

export interface DnsRecord extends Element {
  /** Lower case, without the final dot, as a whole: `web.example.internal`; may begin with `*.`. */
  readonly name: Known<string>;
  readonly type: Known<string>;
  /** A plain record has one answer or several alternatives; routing policies other than simple are doubts. */
  readonly answers: Listing<DnsAnswer>;
  /** Why it may be another zone's; missing where it is this one's. */
  readonly elsewhere?: Unknown;
}

export type DnsAnswer =
  | { readonly kind: "addresses"; readonly addresses: IntervalSet }
  /** One address of each zone of the endpoint; with `zone`, only that zone's. */
  | { readonly kind: "endpoint"; readonly endpoint: ElementKey; readonly zone?: AzId }
  | { readonly kind: "load-balancer"; readonly loadBalancer: ElementKey }
  /** The private address of an interface. */
  | { readonly kind: "interface"; readonly interface: ElementKey }
  | { readonly kind: "name"; readonly name: string };
