import type { AzId } from "../../../modules/identity";
import {
  type AutoScalingGroup,
  isKnown,
  type Known,
  type Network,
  type NetworkInterface,
  type Target,
  type TargetGroup,
} from "../../network";
import { formatAddress } from "../../../modules/addressing";
import { Unknown } from "../../terraform";
import { interfaceAt, interfacesOfHost } from "../interface-lookup";
import { subnetOf } from "../subnet-lookup";

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
      found.push({ interface: own, port, zone: zoneOf(network, target, own), ...located.standing });
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
      return found(isKnown(vpc) ? interfaceAt(network, vpc, identity.address) : undefined, text, at);
    }
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

function found(own: NetworkInterface | undefined, what: string, at: Target["at"]): Located {
  const missing = new Unknown(what, "none of the given stacks makes a network interface for it", at);
  return own === undefined
    ? { interfaces: [], standing: ALWAYS, doubts: [missing] }
    : { interfaces: [own], standing: ALWAYS, doubts: [] };
}

function portOf({ port }: Target, group: TargetGroup): Known<number> {
  return isKnown(port) ? (port ?? group.port) : port;
}

/** Unless it says otherwise, a target counts in the zone of its subnet. */
function zoneOf(network: Network, { zone, at }: Target, own: NetworkInterface): Known<AzId | "all"> {
  if (!isKnown(zone)) return zone;
  return zone ?? subnetOf(network, own)?.zone ?? new Unknown("zone", "the target's subnet is not known", at);
}
