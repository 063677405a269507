import {
  type Deployment,
  isList,
  isObject,
  placeOf,
  Reference,
  type Resource,
  Unknown,
  type Value,
} from "../../terraform";
import { type ElementKey, elementKey, type InternetGateway } from "../model";
import { asText, typeOf } from "./attributes";
import { DHCP_OPTIONS_ASSOCIATION, isAboutNames, isHarmless, mayChange } from "./harmless-types";

type Effects = Map<ElementKey, Unknown[]>;

export interface Analysed {
  /** The resource types that are analysed. */
  readonly types: ReadonlySet<string>;
  readonly elements: ReadonlySet<ElementKey>;
  readonly internetGateways: ReadonlyMap<ElementKey, InternetGateway>;
}

/** What resources of types that are not analysed may do to things that they refer to. */
export function unmodelledOf(
  deployment: Deployment,
  analysed: Analysed,
): ReadonlyMap<ElementKey, readonly Unknown[]> {
  const effects: Effects = new Map();
  const isRelevant = remembered((type) => isOfAws(type) && !analysed.types.has(type) && !isHarmless(type));
  for (const resource of deployment.resources) {
    if (resource.mode !== "managed" || !isRelevant(resource.type) || keepsResolver(resource, deployment))
      continue;
    for (const reference of referencesOf(resource)) {
      const key = elementKey(reference.resource);
      if (analysed.elements.has(key) && mayChange(resource.type, typeOf(reference)))
        add(effects, key, effectOf(resource));
    }
  }
  blockedByAccounts(deployment, analysed, effects);
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

/** Every reference in a resource, to one resource once. */
function referencesOf(resource: Resource): readonly Reference[] {
  const found = new Map<string, Reference>();
  for (const name of resource.stated) {
    // Tags hold texts for people.
    if (name === "tags" || name === "tags_all") continue;
    const value = resource.attribute(name);
    if (value !== undefined) collect(value, found);
  }
  return [...found.values()];
}

function collect(value: Value, found: Map<string, Reference>): void {
  if (value instanceof Reference) found.set(value.resource, value);
  else if (isList(value))
    value.forEach((each) => {
      collect(each, found);
    });
  else if (isObject(value))
    Object.values(value).forEach((each) => {
      collect(each, found);
    });
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
 * Blocking public access stops internet gateways of the whole account and Region, and refers to none.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
 */
function blockedByAccounts(deployment: Deployment, { internetGateways }: Analysed, effects: Effects): void {
  for (const options of deployment.ofType("aws_vpc_block_public_access_options")) {
    if (asText(options.attribute("internet_gateway_block_mode"), options) === "off") continue;
    for (const { key, at } of internetGateways.values()) {
      const gateway = deployment.find(at);
      if (gateway !== undefined && mayShareAccount(options, gateway)) add(effects, key, effectOf(options));
    }
  }
}

function mayShareAccount(one: Resource, other: Resource): boolean {
  return (["account", "region"] as const).every(
    (half) => one[half] instanceof Unknown || other[half] instanceof Unknown || one[half] === other[half],
  );
}
