import type { Known, Listing } from "../known";
import type { Element, ElementKey } from "./element";

/**
 * Where networks beyond a VPC ask its resolver (inbound), or where the resolver asks them (outbound).
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver.html
 */
export interface ResolverEndpoint extends Element {
  readonly vpc: Known<ElementKey>;
  readonly direction: Known<"inbound" | "outbound">;
  /** One for each of its addresses; they carry its security groups. */
  readonly interfaces: Listing<ElementKey>;
}
