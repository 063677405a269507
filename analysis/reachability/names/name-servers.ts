import { formatAddress, type Ipv4Address, IntervalSet } from "../../../modules/addressing";
import { isKnown, type Known, type Network, type NetworkInterface, type Vpc } from "../../network";
import { type ResourceKey, Unknown } from "../../terraform";
import { ANYTHING, NOTHING } from "../bounds";
import { toAddresses } from "../first-legs";
import { addressOf } from "../format";
import { hostOf } from "../interface-lookup";
import { addressesOf, packets, portsOf } from "../packets-asked";
import type { Onward } from "../path/arrival";
import { type Leg, passing, type Share, shareOf, shareOfLeg, shareOfPath, type Stage } from "../path/stage";
import { declaredNetworkOf } from "../sites";
import type { ResolvedName } from "./resolution";
import { canonical, resolveName } from "./resolve";

const DNS = 53;

/** Where a host looks a name up. */
type Asked =
  /** By the resolver of its VPC. */
  | { readonly kind: "own-vpc" }
  | { readonly kind: "servers"; readonly servers: readonly Ipv4Address[] }
  | { readonly kind: "unknown"; readonly why: Unknown };

/**
 * Which name servers a host asks: those that it, or its network's DNS, is told to ask for the most specific domain that
 * holds the name.
 */
export function askedFor(network: Network, source: NetworkInterface, name: string): Asked {
  const declared = declaredNetworkOf(network, source);
  if (declared !== undefined) {
    const [forward] = declared.forwards
      .filter(({ domain }) => isIn(domain, name))
      .toSorted((left, right) => right.domain.length - left.domain.length);
    const why = new Unknown(name, `what the DNS of ${declared.name} knows is not declared`, source.at);
    return forward === undefined ? { kind: "unknown", why } : { kind: "servers", servers: forward.servers };
  }
  const software = hostOf(network, source)?.software;
  const nameServers =
    software !== undefined && isKnown(software) && software.kind === "host"
      ? software.nameServers
      : undefined;
  return nameServers?.domains.some((domain) => isIn(domain, name)) === true
    ? { kind: "servers", servers: nameServers.servers }
    : { kind: "own-vpc" };
}

function isIn(domain: string, name: string): boolean {
  return `.${canonical(name)}`.endsWith(`.${domain}`);
}

/** A query at one of the name servers. */
interface Query {
  readonly server: Ipv4Address;
  readonly at: ResourceKey;
  /** How much of it gets there and back, by UDP, and by TCP, which answers that do not fit in a packet need. */
  readonly share: Share;
  readonly byTcp: Share;
  readonly legs: readonly Leg[];
  /** The VPC whose resolver answers there; nothing where the query gets nowhere. */
  readonly vpc: Known<Vpc> | undefined;
}

/**
 * A name as the Resolver inbound endpoints at some addresses answer it: like the resolver of their VPC. Where one answers,
 * it does not matter that another does not.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-forwarding-inbound-queries.html
 */
export function resolvedByServers(
  network: Network,
  source: NetworkInterface,
  servers: readonly Ipv4Address[],
  name: string,
  otherNames?: Parameters<typeof resolveName>[3],
): ResolvedName {
  const queries = servers.flatMap((server) => queriesTo(network, source, server));
  const answered = queries.filter(({ share }) => share === "all");
  const asked = answered.length > 0 ? answered : queries;
  const stages =
    answered.length > 0 ? answered.map((query) => answeredStage(query, name)) : unansweredStages(asked, name);
  const vpcs = [...new Set(asked.flatMap(({ vpc }) => vpc ?? []))];
  const doubts = vpcs.filter((vpc) => vpc instanceof Unknown);
  const [vpc, ...others] = vpcs.filter(isKnown);
  const several =
    others.length > 0
      ? [new Unknown(name, "its name servers are those of several VPCs, which may differ", source.at)]
      : [];
  if (vpc === undefined) return { stages, destinations: [], elsewhere: doubts };
  const resolved = resolveName(network, vpc, name, otherNames);
  return {
    stages: [...stages, ...resolved.stages],
    destinations: resolved.destinations,
    elsewhere: [...doubts, ...several, ...resolved.elsewhere],
  };
}

