import { type HostedZone, isKnown, type Listing, type Network, type Vpc } from "../../network";
import { Unknown } from "../../terraform";
import { ANYTHING, type Bounds, NOTHING, whether } from "../bounds";
import { addressOf } from "../format";
import type { Stage } from "../path/stage";
import { unmodelledAt } from "../unmodelled";
import { destinationsOf } from "./destinations";
import { endpointsNamed } from "./private-dns";
import type { Destination, ResolvedName, Resolution } from "./resolution";
import { recordsFor, zonesAround } from "./zone-lookup";

/** Aliases of aliases are followed this far; Route 53 itself gives up sooner. */
const LONGEST_CHAIN = 8;

/** What a name leads to for hosts of a VPC that ask the Amazon resolver, as they do unless told otherwise. */
export function resolveName(network: Network, vpc: Vpc, name: string): ResolvedName {
  const { stages, destinations } = lookUp(network, vpc, name.toLowerCase().replace(/\.$/, ""), LONGEST_CHAIN);
  const undecided = stages.filter(({ passes }) => passes.certain.isEmpty && !passes.possible.isEmpty);
  return {
    stages: [...resolverStages(network, vpc), ...stages],
    destinations,
    elsewhere: undecided.flatMap(({ at, doubts }) =>
      doubts.length > 0 ? doubts : [new Unknown(name, "public DNS is not asked, and may know it", at)],
    ),
  };
}

/** @see https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support */
function resolverStages(network: Network, { key, at, dnsSupport }: Vpc): Stage[] {
  const doubts = [...unmodelledAt(network, key), ...(isKnown(dnsSupport) ? [] : [dnsSupport])];
  return [
    {
      component: "Amazon resolver",
      at,
      detail: "answers the VPC's hosts",
      consulted: [],
      passes:
        unmodelledAt(network, key).length > 0
          ? ANYTHING
          : whether(isKnown(dnsSupport) ? dnsSupport : undefined),
      doubts,
      blocker: {
        code: "VPC_DNS_SUPPORT_OFF",
        sentence: "its DNS support is off, so no name is resolved",
        fix: { kind: "enable-dns", vpc: key, what: "support" },
      },
    },
  ];
}

/**
 * Of the private zones that a VPC is associated with, the most specific that holds the name answers, and if it has no
 * record nobody else is asked.
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
 */
function lookUp(network: Network, vpc: Vpc, name: string, left: number): Resolution {
  if (left === 0) return notFound(vpc, `the aliases of ${name} lead too far`);
  const { associated, foreign, doubts, ...others } = zonesAround(network, name, vpc);
  const unsettled = doubts.length === 0 ? [] : [doubtfulZones(vpc, name, doubts)];
  if (associated !== undefined) {
    const { stages, destinations } = answerFrom(network, vpc, associated, name, left);
    // Without it public DNS is asked, which may know the name, where names like it can be public.
    const without = isNeverPublic(name) ? NOTHING : ANYTHING;
    return { stages: [...unsettled, hostnamesStage(vpc, without), ...stages], destinations };
  }
  const endpoints = endpointsNamed(network, vpc, name);
  if (endpoints.interfaces.length > 0)
    return {
      // Without it AWS refuses private DNS.
      stages: [...unsettled, hostnamesStage(vpc, NOTHING), ...endpoints.stages],
      destinations: endpoints.interfaces.map((each) => ({ kind: "interface", interface: each })),
    };
  if (endpoints.stages.length > 0) return { stages: [...unsettled, ...endpoints.stages], destinations: [] };
  if (unsettled.length > 0) return { stages: unsettled, destinations: [] };
  if (others.public !== undefined && !isNeverPublic(name)) {
    const { stages, destinations } = answerFrom(network, vpc, others.public, name, left);
    const { publicDoubts } = others;
    const beside = publicDoubts.length === 0 ? [] : [doubtfulZones(vpc, name, publicDoubts)];
    return { stages: [...beside, ...stages], destinations };
  }
  if (foreign !== undefined) return notAssociated(network, vpc, foreign, name, left);
  return isNeverPublic(name)
    ? notFound(vpc, `no zone that its VPC sees holds ${name}`)
    : publicName(vpc, name);
}

