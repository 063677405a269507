import { IntervalSet } from "../../../modules/addressing";
import type { PacketSet } from "../../packets";
import { type Deployment, type Resource, Unknown, type Value } from "../../terraform";
import { isKnown, type Known, type Listing } from "../known";
import { type ElementKey, elementKey, type NetworkAclEntry } from "../model";
import { asBlock, asBoolean, asNumber, asText, blocksOf, malformed } from "./attributes";
import { type Belonging, Belongings } from "./belongings";
import type { Additions, Direction } from "./contents";
import { networkAclOf } from "./identities";
import { doubtful, listed } from "./listings";
import { attributesOf, fieldsOf, type Read } from "./readers";
import { trafficOf } from "./traffic";

type Entries = Listing<NetworkAclEntry>;

/** The entries that are written in the ACL. */
export function inlineEntries(resource: Resource, direction: Direction): Entries {
  const { items, doubts } = blocksOf(resource.attribute(direction), resource);
  return {
    items: items.map((block, index) => {
      const read = fieldsOf(block);
      const key = elementKey(resource.key, `${direction}[${index}]`);
      return entry(key, read, { number: "rule_no", action: "action", icmpByDefault: 0 }, resource);
    }),
    doubts,
  };
}

/** The entries that are resources of their own, by their ACL. */
export function standaloneEntries(deployment: Deployment, direction: Direction): Additions<NetworkAclEntry> {
  const among = (resources: readonly Resource[]): Belongings<Entries> =>
    entriesAmong(resources, direction, deployment);
  return {
    now: among(deployment.ofType("aws_network_acl_rule")),
    before: among(deployment.former("aws_network_acl_rule")),
    // An ACL has one entry of each number.
    isSame: (one, other) => isKnown(one.ruleNumber) && one.ruleNumber === other.ruleNumber,
    // Without it, others decide about its packets.
    maybe: (one, why) => ({ ...one, action: why }),
  };
}

function entriesAmong(
  resources: readonly Resource[],
  direction: Direction,
  deployment: Deployment,
): Belongings<Entries> {
  return new Belongings(
    resources.flatMap((resource): Belonging<Entries>[] => {
      const owner = networkAclOf(resource.attribute("network_acl_id"), resource, deployment);
      const isEgress = asBoolean(resource.attribute("egress"), false, resource);
      if (!isKnown(isEgress)) return [{ owner, resource, what: doubtful([isEgress]) }];
      if (isEgress !== (direction === "egress")) return [];
      const names = { number: "rule_number", action: "rule_action", icmpByDefault: undefined };
      const item = entry(elementKey(resource.key), attributesOf(resource), names, resource);
      return [{ owner, resource, what: listed(item) }];
    }),
  );
}

/** What differs between the two ways of writing an entry. */
interface Spelling {
  readonly number: string;
  readonly action: string;
  /** The ICMP type and code where none is written. */
  readonly icmpByDefault: number | undefined;
}

function entry(key: ElementKey, read: Read, spelling: Spelling, resource: Resource): NetworkAclEntry {
  return {
    key,
    at: resource.key,
    ruleNumber: ruleNumberOf(read(spelling.number), resource),
    action: actionOf(read(spelling.action), resource),
    traffic: trafficOfEntry(read, spelling, resource),
    addresses: addressesOf(read, resource),
  };
}

function trafficOfEntry(read: Read, { icmpByDefault }: Spelling, resource: Resource): Known<PacketSet> {
  return trafficOf(
    {
      protocol: read("protocol"),
      fromPort: read("from_port"),
      toPort: read("to_port"),
      icmpType: read("icmp_type") ?? icmpByDefault,
      icmpCode: read("icmp_code") ?? icmpByDefault,
    },
    resource,
  );
}

function ruleNumberOf(value: Value | undefined, resource: Resource): Known<number> {
  const number = asNumber(value, resource);
  return number ?? malformed(null, "the number of an entry", resource);
}

function actionOf(value: Value | undefined, resource: Resource): Known<"allow" | "deny"> {
  const text = asText(value, resource);
  if (text instanceof Unknown) return text;
  const action = text?.toLowerCase();
  return action === "allow" || action === "deny"
    ? action
    : malformed(value ?? null, "allow or deny", resource);
}

/** An entry is for IPv4 or for IPv6; one for IPv6 matches no IPv4 packet. */
function addressesOf(read: Read, resource: Resource): Known<IntervalSet> {
  const written = read("cidr_block");
  if (written === undefined && read("ipv6_cidr_block") !== undefined) return IntervalSet.empty;
  const block = asBlock(written, resource);
  return isKnown(block) ? IntervalSet.ofAll([block]) : block;
}
