import { IntervalSet } from "../../../modules/addressing";
import { type ElementKey, elementKey, isKnown, type Network } from "../../network";
import { placeOf } from "../../terraform";
import { derivedOnce } from "../derived-once";
import type { Interfaces, Internet } from "../ends";
import type { Analysed } from "../analysed";
import { siteOf } from "../sites";
import { doorsThatMayBeReached } from "./candidates";
import { DeclaredWays } from "./declared";
import { type Door, doorsIn } from "./doors";
import { grouped, type ReachGroup } from "./groups";
import { hostsIn, INTERNET, type Party, partyAt } from "./parties";
import { type Reach, Survey } from "./survey";

/**
 * What VPN devices are asked by the connections that Terraform makes: IKE, and ESP in UDP.
 * @see https://docs.aws.amazon.com/vpn/latest/s2svpn/your-cgw.html
 */
const TUNNEL_PORTS = IntervalSet.of(500, 500).union(IntervalSet.of(4500, 4500));

const EVERYTHING = { protocols: ["tcp", "udp"] } as const;

/**
 * The ways between hosts of different VPCs or networks outside AWS, and from the internet to a host, that no flow
 * declares `reachable`: certain and possible ones. A flow declares the ways that it takes, whatever it calls their end:
 * from the one who asks to what it asks, and on from each host that passes it on; and where its end is a host, every way
 * to that one on its port.
 * @param topology whose hosts count, as one end at least @default all
 */
export function undeclaredWays(analysed: Analysed, topology?: string): ReachGroup[] {
  const { network } = analysed;
  const declared = new DeclaredWays(analysed);
  const survey = new Survey(network, EVERYTHING);
  const isMeant = meantBy(analysed, topology);
  const found = [INTERNET, ...hostsIn(network).filter((host) => !isVpnDevice(network, host.at))].flatMap(
    (from) =>
      doorsFrom(network, from).flatMap((door) =>
        survey
          .through(from, door)
          .filter((reach) => isElsewhere(network, from, reach))
          .filter(({ to }) => isMeant(partyAt(from)) || (to.kind === "party" && isMeant(to.party)))
          .flatMap((reach) => declared.without(reach, door))
          .flatMap((reach) => withoutTunnels(network, reach)),
      ),
  );
  return grouped(found);
}

function doorsFrom(network: Network, from: Interfaces | Internet): readonly Door[] {
  if (from.kind === "interfaces") return doorsLeadingElsewhere(network, from);
  // What comes into networks outside AWS from the internet is nothing that stacks or topologies say.
  return doorsIn(network).filter(({ end }) =>
    end.interfaces.some(
      ({ owner, hasPublicAddress }) => owner.kind !== "on-premises" && hasPublicAddress !== false,
    ),
  );
}

/** A VPN device stands for the equipment of a network outside AWS: what it sends is what the network's hosts send. */
function isVpnDevice(network: Network, at: Party): boolean {
  const host = at === "internet" ? undefined : network.hosts.get(elementKey(at));
  return host !== undefined && isKnown(host.software) && host.software.kind === "vpn-device";
}

function withoutTunnels(network: Network, reach: Reach): Reach[] {
  const { from, to, protocol } = reach;
  const isOfTunnels =
    from === "internet" && protocol === "udp" && to.kind === "party" && isVpnDevice(network, to.party);
  if (!isOfTunnels) return [reach];
  const ports = reach.ports.subtract(TUNNEL_PORTS);
  return ports.isEmpty ? [] : [{ ...reach, ports }];
}

/** Leaves out most, which lead to hosts of the own VPC. */
function doorsLeadingElsewhere(network: Network, from: Interfaces): readonly Door[] {
  const doors = doorsThatMayBeReached(network, from);
  const known = doorsBySites(network)(doors);
  const sites = [...(sitesByHost(network).get(from.at) ?? [undefined])].join(" ");
  const found = known.get(sites) ?? doors.filter((door) => mayLeadElsewhere(network, from, door));
  known.set(sites, found);
  return found;
}

/** Of all hosts of a VPC the same lead elsewhere: thousands are not to be tried for each of thousands. */
const doorsBySites = derivedOnce<Network, (doors: readonly Door[]) => Map<string, readonly Door[]>>(() =>
  derivedOnce(() => new Map()),
);

function mayLeadElsewhere(network: Network, from: Interfaces, { end, behind }: Door): boolean {
  return behind.isOpen || [end.at, ...behind.owners].some((at) => isOtherSite(network, from, at));
}

/** Whether packets come to a host of another VPC; what serves outside the given stacks is none. */
function isElsewhere(network: Network, from: Interfaces | Internet, { to }: Reach): boolean {
  if (to.kind === "unknown") return true;
  if (to.party === "internet") return false;
  if (!sitesByHost(network).has(to.party)) return false;
  return from.kind === "internet" || isOtherSite(network, from, to.party);
}

function isOtherSite(network: Network, from: Interfaces, at: Party): boolean {
  const there = sitesByHost(network).get(at);
  if (there === undefined) return false;
  const here = sitesByHost(network).get(from.at);
  return here === undefined || [...there].some((site) => site === undefined || !here.has(site));
}

/** Where the interfaces of each host are, as far as that is known. */
const sitesByHost = derivedOnce(
  (network: Network): ReadonlyMap<Party, ReadonlySet<ElementKey | undefined>> =>
    new Map(
      hostsIn(network).map(({ at, interfaces }) => [
        at,
        new Set(interfaces.map((own) => siteOf(network, own)?.key)),
      ]),
    ),
);

/** Whether a party is of a topology's own: in one of its stacks, or declared by it. */
function meantBy({ index }: Analysed, topology: string | undefined): (party: Party) => boolean {
  if (topology === undefined) return () => true;
  const declarations = index?.topologies[topology]?.declarations ?? {};
  return (party) => {
    if (party === "internet") return false;
    const { stack } = placeOf(party);
    return stack === topology || Object.hasOwn(declarations, stack);
  };
}