function queriesTo(network: Network, source: NetworkInterface, server: Ipv4Address): Query[] {
  const ways = (protocol: "udp" | "tcp"): Onward[] =>
    toAddresses(network, source, IntervalSet.of(server, server), (addresses) =>
      packets({ protocol, port: DNS }, addressesOf(source), portsOf(network, source), addresses),
    );
  const byTcp = ways("tcp").map(shareOfPath);
  return ways("udp").map(({ legs, choices, arrival }) => {
    const own = arrival?.interface;
    const [leg] = legs;
    const outbound =
      own === undefined || leg === undefined || !asksItself(network, own)
        ? []
        : [{ asked: leg.asked, stages: [{ ...ANSWERS, at: own.at }] }];
    return {
      server,
      at: own?.at ?? source.at,
      share: shareOfPath({ choices, legs: [...legs, ...outbound] }),
      byTcp: byTcp.every((share) => share === "all") ? "all" : "none",
      legs: [...legs, ...outbound],
      vpc: own && (outbound.length > 0 ? undefined : answeringVpc(network, own)),
    };
  });
}

/** Of what listens on port 53 only inbound endpoints are known. */
function answeringVpc(network: Network, { owner, at }: NetworkInterface): Known<Vpc> {
  const endpoint =
    owner.kind === "resolver-endpoint" ? network.resolverEndpoints.get(owner.endpoint) : undefined;
  if (endpoint === undefined)
    return new Unknown(addressOf(at), "none of the given stacks says which names it answers", at);
  const { direction, vpc: key } = endpoint;
  if (!isKnown(direction)) return direction;
  if (!isKnown(key)) return key;
  return network.vpcs.get(key) ?? new Unknown(key, "none of the given stacks makes this VPC", endpoint.at);
}

/** An outbound endpoint of the resolver asks, and answers nobody. */
function asksItself(network: Network, { owner }: NetworkInterface): boolean {
  return (
    owner.kind === "resolver-endpoint" &&
    network.resolverEndpoints.get(owner.endpoint)?.direction === "outbound"
  );
}

const ANSWERS: Omit<Stage, "at"> = {
  component: "resolver endpoint",
  detail: "answers queries",
  consulted: [],
  passes: NOTHING,
  doubts: [],
  blocker: {
    code: "NAME_SERVER_NOT_REACHED",
    sentence: "an outbound endpoint asks others, and answers nobody",
  },
};

function answeredStage({ server, at, byTcp }: Query, name: string): Stage {
  const how =
    byTcp === "all" ? "UDP and TCP 53" : "UDP 53 (answers too long for it, which need TCP 53, get lost)";
  return passing("name server", at, `${formatAddress(server)} is asked for ${name} by ${how}`);
}

/** What keeps queries from their servers, told as what keeps the name from being resolved. */
function unansweredStages(queries: readonly Query[], name: string): Stage[] {
  const mayPass = queries.some(({ share }) => share !== "none");
  return queries.flatMap(({ server, legs }) =>
    legs
      .filter((leg) => shareOfLeg(leg) !== "all")
      .flatMap(({ asked, stages }) => stages.filter((stage) => shareOf(stage, asked) !== "all"))
      .map(({ at: where, blocker, doubts, consulted }): Stage => ({
        component: "name server",
        at: blocker?.at ?? where,
        detail: `${formatAddress(server)} is asked for ${name}`,
        consulted,
        passes: mayPass ? ANYTHING : NOTHING,
        doubts,
        ...(blocker === undefined
          ? {}
          : {
              blocker: {
                ...blocker,
                code: "NAME_SERVER_NOT_REACHED",
                sentence: `${blocker.sentence}; so the query for ${name} at ${formatAddress(server)} is not answered`,
              },
            }),
      })),
  );
}
