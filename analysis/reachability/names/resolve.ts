import type { HostedZone, Listing, Network, Vpc } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, NOTHING, whether } from "../bounds";
import { addressOf } from "../format";
import type { Stage } from "../path/stage";
import { unmodelledAt } from "../unmodelled";
import { destinationsOf } from "./destinations";
import { doubtsOf, hostnamesStage, supportStage } from "./dns-attributes";
import type { EndpointZone } from "./private-dns";
import { answeringZone } from "./private-zones";
import { isNeverPublic } from "./public-names";
import { behind, doubtfulZones, notFound, publicDnsMayKnow, publicName, takenForPublic } from "./outcomes";
import { recordsFor } from "./records";
import type { Destination, ResolvedName } from "./resolution";
import { foreignZoneAround, publicZoneAround } from "./zone-lookup";

/** Aliases of aliases are followed this far; Route 53 itself gives up sooner. */
const LONGEST_CHAIN = 8;

/** Who looks names up, and how. */
interface Resolver {
  readonly network: Network;
  readonly vpc: Vpc;
  /** Whether the private zones of the VPC answer. */
  readonly seesPrivateZones: boolean;
  /** Names that public DNS may hold, and that no zone of the given stacks does. */
  readonly otherNames: "are-not-known" | "have-public-addresses";
}

/**
 * What a name leads to for hosts of a VPC that ask the Amazon resolver, as they do unless told otherwise.
 * @param otherNames names that public DNS may hold, and that no zone of the given stacks does
 */
export function resolveName(
  network: Network,
  vpc: Vpc,
  name: string,
  otherNames: Resolver["otherNames"] = "are-not-known",
): ResolvedName {
  const effects = unmodelledAt(network, vpc.key);
  const resolver = { network, vpc, seesPrivateZones: true, otherNames };
  return behind(resolverStage(vpc, effects), lookUp(resolver, canonical(name), LONGEST_CHAIN), effects);
}

/**
 * What a name leads to for whoever asks public DNS alone, as VPC Lattice does for a resource of which the name is given.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html#resource-definition
 */
export function resolvePublicName(network: Network, vpc: Vpc, name: string): ResolvedName {
  const resolver = { network, vpc, seesPrivateZones: false, otherNames: "are-not-known" } as const;
  return lookUp(resolver, canonical(name), LONGEST_CHAIN);
}

/** In lower case, without the final dot. */
export function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function resolverStage(vpc: Vpc, effects: readonly Unknown[]): Stage {
  const stage = supportStage(vpc, NOTHING);
  return effects.length === 0
    ? stage
    : { ...stage, passes: ANYTHING, doubts: [...effects, ...doubtsOf(vpc.dnsSupport)] };
}

/**
 * The private zone of the VPC that answers is asked, and if it has no record nobody else is.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
 */
function lookUp(resolver: Resolver, name: string, left: number): ResolvedName {
  const { network, vpc } = resolver;
  if (left === 0) return notFound(vpc, `the aliases of ${name} lead too far`);
  if (!resolver.seesPrivateZones) return publicly(resolver, name, left) ?? nowhere(resolver, name);
  const { answering, doubts } = answeringZone(network, vpc, name);
  const resolved =
    answering === undefined
      ? undefined
      : answering.kind === "hosted"
        ? behindHostnames(vpc, name, answerFrom(resolver, answering.zone, name, left))
        : answerOfEndpoint(network, vpc, answering.zone, name);
  if (doubts.length === 0) return resolved ?? withoutPrivateZone(resolver, name, left);
  const nobody = { stages: [], destinations: [], elsewhere: [] };
  return behind(doubtfulZones(vpc, name, doubts), resolved ?? nobody, doubts);
}

function withoutPrivateZone(resolver: Resolver, name: string, left: number): ResolvedName {
  const found = publicly(resolver, name, left);
  if (found !== undefined) return found;
  // Private zones of other VPCs hold none of the names that are taken for public.
  if (resolver.otherNames === "have-public-addresses" && !isNeverPublic(name)) return nowhere(resolver, name);
  const foreign = foreignZoneAround(resolver.network, name, resolver.vpc);
  return foreign === undefined ? nowhere(resolver, name) : notAssociated(resolver, foreign, name, left);
}

/** @returns nothing where no public zone of the given stacks holds the name */
function publicly(resolver: Resolver, name: string, left: number): ResolvedName | undefined {
  if (isNeverPublic(name)) return undefined;
  const { network, vpc } = resolver;
  const { items, doubts } = publicZoneAround(network, name);
  const [zone] = items;
  if (zone === undefined) return undefined;
  const answer = answerFrom(resolver, zone, name, left);
  return doubts.length === 0 ? answer : behind(doubtfulZones(vpc, name, doubts), answer, doubts);
}

/** What no zone of the given stacks holds. */
function nowhere({ network, vpc, otherNames }: Resolver, name: string): ResolvedName {
  if (isNeverPublic(name)) return notFound(vpc, `no zone that its VPC sees holds ${name}`);
  if (otherNames === "are-not-known" || publicZoneAround(network, name).doubts.length > 0)
    return publicName(vpc, name);
  return takenForPublic(vpc, name);
}

