import { formatAddress, type Ipv4Address } from "../../../modules/addressing";
import type { AzId } from "../../../modules/identity";
import {
  type AutoScalingGroup,
  type ElementKey,
  isKnown,
  type Known,
  type Network,
  type NetworkInterface,
  type Target,
  type TargetGroup,
} from "../../network";
import { Unknown } from "../../terraform";
import { holderBeyond } from "../holders";
import { interfaceAt, interfacesOfHost } from "../interface-lookup";
import { siteOf } from "../sites";
import { subnetOf } from "../subnet-lookup";
import { tunnelsBetween } from "../vpn/tunnels";

/** A registered target, found in the network. */
export interface FoundTarget {
  readonly interface: NetworkInterface;
  /** Where it takes traffic. */
  readonly port: Known<number>;
  /** The zone that it counts in. */
  readonly zone: Known<AzId | "all">;
  /** The Auto Scaling group whose instances in one of its subnets it stands for; missing for a single target. */
  readonly group?: AutoScalingGroup;
  /** Why it is not certain that there is one: an Auto Scaling group may have no instance in this subnet. */
  readonly absences: readonly Unknown[];
}

interface FoundTargets {
  readonly found: readonly FoundTarget[];
  /** There may be other targets. */
  readonly doubts: readonly Unknown[];
}

export function findTargets(network: Network, group: TargetGroup): FoundTargets {
  const found: FoundTarget[] = [];
  const doubts: Unknown[] = [...group.targets.doubts];
  for (const target of group.targets.items) {
    const located = locate(network, target, group);
    doubts.push(...located.doubts);
    for (const own of located.interfaces) {
      const port = portOf(target, group);
      found.push({ interface: own, port, zone: zoneOf(network, group, target, own), ...located.standing });
    }
  }
  return { found, doubts };
}

interface Located {
  readonly interfaces: readonly NetworkInterface[];
  readonly standing: Pick<FoundTarget, "group" | "absences">;
  readonly doubts: readonly Unknown[];
}

const ALWAYS: Located["standing"] = { absences: [] };

function locate(network: Network, { target: identity, at }: Target, { vpc }: TargetGroup): Located {
  switch (identity.kind) {
    case "unknown":
      return { interfaces: [], standing: ALWAYS, doubts: [identity.why] };
    case "interface":
      return found(network.interfaces.get(identity.interface), identity.interface, at);
    case "address": {
      const text = formatAddress(identity.address);
      return found(isKnown(vpc) ? heldFor(network, vpc, identity.address) : undefined, text, at);
    }
    case "load-balancer":
      return nodesOf(network, identity.loadBalancer, at);
    case "host": {
      const host = network.hosts.get(identity.host);
      if (host === undefined) return found(undefined, identity.host, at);
      const { interfaces, doubts } = interfacesOfHost(network, host);
      // An instance is reached at its primary interface; a group's instances may stand in any of its subnets.
      if (host.kind === "instance") return { interfaces: interfaces.slice(0, 1), standing: ALWAYS, doubts };
      const absences = isKnown(host.everywhere) ? [] : [host.everywhere];
      return { interfaces, standing: { group: host, absences }, doubts };
    }
  }
}

/**
 * An Application Load Balancer takes packets in each zone where it has a subnet.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
 */
function nodesOf(network: Network, key: ElementKey, at: Target["at"]): Located {
  const loadBalancer = network.loadBalancers.get(key);
  if (loadBalancer === undefined) return found(undefined, key, at);
  const { items, doubts } = loadBalancer.interfaces;
  const interfaces = items.flatMap((each) => network.interfaces.get(each) ?? []);
  return { interfaces, standing: ALWAYS, doubts };
}

/** A load balancer's address targets are in its VPC, or in what peering or a VPN joins to it. */
function heldFor(network: Network, key: ElementKey, address: Ipv4Address): NetworkInterface | undefined {
  const vpc = network.vpcs.get(key);
  return interfaceAt(network, key, address) ?? (vpc && holderBeyond(network, vpc, address));
}

function found(own: NetworkInterface | undefined, what: string, at: Target["at"]): Located {
  const missing = new Unknown(what, "none of the given stacks makes a network interface for it", at);
  return own === undefined
    ? { interfaces: [], standing: ALWAYS, doubts: [missing] }
    : { interfaces: [own], standing: ALWAYS, doubts: [] };
}

function isBehindVpn(network: Network, key: ElementKey, own: NetworkInterface): boolean {
  const [here, there] = [network.vpcs.get(key), siteOf(network, own)];
  return here !== undefined && there !== undefined && tunnelsBetween(network, here, there).items.length > 0;
}

function portOf({ port }: Target, group: TargetGroup): Known<number> {
  return isKnown(port) ? (port ?? group.port) : port;
}

/**
 * Unless it says otherwise, a target counts in the zone of its subnet. One that a VPN leads to has no zone of the VPC's.
 * An Application Load Balancer takes any zone that is stated for all of them, unless it is told not to cross zones.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html
 */
function zoneOf(
  network: Network,
  { vpc, protocol, crossZone }: TargetGroup,
  { zone, at }: Target,
  own: NetworkInterface,
): Known<AzId | "all"> {
  if (!isKnown(zone) || zone === "all") return zone;
  if (zone !== undefined && (protocol === "HTTP" || protocol === "HTTPS") && crossZone !== false)
    return isKnown(crossZone) ? "all" : crossZone;
  if (isKnown(vpc) && isBehindVpn(network, vpc, own))
    return new Unknown("availability_zone", "AWS wants `all` for an address outside the VPC", at);
  return zone ?? subnetOf(network, own)?.zone ?? new Unknown("zone", "the target's subnet is not known", at);
}
