import type { IntervalSet, Ipv4Block } from "../../../modules/addressing";
import {
  type ElementKey,
  elementKey,
  type EndpointService,
  isKnown,
  type Network,
  sameKnown,
  type VpcEndpoint,
} from "../../network";
import { placeOf } from "../../terraform";
import { derivedOnce } from "../derived-once";
import type { Interfaces } from "../ends";
import { NEVER_ROUTED, PUBLIC_ADDRESSES } from "../internet/public-addresses";
import { type Site, siteOf } from "../sites";
import type { Door } from "./doors";
import { sitesAround } from "./neighbours";
import { areAlike, type Described } from "./structure";

/** So many are compared before a way counts as unlike all: comparing must stay less work than asking. */
const MOST_COMPARED = 16;

/**
 * What is true of hosts and endpoints that are alike up to names and to where their VPC's addresses lie, each in a VPC of
 * its own.
 *
 * What a host's way to an endpoint in its VPC depends on is found from both by following every reference, whatever the
 * fields are called, so that nothing that they lead to is left out. What leads to them in turn is looked up by them: the
 * VPC's peering connections, VPNs and Transit Gateways, of which there must be none, and what the service says of the
 * endpoint and of its account. The service, and all behind it, must be the same one; of the client's address it learns
 * nothing but what groups of load balancers say that judge what comes by PrivateLink, and these are compared as well.
 */
export class AlikeWays<Answer> {
  private readonly known = new Map<
    ElementKey,
    {
      readonly described: Described;
      readonly answer: Answer;
      readonly host: Interfaces;
      readonly door: Door;
    }[]
  >();

  constructor(private readonly network: Network) {}

  /**
   * @param find the answer
   * @param found the answer for one that is alike, and which that was
   */
  answered(
    host: Interfaces,
    door: Door,
    find: () => Answer,
    found: (answer: Answer, host: Interfaces, door: Door) => Answer,
  ): Answer {
    const service = serviceOf(this.network, door);
    const described = service && this.described(host, door, service);
    if (service === undefined || described === undefined) return find();
    const others = this.known.get(service.key) ?? [];
    const alike = others
      .slice(0, MOST_COMPARED)
      .find((other) => areAlike(this.network, other.described, described));
    if (alike !== undefined) return found(alike.answer, alike.host, alike.door);
    const answer = find();
    this.known.set(service.key, [{ described, answer, host, door }, ...others]);
    return answer;
  }

  /** @returns nothing where the way may depend on more than that */
  private described(
    host: Interfaces,
    { end, endpoint }: Door,
    service: EndpointService,
  ): Described | undefined {
    const interfaces = [...host.interfaces, ...end.interfaces];
    const site = interfaces[0] && siteOf(this.network, interfaces[0]);
    if (endpoint === undefined || site === undefined) return undefined;
    if (interfaces.some((own) => siteOf(this.network, own) !== site)) return undefined;
    if (sitesAround(this.network, site).size > 1 || sitesOfNodes(this.network)(service).has(site.key))
      return undefined;
    const blocks = blocksOfOrdinary(site);
    const judging = addressesJudgedBy(this.network)(service);
    const made = this.network.hosts.get(elementKey(host.at));
    // What other software says of addresses may be more than what is compared.
    const isOrdinary = made !== undefined && isKnown(made.software) && made.software.kind === "host";
    if (blocks === undefined || judging === undefined || !isOrdinary) return undefined;
    const keys = interfaces.map(({ key }) => key);
    const standing = standingOf(endpoint, service);
    return {
      roots: [elementKey(host.at), ...keys, endpoint.key, ...standing, ...judging],
      stacks: [host.at, endpoint.at, service.at].map((at) => placeOf(at).stack),
      blocks,
      named: service.key,
    };
  }
}

/** The blocks of a site; nothing where not all are known, or where AWS or the internet may know their addresses as others. */
function blocksOfOrdinary({ blocks: { items, doubts } }: Site): readonly Ipv4Block[] | undefined {
  const isOrdinary = items.every(
    ({ first, last }) =>
      !OUT_OF_THE_ORDINARY.intervals.some((each) => each.first <= last && first <= each.last),
  );
  return doubts.length === 0 && isOrdinary ? items : undefined;
}

const OUT_OF_THE_ORDINARY = PUBLIC_ADDRESSES.union(NEVER_ROUTED);

/**
 * The addresses that groups of the service's load balancers tell from others, where these may judge what comes by
 * PrivateLink; nothing where not all are known.
 */
const addressesJudgedBy = derivedOnce((network: Network) =>
  derivedOnce(({ loadBalancers }: EndpointService): readonly IntervalSet[] | undefined => {
    const found = loadBalancers.items.flatMap((key) => network.loadBalancers.get(key) ?? []);
    const judging = found.filter(
      ({ hasSecurityGroups, enforcesOnPrivateLink }) =>
        hasSecurityGroups !== false && enforcesOnPrivateLink !== false,
    );
    const nodes = judging.flatMap(({ interfaces }) =>
      interfaces.items.flatMap((key) => network.interfaces.get(key) ?? []),
    );
    const keys = new Set(nodes.flatMap(({ securityGroups }) => securityGroups.items));
    const groups = [...keys].flatMap((key) => network.securityGroups.get(key) ?? []);
    const doubts = [
      ...loadBalancers.doubts,
      ...judging.flatMap(({ interfaces }) => interfaces.doubts),
      ...nodes.flatMap(({ securityGroups }) => securityGroups.doubts),
      ...groups.flatMap(({ ingress }) => ingress.doubts),
    ];
    const peers = groups.flatMap(({ ingress }) => ingress.items.map(({ peer }) => peer));
    const addresses = peers.flatMap((peer) =>
      isKnown(peer) && peer.kind === "blocks" ? [peer.addresses] : [],
    );
    const isAllKnown = doubts.length === 0 && peers.every((peer) => isKnown(peer) && peer.kind !== "some");
    return isAllKnown ? addresses : undefined;
  }),
);

/** What the service says of the endpoint and its account. */
function standingOf({ key, account, region }: VpcEndpoint, service: EndpointService): readonly unknown[] {
  return [
    sameKnown(account, service.account),
    sameKnown(region, service.region),
    isKnown(account) ? principalsOf(service).get(account) : undefined,
    acceptedBy(service).has(key),
    service.accepters.get(key),
  ];
}

function serviceOf(network: Network, { endpoint }: Door): EndpointService | undefined {
  const identity = endpoint?.service;
  return identity !== undefined && isKnown(identity) && identity.kind === "endpoint-service"
    ? network.endpointServices.get(identity.service)
    : undefined;
}

const sitesOfNodes = derivedOnce((network: Network) =>
  derivedOnce(({ loadBalancers }: EndpointService): ReadonlySet<ElementKey | undefined> => {
    const nodes = loadBalancers.items
      .flatMap((key) => network.loadBalancers.get(key)?.interfaces.items ?? [])
      .flatMap((key) => network.interfaces.get(key) ?? []);
    return new Set(nodes.map((node) => siteOf(network, node)?.key));
  }),
);

const acceptedBy = derivedOnce(({ accepted }: EndpointService) => new Set(accepted.items));

/** The principals of each account, without its number. */
const principalsOf = derivedOnce(({ allowedPrincipals }: EndpointService) => {
  const byAccount = new Map<string, string>();
  for (const principal of allowedPrincipals.items) {
    const [, account] = /::(\d{12}):/.exec(principal) ?? [];
    if (account !== undefined)
      byAccount.set(account, `${byAccount.get(account) ?? ""} ${principal.replace(account, "")}`);
  }
  return byAccount;
});