function answerFrom(resolver: Resolver, zone: HostedZone, name: string, left: number): ResolvedName {
  const { network, vpc } = resolver;
  const records = recordsFor(zone, name);
  const doubts = [
    ...records.doubts,
    ...unmodelledAt(network, zone.key),
    ...records.items.flatMap(({ answers }) => answers.doubts),
  ];
  const answers = records.items.flatMap((record) =>
    record.answers.items.map((answer) => ({ answer, at: record.at })),
  );
  const [alias, ...others] = answers.flatMap(({ answer }) => (answer.kind === "name" ? [answer.name] : []));
  // Followed each, they would multiply.
  const isOne = alias !== undefined && others.length === 0;
  const names = isOne ? [lookUp(resolver, alias, left - 1)] : [];
  const places = answers.flatMap(({ answer, at }) =>
    answer.kind === "name" ? [] : [destinationsOf(network, vpc, answer, at)],
  );
  const several = others.length === 0 ? [] : [severalAliases(name, zone)];
  const allDoubts = [...doubts, ...several, ...places.flatMap((each) => each.doubts)];
  const stage: Stage = {
    component: "hosted zone",
    at: zone.at,
    detail: `answers for ${name}`,
    consulted: records.items.map(({ at }) => at),
    passes: whether(allDoubts.length > 0 ? undefined : answers.length > 0),
    doubts: allDoubts,
    blocker: {
      code: "NAME_NOT_FOUND",
      sentence: `it holds ${name}, and has no record that leads to an IPv4 address`,
    },
  };
  return {
    stages: [stage, ...names.flatMap(({ stages }) => stages)],
    destinations: [
      ...places.flatMap(({ items }) => items),
      ...names.flatMap(({ destinations }) => destinations),
    ],
    elsewhere: [...allDoubts, ...names.flatMap(({ elsewhere }) => elsewhere)],
  };
}

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html#CNAMEFormat */
function severalAliases(name: string, { at }: HostedZone): Unknown {
  return new Unknown(name, "it is an alias of several names, and AWS takes one", at);
}

/** An endpoint's interfaces are what its service's name stands for; without DNS hostnames AWS refuses private DNS. */
function answerOfEndpoint(
  network: Network,
  vpc: Vpc,
  { endpoint, answersTo }: EndpointZone,
  name: string,
): ResolvedName {
  const { items, doubts } = answersName(answersTo, name)
    ? destinationsOf(network, vpc, { kind: "endpoint", endpoint: endpoint.key }, endpoint.at)
    : below(answersTo, name, endpoint.at);
  const stage: Stage = {
    component: "VPC endpoint, private DNS",
    at: endpoint.at,
    detail: `answers for ${name}`,
    consulted: [],
    passes: whether(doubts.length > 0 ? undefined : true),
    doubts,
  };
  return {
    stages: [hostnamesStage(vpc, NOTHING), stage],
    destinations: items,
    elsewhere: doubts,
  };
}

function answersName(answersTo: string, name: string): boolean {
  return answersTo.startsWith("*.") ? name.endsWith(answersTo.slice(1)) : name === answersTo;
}

function below(answersTo: string, name: string, at: EndpointZone["endpoint"]["at"]): Listing<Destination> {
  const why = `what the zone of the endpoint for ${answersTo} answers for other names is not documented`;
  return { items: [], doubts: [new Unknown(name, why, at)] };
}

/** Private zones answer where DNS hostnames are on; where they are off, public DNS is asked. */
function behindHostnames(vpc: Vpc, name: string, answer: ResolvedName): ResolvedName {
  if (isNeverPublic(name)) return behind(hostnamesStage(vpc, NOTHING), answer, []);
  const elsewhere = vpc.dnsHostnames === false ? [publicDnsMayKnow(name, vpc)] : doubtsOf(vpc.dnsHostnames);
  return behind(hostnamesStage(vpc, ANYTHING), answer, elsewhere);
}

/** What else is wrong shows beyond, as if the zone were the VPC's. */
function notAssociated(resolver: Resolver, zone: HostedZone, name: string, left: number): ResolvedName {
  const { vpc } = resolver;
  const stage: Stage = {
    component: "hosted zone, VPCs",
    at: zone.at,
    detail: `answers in ${addressOf(vpc.at)}`,
    consulted: [],
    passes: isNeverPublic(name) ? NOTHING : ANYTHING,
    doubts: [],
    blocker: {
      code: "HOSTED_ZONE_NOT_ASSOCIATED",
      sentence: `it holds ${name}, and is not associated with ${addressOf(vpc.at)}`,
      fix: { kind: "associate-zone", zone: zone.key, vpc: vpc.key },
    },
  };
  const answer = behindHostnames(vpc, name, answerFrom(resolver, zone, name, left));
  return behind(stage, answer, isNeverPublic(name) ? [] : [publicDnsMayKnow(name, vpc)]);
}
