import { EVERY_ADDRESS, PacketSet } from "../../packets";
import { type Deployment, Unknown } from "../../terraform";
import { isKnown, type Listing } from "../known";
import { type ElementKey, elementKey, type NetworkAcl, type NetworkAclEntry } from "../model";
import { joinListings } from "./attributes";
import { type Additions, contentsOf, type Direction } from "./contents";
import { NETWORK_ACL } from "./identities";
import { doubtful, listed } from "./listings";
import { inlineEntries, standaloneEntries } from "./network-acl-entries";
import { type Origin, originsOf } from "./origins";

type Entries = Listing<NetworkAclEntry>;

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html */
export function networkAclsOf(deployment: Deployment): ReadonlyMap<ElementKey, NetworkAcl> {
  const ingress = standaloneEntries(deployment, "ingress");
  const egress = standaloneEntries(deployment, "egress");
  return new Map(
    originsOf(deployment, NETWORK_ACL).map((origin) => [
      origin.key,
      {
        key: origin.key,
        at: origin.at,
        vpc: origin.vpc,
        ingress: entriesOf(origin, "ingress", ingress),
        egress: entriesOf(origin, "egress", egress),
      },
    ]),
  );
}

function entriesOf(origin: Origin, direction: Direction, standalone: Additions<NetworkAclEntry>): Entries {
  const written =
    origin.statedBy === undefined
      ? listed(entryByDefault(origin, direction))
      : inlineEntries(origin.statedBy, direction);
  const { items, doubts } = contentsOf(origin, direction, written, standalone);
  const sorted = items.toSorted((left, right) => orderOf(left) - orderOf(right));
  return joinListings([{ items: sorted, doubts }, doubtful(clashesIn(sorted))]);
}

/** Entries of unknown number come last; what they mean for the others is for the reader of the list to say. */
function orderOf({ ruleNumber }: NetworkAclEntry): number {
  return isKnown(ruleNumber) ? ruleNumber : Number.MAX_SAFE_INTEGER;
}

/** AWS refuses the second entry of a number, and which one is second cannot be told. */
function clashesIn(sorted: readonly NetworkAclEntry[]): Unknown[] {
  return sorted.flatMap(({ ruleNumber, at }, index) =>
    isKnown(ruleNumber) && ruleNumber === sorted[index - 1]?.ruleNumber
      ? [new Unknown(`${ruleNumber}`, "another entry of this network ACL has the same number", at)]
      : [],
  );
}

/**
 * A VPC's default ACL allows everything; what Terraform makes or takes over denies what it does not allow.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_network_acl
 */
function entryByDefault({ owner }: Origin, direction: Direction): NetworkAclEntry {
  return {
    key: elementKey(owner.key, `${NETWORK_ACL.part}/${direction}`),
    at: owner.key,
    ruleNumber: 100,
    action: "allow",
    traffic: PacketSet.all,
    addresses: EVERY_ADDRESS,
  };
}