function answerFrom(network: Network, vpc: Vpc, zone: HostedZone, name: string, left: number): Resolution {
  const { records, doubts: ofRecords } = recordsFor(zone, name);
  const doubts = [
    ...ofRecords,
    ...unmodelledAt(network, zone.key),
    ...records.flatMap(({ answers }) => answers.doubts),
  ];
  const answers = records.flatMap((record) =>
    record.answers.items.map((answer) => ({ answer, at: record.at })),
  );
  const found = answers.map(({ answer, at }) =>
    answer.kind === "name"
      ? { ...lookUp(network, vpc, answer.name, left - 1), doubts: [] }
      : leadingTo(destinationsOf(network, vpc, answer, at)),
  );
  const allDoubts = [...doubts, ...found.flatMap((each) => each.doubts)];
  const stage: Stage = {
    component: "hosted zone",
    at: zone.at,
    detail: `answers for ${name}`,
    consulted: records.map(({ at }) => at),
    passes: whether(allDoubts.length > 0 ? undefined : answers.length > 0),
    doubts: allDoubts,
    blocker: {
      code: "NAME_NOT_FOUND",
      sentence: `it holds ${name}, and has no record that leads to an IPv4 address`,
    },
  };
  return {
    stages: [stage, ...found.flatMap(({ stages }) => stages)],
    destinations: found.flatMap(({ destinations }) => destinations),
  };
}

function leadingTo({
  items,
  doubts,
}: Listing<Destination>): Resolution & { readonly doubts: readonly Unknown[] } {
  return { stages: [], destinations: items, doubts };
}

function doubtfulZones(vpc: Vpc, name: string, doubts: readonly Unknown[]): Stage {
  const detail = `the zones that hold ${name}`;
  return { component: "hosted zones", at: vpc.at, detail, consulted: [], passes: ANYTHING, doubts };
}

/** @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html */
function hostnamesStage({ key, at, dnsHostnames }: Vpc, without: Bounds): Stage {
  return {
    component: "VPC, DNS hostnames",
    at,
    detail: "lets private zones answer",
    consulted: [],
    passes: dnsHostnames === false ? without : whether(isKnown(dnsHostnames) ? dnsHostnames : undefined),
    doubts: isKnown(dnsHostnames) ? [] : [dnsHostnames],
    blocker: {
      code: "VPC_DNS_HOSTNAMES_OFF",
      sentence: "its DNS hostnames are off, so private zones do not answer in it",
      fix: { kind: "enable-dns", vpc: key, what: "hostnames" },
    },
  };
}

/** What else is wrong shows beyond, as if the zone were there. */
function notAssociated(network: Network, vpc: Vpc, zone: HostedZone, name: string, left: number): Resolution {
  const { stages, destinations } = answerFrom(network, vpc, zone, name, left);
  const stage: Stage = {
    component: "hosted zone, VPCs",
    at: zone.at,
    detail: `answers in ${addressOf(vpc.at)}`,
    consulted: [],
    // Public DNS may know the name, where names like it can be public.
    passes: isNeverPublic(name) ? NOTHING : ANYTHING,
    doubts: [],
    blocker: {
      code: "HOSTED_ZONE_NOT_ASSOCIATED",
      sentence: `it holds ${name}, and is not associated with ${addressOf(vpc.at)}`,
      fix: { kind: "associate-zone", zone: zone.key, vpc: vpc.key },
    },
  };
  return { stages: [stage, ...stages], destinations };
}

function notFound({ at }: Vpc, sentence: string): Resolution {
  const stage: Stage = {
    component: "Amazon resolver",
    at,
    detail: "finds the name",
    consulted: [],
    passes: NOTHING,
    doubts: [],
    blocker: { code: "NAME_NOT_FOUND", sentence },
  };
  return { stages: [stage], destinations: [] };
}

function publicName({ at }: Vpc, name: string): Resolution {
  const doubts = [
    new Unknown(name, "none of the given stacks has a zone for it, and public DNS is not asked", at),
  ];
  const detail = "finds the name";
  return {
    stages: [{ component: "public DNS", at, detail, consulted: [], passes: ANYTHING, doubts }],
    destinations: [],
  };
}

/**
 * Names that public DNS never holds.
 * @see https://www.iana.org/assignments/special-use-domain-names
 * @see https://www.icann.org/en/board-activities-and-meetings/materials/approved-resolutions-special-meeting-of-the-icann-board-29-07-2024-en (.internal)
 */
function isNeverPublic(name: string): boolean {
  return /(^|\.)(internal|local|localhost|test|invalid|example|home\.arpa)$/.test(name);
}
