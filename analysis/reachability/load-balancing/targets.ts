import type { AzId } from "../../../modules/identity";
import {
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
import { subnetOf } from "../legs/leg";

/** A registered target, found in the network. */
export interface FoundTarget {
  readonly interface: NetworkInterface;
  /** Where it takes traffic. */
  readonly port: Known<number>;
  /** The zone that it counts in. */
  readonly zone: Known<AzId | "all">;
  /** Whether there is always one: an Auto Scaling group may have none in this zone. */
  readonly doubts: readonly Unknown[];
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
    for (const { own, doubts: ofOwn } of located.interfaces) {
      found.push({
        interface: own,
        port: portOf(target, group),
        zone: zoneOf(network, target, own),
        doubts: ofOwn,
      });
    }
  }
  return { found, doubts };
}

interface Located {
  readonly interfaces: readonly { readonly own: NetworkInterface; readonly doubts: readonly Unknown[] }[];
  readonly doubts: readonly Unknown[];
}

function locate(network: Network, { target: identity, at }: Target, { vpc }: TargetGroup): Located {
  switch (identity.kind) {
    case "unknown":
      return { interfaces: [], doubts: [identity.why] };
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
      if (host.kind === "instance")
        return { interfaces: interfaces.slice(0, 1).map((own) => ({ own, doubts: [] })), doubts };
      const { minimumSize } = host;
      const isEverywhere = isKnown(minimumSize) && minimumSize >= interfaces.length;
      const scarce = new Unknown(
        `min_size = ${isKnown(minimumSize) ? minimumSize : minimumSize.expression}`,
        `its instances need not stand in each of its ${interfaces.length} subnets`,
        host.at,
      );
      return { interfaces: interfaces.map((own) => ({ own, doubts: isEverywhere ? [] : [scarce] })), doubts };
    }
  }
}

function found(own: NetworkInterface | undefined, what: string, at: Target["at"]): Located {
  return own === undefined
    ? {
        interfaces: [],
        doubts: [new Unknown(what, "none of the given stacks makes a network interface for it", at)],
      }
    : { interfaces: [{ own, doubts: [] }], doubts: [] };
}

function portOf({ port }: Target, group: TargetGroup): Known<number> {
  return isKnown(port) ? (port ?? group.port) : port;
}

/** Unless it says otherwise, a target counts in the zone of its subnet. */
function zoneOf(network: Network, { zone, at }: Target, own: NetworkInterface): Known<AzId | "all"> {
  if (!isKnown(zone)) return zone;
  return zone ?? subnetOf(network, own)?.zone ?? new Unknown("zone", "the target's subnet is not known", at);
}
