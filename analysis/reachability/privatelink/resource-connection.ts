import {
  elementKey,
  isKnown,
  type Network,
  type ResourceConfiguration,
  type ResourceShare,
  type ServiceNetwork,
  type ServiceNetworkResource,
  sameKnown,
  type VpcEndpoint,
} from "../../network";
import { PacketSet, PROTOCOL } from "../../packets";
import { IntervalSet } from "../../../modules/addressing";
import type { AccountId } from "../../../modules/identity";
import { Unknown } from "../../terraform";
import { ANYTHING, type Bounds, exactly, NOTHING, whether } from "../bounds";
import { addressOf, formatPorts, formatTraffic } from "../format";
import { passing, type Stage } from "../path/stage";
import { refusalsAt } from "../refusals";
import { unmodelledAt } from "../unmodelled";
import { doubtStage, regionStage } from "./connection-stages";
import { stateStages } from "./state-stage";

/**
 * What must be so for a resource endpoint to be connected to its resource configuration, and what it carries then.
 * @param asked the packets that arrived at the endpoint
 */
export function resourceConnectionStages(
  network: Network,
  endpoint: VpcEndpoint,
  configuration: ResourceConfiguration,
  asked: PacketSet,
): Stage[] {
  const gateway = isKnown(configuration.gateway) ? configuration.gateway : undefined;
  const things = [endpoint.key, configuration.key, gateway];
  return [
    ...refusalsAt(network, ...things),
    ...doubtStage(endpoint, unmodelledAt(network, ...things)),
    ...regionStage(endpoint, configuration),
    ...stateStages(endpoint, false),
    shareStage(network, endpoint, configuration, RESOURCE_SHARE),
    portStage(configuration, asked),
  ];
}

const RESOURCE_SHARE = "resource configuration, AWS RAM";

/**
 * The same of an endpoint of a service network, and of one of the resources that are associated with that: whoever
 * associates them has both.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/access-with-service-network-endpoint.html
 */
export function serviceNetworkStages(
  network: Network,
  endpoint: VpcEndpoint,
  serviceNetwork: ServiceNetwork,
  association: ServiceNetworkResource,
  configuration: ResourceConfiguration,
  asked: PacketSet,
): Stage[] {
  const gateway = isKnown(configuration.gateway) ? configuration.gateway : undefined;
  const things = [endpoint.key, serviceNetwork.key, elementKey(association.at), configuration.key, gateway];
  return [
    ...refusalsAt(network, ...things),
    ...doubtStage(endpoint, unmodelledAt(network, ...things)),
    ...regionStage(endpoint, serviceNetwork),
    ...regionStage(endpoint, configuration),
    ...stateStages(endpoint, false),
    shareStage(network, endpoint, serviceNetwork, NETWORK_SHARE),
    shareStage(network, association, serviceNetwork, NETWORK_SHARE),
    shareStage(network, association, configuration, RESOURCE_SHARE),
    portStage(configuration, asked),
  ];
}

const NETWORK_SHARE = "service network, AWS RAM";

/** What wants to use what may be another account's. */
type User = Pick<VpcEndpoint, "account" | "at">;
type Shared = Pick<ResourceConfiguration, "account" | "shares" | "at">;

/**
 * The configuration's own account needs no share. Every other one must be a principal of one, and have received it: by
 * accepting the invitation, or by itself within an organization, which only a share that is looked up there shows.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/sharing.html
 * @see https://docs.aws.amazon.com/ram/latest/userguide/working-with-shared-invitations.html
 */
function shareStage(network: Network, user: User, shared: Shared, component: string): Stage {
  const { account } = user;
  const { account: owner, shares, at } = shared;
  if (sameKnown(account, owner) === true)
    return passing(component, at, `${addressOf(user.at)} is in its own account`);
  if (!isKnown(account) || !isKnown(owner)) {
    const doubts = [account, owner].filter((value) => value instanceof Unknown);
    return { component, at, detail: "the accounts are not known", consulted: [], passes: ANYTHING, doubts };
  }
  const found = shares.items.flatMap((key) => network.resourceShares.get(key) ?? []);
  const doubts = [
    ...shares.doubts,
    ...shares.items
      .filter((key) => !network.resourceShares.has(key))
      .map((key) => new Unknown(key, "none of the given stacks makes this share", at)),
  ];
  const standings = found.map((share) => ({ share, standing: standingOf(network, share, account) }));
  const isShared = standings.some(({ standing }) => standing.isReceived);
  const unsettled = [...doubts, ...standings.flatMap(({ standing }) => standing.doubts)];
  return {
    component,
    at,
    detail: `shared with the account ${account}`,
    consulted: found.map((share) => share.at),
    passes: isShared ? whether(true) : unsettled.length > 0 ? ANYTHING : NOTHING,
    doubts: isShared ? [] : unsettled,
    blocker: notShared(user, shared, account, standings),
  };
}

