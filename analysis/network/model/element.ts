import type { ResourceKey } from "../../terraform";

declare const brand: unique symbol;

/**
 * Identifies a thing of the network: the key of its resource, or, for what AWS makes beside it, that key and a part:
 * `shop.front:aws_vpc.vpc/main-route-table`, `shop.front:aws_vpc_endpoint.web/shop.front:aws_subnet.a`.
 */
export type ElementKey = string & { readonly [brand]: "ElementKey" };

export function elementKey(resource: ResourceKey, part?: string): ElementKey {
  // The one place where a resource's key becomes an element's.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return (part === undefined ? resource : `${resource}/${part}`) as ElementKey;
}

export interface Element {
  readonly key: ElementKey;
  /** The resource that it is, or that brings it about. */
  readonly at: ResourceKey;
}
