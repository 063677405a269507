import { type AccountId, parseAccountId, parseRegion, type Region } from "../../../modules/identity";
import type { Resource } from "../deployment";
import { Unknown, type Value } from "../value";

/** Who makes a resource, and where. */
export type Place = Pick<Resource, "account" | "region">;

type Placed = Pick<Resource, "mode" | "type" | "account" | "region" | "attribute">;

/** An ARN with an account, and with a Region where the service has any. */
const ARN = /^arn:[^:]*:[^:]*:([^:]*):(\d{12}):/;

/**
 * Who makes something is the owner of what it names by the first of these that it has; of some types, by others. It
 * says so only where it has no ARN of its own.
 */
const PARTS_OF = [
  "route_table_id",
  "network_acl_id",
  "security_group_id",
  "vpc_endpoint_service_id",
  "service_id",
  "vpc_endpoint_id",
  "vpn_connection_id",
  "vpn_gateway_id",
  "transit_gateway_route_table_id",
  "target_group_arn",
  "resource_share_arn",
  "allocation_id",
  "zone_id",
  "vpc_id",
  "subnet_id",
];
const PARTS_OF_BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  aws_ec2_transit_gateway_peering_attachment: ["transit_gateway_id"],
  aws_ec2_transit_gateway_peering_attachment_accepter: ["transit_gateway_id"],
  aws_ec2_transit_gateway_vpc_attachment_accepter: ["transit_gateway_id"],
  aws_route53_zone_association: ["vpc_id"],
};

/** Types that tell the account in an attribute of its own. */
const OWN_ACCOUNT: Readonly<Record<string, string>> = {
  aws_caller_identity: "account_id",
  aws_ram_resource_share_accepter: "receiver_account_id",
};

/** Finds what a value is the identity of. */
type Find = (value: Value) => Placed | undefined;

/**
 * What the resources of stacks tell of the accounts and Regions that their providers act in. Where a provider states
 * none, all that it made has one object for what is not known, so that it counts as one.
 */
export class Places {
  readonly #accounts = new Map<Unknown, Set<AccountId>>();
  readonly #regions = new Map<Unknown, Set<Region>>();

  /** Takes in what a resource tells of its provider. */
  add(resource: Placed): void {
    const { account, region, type, mode } = resource;
    // What a data source finds may be another account's.
    const tells = mode === "managed" || type === "aws_caller_identity" || type === "aws_region";
    if (!tells || !type.startsWith("aws_")) return;
    if (account instanceof Unknown) note(this.#accounts, account, accountToldBy(resource));
    if (region instanceof Unknown) note(this.#regions, region, regionToldBy(resource));
  }

  /** @param find @default what it is a part of is not looked for */
  of(resource: Placed, find: Find = () => undefined): Place {
    const { account, region } = resource;
    // Since version 6 of the AWS provider, a resource may be in another Region than its provider.
    const own = { account: accountOf(resource), region: regionStatedBy(resource) ?? regionOf(resource) };
    const whole = isKnown(own.account) && isKnown(own.region) ? undefined : wholeOf(resource, find);
    return {
      account: isKnown(own.account)
        ? own.account
        : knownOr(whole === undefined ? undefined : accountOf(whole), () =>
            onlyOneOf(this.#accounts, account),
          ),
      region: isKnown(own.region)
        ? own.region
        : knownOr(whole === undefined ? undefined : regionOf(whole), () => onlyOneOf(this.#regions, region)),
    };
  }
}

/** Who owns what a data source finds, which may be another account than its provider's; that looks in its own Region. */
export function foundPlaceOf(source: Placed, { region }: Place): Place {
  return {
    account: accountToldBy(source) ?? new Unknown("account", "a data source does not tell whose it is"),
    region: regionToldBy(source) ?? region,
  };
}

/** What a resource is a part of, and so made by the same account. */
function wholeOf(resource: Placed, find: Find): Placed | undefined {
  const { type, mode } = resource;
  if (mode === "data") return undefined;
  const attributes = Object.hasOwn(PARTS_OF_BY_TYPE, type) ? PARTS_OF_BY_TYPE[type] : PARTS_OF;
  for (const attribute of attributes ?? []) {
    const value = resource.attribute(attribute);
    if (value !== undefined && value !== null && value !== "") return find(value);
  }
  return undefined;
}

function accountOf(resource: Placed): AccountId | Unknown {
  const { account } = resource;
  return isKnown(account) ? account : (accountToldBy(resource) ?? account);
}

function regionOf(resource: Placed): Region | Unknown {
  const { region } = resource;
  return isKnown(region) ? region : (regionToldBy(resource) ?? region);
}

function isKnown<Told>(told: Told | Unknown): told is Told {
  return !(told instanceof Unknown);
}

function knownOr<Told>(told: Told | Unknown | undefined, other: () => Told | Unknown): Told | Unknown {
  return told === undefined || told instanceof Unknown ? other() : told;
}

function note<Told>(all: Map<Unknown, Set<Told>>, provider: Unknown, told: Told | undefined): void {
  if (told === undefined) return;
  const known = all.get(provider);
  if (known === undefined) all.set(provider, new Set([told]));
  else known.add(told);
}

/** Where resources tell of several, they are of several configurations of the provider, and nobody knows of which this is. */
function onlyOneOf<Told>(
  all: ReadonlyMap<Unknown, ReadonlySet<Told>>,
  provider: Told | Unknown,
): Told | Unknown {
  if (!(provider instanceof Unknown)) return provider;
  const [only, ...others] = all.get(provider) ?? [];
  if (only === undefined) return provider;
  return others.length === 0 ? only : new Unknown(provider.expression, provider.reason, provider.at);
}

function accountToldBy(resource: Placed): AccountId | undefined {
  const { type } = resource;
  const own = Object.hasOwn(OWN_ACCOUNT, type) ? OWN_ACCOUNT[type] : undefined;
  if (own !== undefined) return asAccount(resource.attribute(own));
  return asAccount(arnOf(resource)?.[2]) ?? asAccount(resource.attribute("owner_id"));
}

function regionToldBy(resource: Placed): Region | undefined {
  const zone = resource.attribute("availability_zone");
  return (
    regionStatedBy(resource) ??
    asRegion(arnOf(resource)?.[1]) ??
    // The name of a zone is its Region's, and a letter.
    asRegion(typeof zone === "string" ? /^(.+\d)[a-z]$/.exec(zone)?.[1] : undefined)
  );
}

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/guides/enhanced-region-support */
function regionStatedBy(resource: Placed): Region | undefined {
  if (!resource.type.startsWith("aws_")) return undefined;
  const stated = asRegion(resource.attribute("region"));
  if (stated !== undefined || resource.type !== "aws_region") return stated;
  return asRegion(resource.attribute("id")) ?? asRegion(resource.attribute("name"));
}

function arnOf(resource: Placed): RegExpExecArray | null {
  const arn = resource.attribute("arn");
  return typeof arn === "string" ? ARN.exec(arn) : null;
}

function asAccount(value: Value | undefined): AccountId | undefined {
  const parsed = typeof value === "string" ? parseAccountId(value) : undefined;
  return parsed?.ok === true ? parsed.value : undefined;
}

function asRegion(value: Value | undefined): Region | undefined {
  const parsed = typeof value === "string" && value !== "" ? parseRegion(value) : undefined;
  return parsed?.ok === true ? parsed.value : undefined;
}