interface Standing {
  readonly isPrincipal: boolean;
  readonly isReceived: boolean;
  readonly doubts: readonly Unknown[];
}

/** How an account stands to a share. What AWS may refuse of the share may be what would let the account in. */
function standingOf(
  network: Network,
  { key, principals, receivedBy, at }: ResourceShare,
  account: AccountId,
): Standing {
  const isPrincipal = principals.items.includes(account);
  // Which accounts an organization has is not in the Terraform.
  const others = principals.items
    .filter((principal) => mayMean(principal, account))
    .map((principal) => new Unknown(principal, "which accounts it has is not known", at));
  const mayBePrincipal = isPrincipal || others.length > 0 || principals.doubts.length > 0;
  const isReceived = receivedBy.items.includes(account);
  const unsettled = [
    ...unmodelledAt(network, key),
    ...(network.refusals.get(key) ?? []).map(
      (refusal) => new Unknown("the share", refusal.sentence, refusal.at),
    ),
  ];
  return {
    isPrincipal,
    isReceived: isPrincipal && isReceived && unsettled.length === 0,
    doubts: [
      ...(isPrincipal ? [] : [...principals.doubts, ...others]),
      ...(mayBePrincipal && !isReceived ? receivedBy.doubts : []),
      ...(mayBePrincipal ? unsettled : []),
    ],
  };
}

/**
 * Whether a principal that is not an account's number may stand for an account: an organization or a unit of one, and a
 * role or user of that account.
 * @see https://docs.aws.amazon.com/ram/latest/APIReference/API_AssociateResourceShare.html (principals)
 */
function mayMean(principal: string, account: AccountId): boolean {
  if (/^\d{12}$/.test(principal)) return false;
  const [, owner] = /^arn:[^:]+:iam::(\d{12}):/.exec(principal) ?? [];
  return owner === undefined || owner === account;
}

function notShared(
  user: User,
  { at }: Shared,
  account: AccountId,
  standings: readonly { readonly share: ResourceShare; readonly standing: Standing }[],
): NonNullable<Stage["blocker"]> {
  const named = standings.find(({ standing }) => standing.isPrincipal);
  if (named !== undefined) {
    const { share } = named;
    return {
      code: "RESOURCE_SHARE_NOT_ACCEPTED",
      at: share.at,
      sentence: `nobody in the account ${account} accepts it, so ${addressOf(user.at)} cannot be made`,
      fix: { kind: "accept-share", share: share.key, account },
    };
  }
  const [first] = standings;
  return {
    code: "RESOURCE_NOT_SHARED",
    at: first?.share.at ?? at,
    sentence: `no share of AWS RAM lets the account ${account} of ${addressOf(user.at)} use ${addressOf(at)}, so that it cannot be made`,
    ...(first === undefined ? {} : { fix: { kind: "share-with", share: first.share.key, account } as const }),
  };
}

/** @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html#resource-configuration-ports */
function portStage({ key, at, ports }: ResourceConfiguration, asked: PacketSet): Stage {
  const wanted = asked.valuesOf("destinationPorts");
  const [port] = wanted.intervals;
  const isTcp = asked.valuesOf("protocols").equals(TCP);
  return {
    component: "resource configuration, port ranges",
    at,
    detail: formatTraffic(asked),
    consulted: [],
    passes: carried(ports),
    doubts: isKnown(ports) ? [] : [ports],
    blocker: {
      code: "RESOURCE_PORT_RESTRICTION",
      sentence: `it carries TCP ${isKnown(ports) ? formatPorts(ports) : "to ports that are not known"}, and not ${formatTraffic(asked)}`,
      ...(isTcp && port !== undefined && wanted.size === 1
        ? { fix: { kind: "open-resource-port", configuration: key, port: port.first } as const }
        : {}),
    },
  };
}

const TCP = IntervalSet.of(PROTOCOL.tcp, PROTOCOL.tcp);

function carried(ports: ResourceConfiguration["ports"]): Bounds {
  if (isKnown(ports)) return exactly(PacketSet.of({ protocols: TCP, destinationPorts: ports }));
  return { certain: PacketSet.none, possible: PacketSet.of({ protocols: TCP }) };
}
