import { IntervalSet } from "../../../modules/addressing";
import { type Deployment, isList, type Resource, Unknown, type Value } from "../../terraform";
import { isKnown, type Known, type Listing } from "../known";
import { type ElementKey, elementKey, type Peer, type SecurityGroupRule } from "../model";
import { asBlock, asBoolean, asText, blocksOf, malformed } from "./attributes";
import { type Belonging, Belongings } from "./belongings";
import type { Additions, Direction } from "./contents";
import { securityGroupOf } from "./identities";
import { doubtful } from "./listings";
import { addressesOfServices, blocksOfList, type PrefixLists } from "./prefix-lists";
import { referencedGroupOf } from "./referenced-groups";
import { attributesOf, fieldsOf, type Read } from "./readers";
import { trafficOf } from "./traffic";

/** What the rules of a deployment refer to. */
export interface RuleContext {
  readonly deployment: Deployment;
  readonly prefixLists: PrefixLists;
}

type Rules = Listing<SecurityGroupRule>;
type ReadPeer = (
  value: Value,
  resource: Resource,
  group: Known<ElementKey>,
  context: RuleContext,
) => Known<Peer> | undefined;

/**
 * How each attribute names peers, in all ways of writing a rule: one of them, or a list. Several peers are alternatives.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
const PEERS: readonly (readonly [string, ReadPeer])[] = Object.entries({
  cidr_blocks: peerOfBlock,
  cidr_ipv4: peerOfBlock,
  ipv6_cidr_blocks: noPeer,
  cidr_ipv6: noPeer,
  prefix_list_ids: peerOfPrefixList,
  prefix_list_id: peerOfPrefixList,
  security_groups: peerOfGroup,
  source_security_group_id: peerOfGroup,
  referenced_security_group_id: peerOfGroup,
  self: peerOfSelf,
});

/** The rules that are written in the group. */
export function inlineRules(
  resource: Resource,
  group: ElementKey,
  direction: Direction,
  context: RuleContext,
): Rules {
  const blocks = blocksOf(resource.attribute(direction), resource);
  return {
    items: blocks.items.flatMap((block, index) =>
      rulesOf(fieldsOf(block), `${direction}[${index}]`, resource, group, context),
    ),
    doubts: blocks.doubts,
  };
}

/** The rules that are resources of their own, by their group. */
export function standaloneRules(direction: Direction, context: RuleContext): Additions<SecurityGroupRule> {
  const { deployment } = context;
  return {
    now: rulesAmong((type) => deployment.ofType(type), direction, context),
    before: rulesAmong((type) => deployment.former(type), direction, context),
    isSame: isSameRule,
    maybe: (rule, why) => ({ ...rule, peer: maybePeer(rule.peer, why) }),
  };
}

function rulesAmong(
  ofType: Deployment["ofType"],
  direction: Direction,
  context: RuleContext,
): Belongings<Rules> {
  return new Belongings([
    ...ofType(`aws_vpc_security_group_${direction}_rule`).map((resource) => standalone(resource, context)),
    ...ofType("aws_security_group_rule").flatMap((resource): Belonging<Rules>[] => {
      const rule = standalone(resource, context);
      const type = asText(resource.attribute("type"), resource);
      if (type === direction) return [rule];
      if (type === "ingress" || type === "egress") return [];
      const why = type instanceof Unknown ? type : malformed(type ?? null, "ingress or egress", resource);
      return [{ ...rule, what: doubtful([why]) }];
    }),
  ]);
}

function standalone(resource: Resource, context: RuleContext): Belonging<Rules> {
  const owner = securityGroupOf(resource.attribute("security_group_id"), resource, context.deployment);
  const items = rulesOf(attributesOf(resource), undefined, resource, owner, context);
  return { owner, resource, what: { items, doubts: [] } };
}

/** A group has one rule of a kind, whoever adds it; its description tells none apart. */
function isSameRule(one: SecurityGroupRule, other: SecurityGroupRule): boolean {
  return (
    isKnown(one.traffic) &&
    isKnown(other.traffic) &&
    one.traffic.equals(other.traffic) &&
    isSamePeer(one.peer, other.peer)
  );
}

function isSamePeer(one: Known<Peer>, other: Known<Peer>): boolean {
  if (!isKnown(one) || !isKnown(other))
    // A list that AWS keeps, or a group that no stack makes, is called by its ID.
    return !isKnown(one) && !isKnown(other) && one.expression === other.expression;
  if (one.kind === "blocks") return other.kind === "blocks" && one.addresses.equals(other.addresses);
  if (one.kind === "security-group") return other.kind === "security-group" && one.group === other.group;
  if (one.kind === "some") return other.kind === "some" && one.why.expression === other.why.expression;
  return one.kind === other.kind;
}

function maybePeer(peer: Known<Peer>, why: Unknown): Known<Peer> {
  if (!isKnown(peer) || peer.kind === "security-group") return why;
  return peer.kind === "blocks" ? { kind: "some", within: peer.addresses, why } : peer;
}

/** One rule for each peer. */
function rulesOf(
  read: Read,
  part: string | undefined,
  resource: Resource,
  group: Known<ElementKey>,
  context: RuleContext,
): SecurityGroupRule[] {
  const traffic = trafficOf(
    {
      protocol: read("protocol") ?? read("ip_protocol"),
      fromPort: read("from_port"),
      toPort: read("to_port"),
      // A rule of a group writes them in the place of ports.
      icmpType: read("from_port"),
      icmpCode: read("to_port"),
    },
    resource,
  );
  return PEERS.flatMap(([name, readPeer]) =>
    named(name, read(name)).flatMap(([place, value]) => {
      const peer = readPeer(value, resource, group, context);
      const parts = part === undefined ? place : `${part}.${place}`;
      return peer === undefined
        ? []
        : [{ key: elementKey(resource.key, parts), at: resource.key, traffic, peer }];
    }),
  );
}

/** The values of an attribute, each with its place. */
function named(name: string, value: Value | undefined): [string, Value][] {
  if (value === undefined) return [];
  return isList(value) ? value.map((each, index) => [`${name}[${index}]`, each]) : [[name, value]];
}

function peerOfBlock(value: Value, resource: Resource): Known<Peer> {
  const block = asBlock(value, resource);
  return isKnown(block) ? { kind: "blocks", addresses: IntervalSet.ofAll([block]) } : block;
}

function noPeer(): Peer {
  return { kind: "none" };
}

function peerOfPrefixList(
  value: Value,
  resource: Resource,
  _group: Known<ElementKey>,
  { prefixLists, deployment }: RuleContext,
): Known<Peer> {
  const blocks = blocksOfList(value, prefixLists, resource);
  if (isKnown(blocks)) return { kind: "blocks", addresses: IntervalSet.ofAll(blocks) };
  const within = addressesOfServices(value, deployment);
  return within === undefined ? blocks : { kind: "some", within, why: blocks };
}

function peerOfGroup(
  value: Value,
  resource: Resource,
  _group: Known<ElementKey>,
  { deployment }: RuleContext,
): Known<Peer> {
  const group = referencedGroupOf(value, resource, deployment);
  return isKnown(group) ? { kind: "security-group", group } : group;
}

function peerOfSelf(value: Value, resource: Resource, group: Known<ElementKey>): Known<Peer> | undefined {
  const isPeer = asBoolean(value, false, resource);
  if (!isKnown(isPeer)) return isPeer;
  if (!isPeer) return undefined;
  return isKnown(group) ? { kind: "security-group", group } : group;
}
