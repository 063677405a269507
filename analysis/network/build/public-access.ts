import { type Deployment, type Resource, Unknown } from "../../terraform";
import { isKnown, type Known, sameKnown } from "../known";
import type { ElementKey, PublicAccessBlock, Subnet } from "../model";
import { asText, malformed } from "./attributes";
import { Belongings } from "./belongings";
import { subnetOf, vpcOf } from "./identities";
import { attributesOf } from "./readers";

type Mode = "block-bidirectional" | "block-ingress" | "off";
type Exclusion = "allow-bidirectional" | "allow-egress";
type Exclusions = Belongings<Known<Exclusion>>;

/**
 * The subnets, with what their accounts block, or may, of public access in their Regions.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
 */
export function withPublicAccess(
  deployment: Deployment,
  subnets: ReadonlyMap<ElementKey, Subnet>,
): ReadonlyMap<ElementKey, Subnet> {
  const blocking = deployment.ofType("aws_vpc_block_public_access_options").flatMap((options): Blocking[] => {
    const mode = modeOf(options);
    return mode === "off" ? [] : [{ options, mode }];
  });
  const exclusions = exclusionsIn(deployment);
  if (blocking.length === 0) return subnets;
  return new Map(
    [...subnets].map(([key, subnet]) => {
      const resource = deployment.find(subnet.at);
      const publicAccess = resource && blockOf(subnet, resource, blocking, exclusions);
      return [key, publicAccess === undefined ? subnet : { ...subnet, publicAccess }];
    }),
  );
}

interface Blocking {
  readonly options: Resource;
  readonly mode: Known<Exclude<Mode, "off">>;
}

function blockOf(
  subnet: Subnet,
  resource: Resource,
  blocking: readonly Blocking[],
  exclusions: Exclusions,
): PublicAccessBlock | undefined {
  const [only, ...others] = blocking.filter(({ options }) => mayConcern(options, resource));
  if (only === undefined) return undefined;
  const { options, mode } = only;
  const doubt =
    others.length > 0
      ? new Unknown("internet_gateway_block_mode", "several resources state it", options.key)
      : whereUnknown(options, resource);
  return { at: options.key, mode: doubt ?? mode, exclusion: exclusionOf(subnet, resource, exclusions) };
}

function modeOf(options: Resource): Known<Mode> {
  const mode = asText(attributesOf(options)("internet_gateway_block_mode"), options);
  if (mode instanceof Unknown) return mode;
  return mode === "off" || mode === "block-bidirectional" || mode === "block-ingress"
    ? mode
    : malformed(mode ?? null, "off, block-bidirectional or block-ingress", options);
}

/** It concerns the VPCs of its account and Region. */
function mayConcern(options: Resource, subnet: Resource): boolean {
  return (
    sameKnown(options.account, subnet.account) !== false && sameKnown(options.region, subnet.region) !== false
  );
}

function whereUnknown(options: Resource, subnet: Resource): Unknown | undefined {
  for (const half of ["account", "region"] as const) {
    if (sameKnown<string>(options[half], subnet[half]) === true) continue;
    const why = isKnown(options[half]) ? subnet[half] : options[half];
    if (!isKnown(why)) return why;
  }
  return undefined;
}

function exclusionsIn(deployment: Deployment): Exclusions {
  return new Belongings(
    deployment.ofType("aws_vpc_block_public_access_exclusion").map((resource) => {
      const read = attributesOf(resource);
      const subnet = read("subnet_id");
      return {
        owner: subnet === undefined ? vpcOf(read("vpc_id"), resource) : subnetOf(subnet, resource),
        resource,
        what: exclusionModeOf(resource),
      };
    }),
  );
}

function exclusionModeOf(resource: Resource): Known<Exclusion> {
  const mode = asText(attributesOf(resource)("internet_gateway_exclusion_mode"), resource);
  if (mode instanceof Unknown) return mode;
  return mode === "allow-bidirectional" || mode === "allow-egress"
    ? mode
    : malformed(mode ?? null, "allow-bidirectional or allow-egress", resource);
}

function exclusionOf(
  { key, vpc }: Subnet,
  resource: Resource,
  exclusions: Exclusions,
): PublicAccessBlock["exclusion"] {
  const [doubt] = exclusions.doubtsAbout(resource);
  if (doubt !== undefined) return doubt;
  if (!isKnown(vpc)) return vpc;
  const [mode, ...others] = new Set([...exclusions.of(key), ...exclusions.of(vpc)]);
  return others.length === 0
    ? mode
    : new Unknown("internet_gateway_exclusion_mode", "several exclusions state it", resource.key);
}
