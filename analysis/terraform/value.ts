declare const brand: unique symbol;

/**
 * A resource or data source of a stack, as users write it: `shop.front:aws_instance.hosts_worker`,
 * `shop.front:data.aws_ami.debian`.
 */
export type ResourceKey = string & { readonly [brand]: "ResourceKey" };

export function resourceKey(stack: string, address: string): ResourceKey {
  // The one place where the two halves become the branded type.
  // eslint-disable-next-line @typescript-eslint/no-unsafe-type-assertion
  return `${stack}:${address}` as ResourceKey;
}

/** The halves of a key. Names of stacks hold no colon; an address may (`aws_vpc.x["a:b"]`). */
export function placeOf(key: ResourceKey): { readonly stack: string; readonly address: string } {
  const colon = key.indexOf(":");
  return { stack: key.slice(0, colon), address: key.slice(colon + 1) };
}

/**
 * An attribute that exists once a resource does: its identity, not a text. Where the configuration states the
 * attribute, its value stands instead of a reference. Data sources of all stacks that name one thing by its ID or ARN
 * have one identity: that of the first of them.
 */
export class Reference {
  constructor(
    readonly resource: ResourceKey,
    /** The attribute and what follows it: `id`, `dns_entry[0].dns_name`. */
    readonly attribute: string,
    /** Of a data source that does not name what it finds: it may be any of its type, made by a given stack or by none. */
    readonly isSought = false,
  ) {}
}

/** A value that cannot be told before Terraform runs, and what it was written as. */
export class Unknown {
  constructor(
    /** As written, like `${var.cidr}`. */
    readonly expression: string,
    /** Why it is not known, as a clause: "variables are given when Terraform runs". */
    readonly reason: string,
    /** The resource in which it stands, where it stands in one. */
    readonly at?: ResourceKey,
  ) {}
}

/** A text of which parts exist once their resources do, like `${aws_subnet.a.id},${aws_subnet.b.id}`. */
export class JoinedText extends Unknown {
  constructor(
    /** In their order. */
    readonly pieces: readonly (string | Reference)[],
    ...unknown: ConstructorParameters<typeof Unknown>
  ) {
    super(...unknown);
  }
}

/** What an attribute is worth. Objects and lists may hold unknown values at any depth. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Reference
  | Unknown
  | readonly Value[]
  | { readonly [key: string]: Value };
