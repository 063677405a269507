import type { ITerraformDependable } from "cdktf";
import type { Ipv4Block } from "../modules/addressing";
import type { AccountId, AzId } from "../modules/identity";
import { type PeeringRule, PeeringSide } from "../modules/peering";
import {
  type AccountStack,
  ContractReader,
  type ContractReferences,
  type ContractStack,
  type Expectation,
  type NetworkFields,
  type PeerFields,
  type PeeringFields,
} from "../modules/wiring";
import { groupId, groupKey, type PeeredConnection, type PeeredGroup } from "./peered-groups";

/** What one VPC does for a peering connection. */
export interface PeeringSideSpecification {
  /** Zones whose private subnets reach the other VPC. */
  readonly zones: readonly AzId[];
  /** The blocks of the other VPC that they reach. */
  readonly destinations: readonly Ipv4Block[];
  /** Connections that this VPC's groups let out. @default none */
  readonly egress?: readonly PeeredConnection[];
  /** Connections that this VPC's groups let in. @default none */
  readonly ingress?: readonly PeeredConnection[];
}

/** The VPC at the other end. */
export interface PeeringPeer {
  /** What rules call its VPC in their descriptions. */
  readonly name: string;
  readonly account: AccountId;
  /** Publishes what its owner tells of it for this peering. */
  readonly contract: ContractStack<PeerFields>;
}

export interface PeeringSideStackProps {
  /** Publishes the connection. */
  readonly connection: ContractStack<PeeringFields>;
  /** Publishes the VPC's own network contract. */
  readonly network: ContractStack<NetworkFields>;
  readonly peer: PeeringPeer;
  readonly side: PeeringSideSpecification;
}

/**
 * Makes one side of a peering connection in a stack.
 * @param dependsOn what makes the connection active
 */
export function addPeeringSide(
  stack: AccountStack,
  connectionId: string,
  { network, peer, side }: Omit<PeeringSideStackProps, "connection">,
  dependsOn: readonly ITerraformDependable[] = [],
): void {
  stack.addDependency(network);
  stack.addDependency(peer.contract);
  const own = new ContractReader(stack, "network", network, ownExpectations(network, side)).references;
  const other = new ContractReader(stack, "peer", peer.contract, peerExpectations(peer.contract, side))
    .references;
  new PeeringSide(stack, "side", {
    account: stack.account,
    peer: { account: peer.account, name: peer.name },
    connectionId,
    routeTableIds: new Map(side.zones.map((zone) => [zone, own.privateRouteTableIds(zone)])),
    destinations: side.destinations,
    rules: rulesOf(side, own, other),
    dependsOn,
  });
}

function rulesOf(
  { egress = [], ingress = [] }: PeeringSideSpecification,
  own: ContractReferences<NetworkFields>,
  other: ContractReferences<PeerFields>,
): PeeringRule[] {
  const ownGroup = (group: PeeredGroup): PeeringRule["own"] => ({
    name: groupId(group),
    id: group.kind === "host" ? own.hostSecurityGroupIds(group.host) : own.proxySecurityGroupIds(group.kind),
  });
  const peersGroup = (group: PeeredGroup): PeeringRule["peer"] => ({
    name: groupId(group),
    id: other.securityGroupIds(groupKey(group)),
  });
  return [
    ...egress.map(({ from, to, port }): PeeringRule => ({
      direction: "egress",
      own: ownGroup(from),
      peer: peersGroup(to),
      port,
    })),
    ...ingress.map(({ from, to, port }): PeeringRule => ({
      direction: "ingress",
      own: ownGroup(to),
      peer: peersGroup(from),
      port,
    })),
  ];
}

/** What this VPC's stack may not have made yet, or no longer has. */
function ownExpectations(
  network: ContractStack<NetworkFields>,
  { zones, egress = [], ingress = [] }: PeeringSideSpecification,
): Expectation[] {
  const { publisher } = network;
  const groups = distinct([...egress.map(({ from }) => from), ...ingress.map(({ to }) => to)]);
  return [
    ...zones.map((zone) => ({
      condition: `try(contains(keys(self.outputs.private_route_table_ids), "${zone}"), true)`,
      sentence: `The VPC of ${publisher} has no private subnet with a route table of its own in ${zone}, from where the peered VPC is to be reached; it has them in \${join(", ", keys(self.outputs.private_route_table_ids))}. Deploy its stack again.`,
    })),
    ...groups.map((group) => {
      const [output, key] =
        group.kind === "host"
          ? ["host_security_group_ids", group.host]
          : ["proxy_security_group_ids", group.kind];
      return lacksGroup(publisher, output, key);
    }),
  ];
}

function peerExpectations(
  contract: ContractStack<PeerFields>,
  { egress = [], ingress = [] }: PeeringSideSpecification,
): Expectation[] {
  const groups = distinct([...egress.map(({ to }) => to), ...ingress.map(({ from }) => from)]);
  return groups.map((group) => lacksGroup(contract.publisher, "security_group_ids", groupKey(group)));
}

function lacksGroup(publisher: string, output: string, key: string): Expectation {
  return {
    condition: `try(contains(keys(self.outputs.${output}), "${key}"), true)`,
    sentence: `The VPC of ${publisher} has no security group of ${key}, which a rule of this stack names; it has \${coalesce(join(", ", keys(self.outputs.${output})), "none")}. Deploy its stack again.`,
  };
}

function distinct(groups: readonly PeeredGroup[]): PeeredGroup[] {
  return [...new Map(groups.map((group) => [groupKey(group), group])).values()];
}
