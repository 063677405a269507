import {
  type Deployment,
  isList,
  isObject,
  placeOf,
  Reference,
  type Resource,
  type ResourceKey,
  Unknown,
  type Value,
} from "../../terraform";
import { isKnown, sameKnown } from "../known";
import { type ElementKey, elementKey, type Subnet, type Vpc } from "../model";
import { isLookedUp, knownBoolean, typeOf } from "./attributes";
import {
  DHCP_OPTIONS_ASSOCIATION,
  isAboutNames,
  isHarmless,
  mayChange,
  SERVICE_NETWORK_VPC_ASSOCIATION,
  VPC_ARGUMENTS,
} from "./harmless-types";

type Effects = Map<ElementKey, Unknown[]>;

export interface Analysed {
  /** The resource types that are analysed. */
  readonly types: ReadonlySet<string>;
  readonly elements: ReadonlySet<ElementKey>;
  /** What else may be wrong with things. */
  readonly doubts: ReadonlyMap<ElementKey, readonly Unknown[]>;
  readonly vpcs: ReadonlyMap<ElementKey, Vpc>;
  readonly subnets: ReadonlyMap<ElementKey, Subnet>;
}

/** What resources of types that are not analysed may do to things that they refer to. */
export function unmodelledOf(
  deployment: Deployment,
  analysed: Analysed,
): ReadonlyMap<ElementKey, readonly Unknown[]> {
  const effects: Effects = new Map([...analysed.doubts].map(([key, doubts]) => [key, [...doubts]]));
  const onPackets: Effects = new Map();
  const isRelevant = remembered((type) => isOfAws(type) && !analysed.types.has(type) && !isHarmless(type));
  for (const resource of deployment.resources) {
    if (resource.mode !== "managed" || !isRelevant(resource.type)) continue;
    if (keepsResolver(resource, deployment) || hasNoNames(resource)) continue;
    const effect = effectOf(resource);
    const referred = referencesOf(resource);
    for (const each of referred) {
      const key = elementKey(each);
      if (!analysed.elements.has(key) || !mayChange(resource.type, typeOf({ resource: each }))) continue;
      add(effects, key, effect);
      if (analysed.vpcs.has(key) && !isAboutNames(resource.type)) add(onPackets, key, effect);
    }
    if (isAboutUnknownVpc(resource, referred, analysed))
      forVpcsBeside(resource, deployment, analysed, (key) => {
        add(effects, key, effect);
      });
  }
  passOnToSubnets(onPackets, analysed, effects);
  return effects;
}

function isOfAws(type: string): boolean {
  return type.startsWith("aws_") || type.startsWith("awscc_");
}

function remembered(judge: (type: string) => boolean): (type: string) => boolean {
  const judged = new Map<string, boolean>();
  return (type) => {
    const known = judged.get(type) ?? judge(type);
    judged.set(type, known);
    return known;
  };
}

function effectOf({ key, type }: Resource): Unknown {
  const { address } = placeOf(key);
  return new Unknown(
    address,
    isAboutNames(type)
      ? `${address} may change which names resolve there and to what, and ${type} is not analysed`
      : `${address} refers to it, and ${type} is not analysed`,
    key,
  );
}

function add(effects: Effects, key: ElementKey, effect: Unknown): void {
  const others = effects.get(key);
  if (others === undefined) effects.set(key, [effect]);
  else others.push(effect);
}

/**
 * What a resource refers to: as its expressions name it, for names that are stated are texts, and what functions and
 * repetitions make is not known; and as its values lead to it, which may be in another stack.
 */
function referencesOf(resource: Resource): ReadonlySet<ResourceKey> {
  const found = new Set(resource.mentions);
  for (const name of resource.stated) {
    // Tags hold texts for people.
    if (name === "tags" || name === "tags_all") continue;
    const value = resource.attribute(name);
    if (value !== undefined) collect(value, found);
  }
  return found;
}

function collect(value: Value, found: Set<ResourceKey>): void {
  if (value instanceof Reference) found.add(value.resource);
  else if (isList(value))
    value.forEach((each) => {
      collect(each, found);
    });
  else if (isObject(value))
    Object.values(value).forEach((each) => {
      collect(each, found);
    });
}

/** Whether it changes the names of a VPC of which nobody can tell yet which one it is. */
function isAboutUnknownVpc(
  resource: Resource,
  referred: ReadonlySet<ResourceKey>,
  { vpcs }: Analysed,
): boolean {
  if (!isAboutNames(resource.type)) return false;
  return VPC_ARGUMENTS.some((name) => {
    const value = resource.attribute(name);
    if (value instanceof Unknown) return ![...referred].some((each) => vpcs.has(elementKey(each)));
    return value instanceof Reference && isLookedUp(value);
  });
}

function forVpcsBeside(
  resource: Resource,
  deployment: Deployment,
  { vpcs }: Analysed,
  take: (key: ElementKey) => void,
): void {
  for (const { key, at } of vpcs.values()) {
    const vpc = deployment.find(at);
    if (vpc !== undefined && mayShareAccount(resource, vpc)) take(key);
  }
}

/** What may change how a VPC carries packets may do so in each of its subnets. */
function passOnToSubnets(onPackets: Effects, { subnets }: Analysed, effects: Effects): void {
  if (onPackets.size === 0) return;
  for (const { key, vpc } of subnets.values()) {
    const ofVpc = isKnown(vpc) ? onPackets.get(vpc) : undefined;
    if (ofVpc === undefined) continue;
    const own = effects.get(key);
    // Many subnets share the effects of one VPC.
    effects.set(key, own === undefined ? ofVpc : [...new Set([...own, ...ofVpc])]);
  }
}

/**
 * DHCP options that name Amazon's resolver, as those that every VPC starts with do, change nothing.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html
 */
function keepsResolver(resource: Resource, deployment: Deployment): boolean {
  if (resource.type !== DHCP_OPTIONS_ASSOCIATION) return false;
  const id = resource.attribute("dhcp_options_id");
  const options = id instanceof Reference ? deployment.find(id.resource) : undefined;
  const servers = options?.attribute("domain_name_servers");
  return (
    servers !== undefined && isList(servers) && servers.length === 1 && servers[0] === "AmazonProvidedDNS"
  );
}

/**
 * Without private DNS, a VPC's association with a service network leaves its names alone.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/APIReference/API_CreateServiceNetworkVpcAssociation.html (privateDnsEnabled)
 */
function hasNoNames(resource: Resource): boolean {
  return (
    resource.type === SERVICE_NETWORK_VPC_ASSOCIATION &&
    knownBoolean(resource, "private_dns_enabled", false) === false
  );
}

function mayShareAccount(one: Resource, other: Resource): boolean {
  return sameKnown(one.account, other.account) !== false && sameKnown(one.region, other.region) !== false;
}
