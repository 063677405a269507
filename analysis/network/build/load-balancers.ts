import { type Resource, Unknown, type Value } from "../../terraform";
import type { Known, Listing } from "../known";
import {
  type ElementKey,
  elementKey,
  type Listener,
  type LoadBalancer,
  type NetworkInterface,
} from "../model";
import { type Associations, ofTypes } from "./associations";
import {
  asNumber,
  asText,
  type Block,
  blocksOf,
  elementsOf,
  joinListings,
  knownBoolean,
  type KnownValue,
  mapListing,
} from "./attributes";
import { subnetOf } from "./identities";
import { statedAddresses } from "./interfaces";
import { addressesIn, type Layout, securityGroupsIn, statedOrDefaultGroups, vpcOfSubnet } from "./layout";
import { doubtful, inOrder, isEmpty, NOTHING } from "./listings";
import { attributesOf, fieldsOf } from "./readers";
import { LOAD_BALANCER_TYPES } from "./resource-types";

export interface LoadBalancers {
  readonly loadBalancers: readonly LoadBalancer[];
  readonly interfaces: readonly NetworkInterface[];
}

type LoadBalancerType = "network" | "application" | "gateway";

export function loadBalancersOf(layout: Layout, listeners: Associations<Listener>): LoadBalancers {
  const loadBalancers: LoadBalancer[] = [];
  const interfaces: NetworkInterface[] = [];
  for (const resource of ofTypes(layout.deployment, LOAD_BALANCER_TYPES)) {
    const type = typeOf(resource);
    const internal = knownBoolean(resource, "internal", false);
    const places = placesOf(resource);
    const own = places.items.map((place) => interfaceIn(place, resource, type, internal, layout));
    interfaces.push(...own);
    const hasSecurityGroups = hasGroups(resource, type);
    loadBalancers.push({
      key: elementKey(resource.key),
      at: resource.key,
      type,
      internal,
      crossZone: crossZoneOf(resource, type),
      interfaces: { items: own.map(({ key }) => key), doubts: places.doubts },
      hasSecurityGroups,
      enforcesOnPrivateLink: enforcement(resource, hasSecurityGroups),
      listeners: listeners.of(resource),
    });
  }
  return { loadBalancers, interfaces };
}

function typeOf(resource: Resource): Known<LoadBalancerType> {
  const type = asText(attributesOf(resource)("load_balancer_type"), resource) ?? "application";
  if (type instanceof Unknown) return type;
  return isType(type) ? type : new Unknown(type, "this is not a type of load balancer", resource.key);
}

function isType(text: string): text is LoadBalancerType {
  return ["network", "application", "gateway"].includes(text);
}

/** A subnet, and the block that says more of it. */
interface Place {
  readonly subnet: ElementKey;
  readonly mapping: Block;
}

function placesOf(resource: Resource): Listing<Place> {
  return inOrder(statedPlaces(resource), ({ subnet }) => subnet);
}

function statedPlaces(resource: Resource): Listing<Place> {
  const mappings = blocksOf(resource.attribute("subnet_mapping"), resource);
  const mapped = mapListing(mappings, (mapping) => place(subnetOf(mapping["subnet_id"], resource), mapping));
  // A state has both, saying the same.
  if (!isEmpty(mapped)) return mapped;
  return mapListing(elementsOf(resource.attribute("subnets"), resource), (each) =>
    place(subnetOf(each, resource), {}),
  );
}

function place(subnet: Known<ElementKey>, mapping: Block): Known<Place> {
  return subnet instanceof Unknown ? subnet : { subnet, mapping };
}

function interfaceIn(
  { subnet, mapping }: Place,
  resource: Resource,
  type: Known<LoadBalancerType>,
  internal: Known<boolean>,
  layout: Layout,
): NetworkInterface {
  const address = fieldsOf(mapping)("private_ipv4_address");
  return {
    key: elementKey(resource.key, subnet),
    at: resource.key,
    owner: { kind: "load-balancer", loadBalancer: elementKey(resource.key) },
    subnet,
    securityGroups: groupsOf(resource, type, subnet, layout),
    addresses: hasSecondaryAddresses(resource)
      ? addressesIn(subnet, layout)
      : statedAddresses(
          address === undefined ? NOTHING : pinned(address, internal, resource),
          resource,
          subnet,
          layout,
        ),
    hasPublicAddress: internal instanceof Unknown ? internal : !internal,
    sourceDestinationCheck: true,
  };
}

/** @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SubnetMapping.html (PrivateIPv4Address) */
function pinned(address: Value, internal: Known<boolean>, resource: Resource): Listing<KnownValue> {
  if (internal instanceof Unknown) return doubtful([internal]);
  return internal
    ? elementsOf([address], resource)
    : doubtful([
        new Unknown(
          "private_ipv4_address",
          "AWS takes private addresses of internal load balancers only",
          resource.key,
        ),
      ]);
}

/**
 * Addresses that AWS picks beside the first, from which connections to targets and health checks may come, too.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-load-balancer-attributes.html
 */
function hasSecondaryAddresses(resource: Resource): boolean {
  const stated = asNumber(attributesOf(resource)("secondary_ips_auto_assigned_per_subnet"), resource);
  return stated !== undefined && stated !== 0;
}

/**
 * Without any stated, an Application Load Balancer gets the VPC's default group; others get none.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-update-security-groups.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
function groupsOf(
  resource: Resource,
  type: Known<LoadBalancerType>,
  subnet: ElementKey,
  layout: Layout,
): Listing<ElementKey> {
  const stated = securityGroupsIn(resource.attribute("security_groups"), resource, layout.deployment);
  if (type instanceof Unknown) return joinListings([stated, doubtful([type])]);
  return type === "application" ? statedOrDefaultGroups(stated, vpcOfSubnet(subnet, layout), layout) : stated;
}

function hasGroups(resource: Resource, type: Known<LoadBalancerType>): Known<boolean> {
  if (type === "application") return true;
  const { items, doubts } = elementsOf(resource.attribute("security_groups"), resource);
  if (items.length > 0) return true;
  return doubts[0] ?? (type instanceof Unknown ? type : false);
}

/**
 * On for a Network Load Balancer that has groups, unless it is turned off.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
 */
function enforcement(resource: Resource, hasSecurityGroups: Known<boolean>): Known<boolean> {
  if (hasSecurityGroups === false) return false;
  const stated = asText(
    attributesOf(resource)("enforce_security_group_inbound_rules_on_private_link_traffic"),
    resource,
  );
  if (stated === undefined || stated === "on") return hasSecurityGroups;
  if (stated instanceof Unknown) return stated;
  return stated === "off" ? false : new Unknown(stated, "this is neither on nor off", resource.key);
}

/**
 * Always on for Application Load Balancers, off by default for the others.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html#cross-zone-load-balancing
 */
function crossZoneOf(resource: Resource, type: Known<LoadBalancerType>): Known<boolean> {
  if (type === "application") return true;
  const stated = knownBoolean(resource, "enable_cross_zone_load_balancing", false);
  return type instanceof Unknown && stated !== true ? type : stated;
}
