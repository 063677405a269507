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

/** The resource of an element, and what of it is meant where that is a part. */
export function partsOf(key: ElementKey): { readonly resource: ResourceKey; readonly part?: string } {
  // A slash in quotes is part of the address of an instance: `aws_subnet.x["a/b"]`.
  const address = /^(?:[^"/]|"(?:[^"\\]|\\.)*")*/.exec(key)?.[0] ?? key;
  // An element's key begins with its resource's.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  const resource = address as ResourceKey;
  return address.length < key.length ? { resource, part: key.slice(address.length + 1) } : { resource };
}

export interface Element {
  readonly key: ElementKey;
  /** The resource that it is, or that brings it about. */
  readonly at: ResourceKey;
}
