import { formatAddress, type Ipv4Address, type Ipv4Block } from "../../addressing";
import { isSimulated, type NamedEntry, onPremisesBlocks, own, vpnOf } from "../derivations";
import type { SimulatedNetworkInput } from "../schema";
import { accountOf, blocksOf, type Check, type Draft, type Report } from "./check";
import { LONGEST_USER_DATA_IN_BYTES } from "./user-data";

/** What stands at the other ends of VPN connections, each of which several connections may have. */
export const checkVpnDevices: Check = (draft, report) => {
  checkGateways(draft, report);
  checkCustomerGateways(draft, report);
  checkOverlaps(draft, report);
  checkUserData(draft, report);
};

/**
 * A customer gateway stands for one device, and AWS has one of its address in an account.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html
 */
function checkGateways({ topology }: Draft, report: Report): void {
  const holders = new Map<Ipv4Address, string>();
  for (const [name, network] of Object.entries(topology.onPremises)) {
    if (isSimulated(network)) continue;
    const { gateway } = network;
    const holder = holders.get(gateway);
    if (holder !== undefined)
      report(
        ["onPremises", name, "gateway"],
        `${holder} has the gateway ${formatAddress(gateway)} already, and an address is one VPN device's; write both as one network with the blocks of both, or the address of another device`,
      );
    else holders.set(gateway, name);
  }
}

/** A VPC's connection to a network. */
interface Connection {
  readonly named: NamedEntry;
  readonly network: string;
}

function connectionsIn({ entries, topology }: Draft): Connection[] {
  return entries.flatMap((named) =>
    Object.keys(vpnOf(named.entry)?.connections ?? {})
      .filter((network) => own(topology.onPremises, network) !== undefined)
      .map((network) => ({ named, network })),
  );
}

function pathOf({ named: { section, name }, network }: Connection): string[] {
  return [section, name, "vpn", "connections", network];
}

/**
 * AWS has one customer gateway of an address in an account: of a second stack's it would be the same one, which either
 * could destroy.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateCustomerGateway.html
 */
function checkCustomerGateways(draft: Draft, report: Report): void {
  const holders = new Map<string, string>();
  for (const connection of connectionsIn(draft)) {
    const { named, network } = connection;
    const account = accountOf(draft, named.entry.account);
    if (account === undefined) continue;
    const key = `${account} ${network}`;
    const holder = holders.get(key);
    if (holder !== undefined)
      report(
        pathOf(connection),
        `${holder} of the same account (${account}) is connected to ${network} already, and AWS has one customer gateway for its address in an account; connect one of them, or put one into another account`,
        "key",
      );
    else holders.set(key, named.name);
  }
}

/** Of two VPCs with one block a device has two routes to that, and no way to tell which is meant. */
function checkOverlaps(draft: Draft, report: Report): void {
  const joined = new Map<string, (readonly [name: string, block: Ipv4Block])[]>();
  for (const connection of connectionsIn(draft)) {
    const { named, network } = connection;
    const others = joined.get(network) ?? [];
    const blocks = blocksOf(named);
    const [both] = blocks.flatMap((block) =>
      others.flatMap(([other, theirs]) => (theirs.overlaps(block) ? [{ block, other, theirs }] : [])),
    );
    if (both !== undefined)
      report(
        pathOf(connection),
        `${both.block.toString()} of this VPC overlaps ${both.theirs.toString()} of ${both.other}, which is connected to ${network} as well, so that the VPN device there would have two routes for one block; give one of the VPCs another block, or connect a relay with a block of its own instead of it (\`relays\`)`,
        "key",
      );
    joined.set(network, [...others, ...blocks.map((block) => [named.name, block] as const)]);
  }
}

/**
 * What the VPN device of a network that a VPC plays is told in its user data, in bytes: `rest` is what is the same for
 * every device, with its parameter's name, and `bgp` what comes with the first connection with BGP. Of each connection
 * `each` is what it takes without its name, of which every character counts as often as it stands there, and its blocks:
 * `remote` for one of the VPC, `local` for one of the network itself, which stands there once more. All of it is in
 * base64, four bytes for three.
 */
const DEVICE = {
  rest: 9_050,
  bgp: 740,
  local: { static: 34, bgp: 150 },
  connections: {
    static: { each: 740, character: 4, remote: 176, local: 54 },
    bgp: { each: 1_170, character: 18, remote: 203, local: 54 },
  },
} as const;

/** Whether the devices of networks that VPCs play can be told of their connections, on the safe side. */
function checkUserData(draft: Draft, report: Report): void {
  for (const [network, written] of Object.entries(draft.topology.onPremises)) {
    if (!isSimulated(written)) continue;
    const connections = connectionsIn(draft).filter((each) => each.network === network);
    const tooMany = connections.find(
      (_, index) => bytesOf(network, written, connections.slice(0, index + 1)) > LONGEST_USER_DATA_IN_BYTES,
    );
    if (tooMany !== undefined)
      report(
        pathOf(tooMany),
        `the user data of the VPN device of ${network} may take ${bytesOf(network, written, connections)} bytes, and EC2 takes ${LONGEST_USER_DATA_IN_BYTES}: it is told of each connection, and of each block at both ends; connect fewer VPCs, or VPCs with fewer blocks, or let another network be played`,
        "key",
      );
  }
}

function bytesOf(
  network: string,
  written: SimulatedNetworkInput,
  connections: readonly Connection[],
): number {
  const locals = onPremisesBlocks(network, written).length;
  const ends = connections.map(({ named }) => ({
    name: named.name,
    remotes: blocksOf(named).length,
    routing: own(vpnOf(named.entry)?.connections ?? {}, network)?.routing ?? "bgp",
  }));
  const hasBgp = ends.some(({ routing }) => routing === "bgp");
  const shared = DEVICE.rest + (hasBgp ? DEVICE.bgp : 0) + locals * DEVICE.local[hasBgp ? "bgp" : "static"];
  return ends.reduce((sum, { name, remotes, routing }) => {
    const { each, character, remote, local } = DEVICE.connections[routing];
    return sum + each + name.length * character + remotes * remote + locals * local;
  }, shared);
}
