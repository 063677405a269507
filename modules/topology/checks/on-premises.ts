import { formatAddress, type Ipv4Address, Ipv4Block, isPrivate, rangeWithoutHosts } from "../../addressing";
import { customerAsns, isCustomerAsn, privateAsns } from "../../identity";
import { isSimulated, own, resolverOf, SECTIONS, vpnOf } from "../derivations";
import type { Path } from "../problem";
import type { ExternalNetworkInput, OnPremisesInput, SimulatedNetworkInput } from "../schema";
import {
  type Check,
  checkAccount,
  type Draft,
  isEntryWritten,
  listed,
  type Report,
  reportRepeated,
  reportUnknown,
} from "./check";

/** Networks outside AWS, described or played. */
export const checkOnPremises: Check = (draft, report) => {
  for (const [name, network] of Object.entries(draft.topology.onPremises)) {
    const path = ["onPremises", name];
    const holder = SECTIONS.find((section) => Object.hasOwn(draft.topology[section], name));
    if (holder !== undefined)
      report(path, `an entry of ${holder} has this name already; give each network and entry its own`, "key");
    checkDeviceNumber(network.asn, [...path, "asn"], report);
    if (isSimulated(network)) checkSimulated(draft, network, path, report);
    else checkExternal(network, path, report);
    checkForwards(draft, name, network, path, report);
  }
};

function checkDeviceNumber(asn: number, path: Path, report: Report): void {
  if (!isCustomerAsn(asn))
    report(
      path,
      `this cannot be the BGP ASN of a network outside AWS; write one ${customerAsns}; private networks have one ${privateAsns}`,
    );
}

function checkExternal({ blocks, gateway, hosts }: ExternalNetworkInput, path: Path, report: Report): void {
  reportRepeated(report, [...path, "blocks"], blocks.map(String));
  blocks.forEach((block, index) => {
    const barred = rangeWithoutHosts(block);
    if (barred !== undefined)
      report(
        [...path, "blocks", index],
        `this lies in ${barred.range.toString()}, ${barred.reason}; write a block that hosts of the network have addresses of`,
      );
  });
  const itself = Ipv4Block.ofOne(gateway);
  if (isPrivate(itself) || rangeWithoutHosts(itself) !== undefined)
    report(
      [...path, "gateway"],
      "Amazon's side finds the VPN device on the internet, and this is no public address; write the one that the device has there, or that is translated to it",
    );
  const holders = new Map<Ipv4Address, string>();
  for (const [host, { address }] of Object.entries(hosts)) {
    const at = [...path, "hosts", host, "address"];
    const holder = holders.get(address);
    if (holder !== undefined) report(at, `host ${holder} has this address already; give each its own`);
    else holders.set(address, host);
    if (!blocks.some((block) => block.contains(address)))
      report(
        at,
        `${formatAddress(address)} is in none of the network's blocks; these are ${listed(blocks.map(String))}`,
      );
  }
}

function checkSimulated(draft: Draft, network: SimulatedNetworkInput, path: Path, report: Report): void {
  const { account, vpc } = network;
  checkAccount(draft, account, [...path, "account"], report);
  if (vpc.natGateways === "none")
    report(
      [...path, "vpc", "natGateways"],
      "the VPN device stands in a public subnet, which this VPC would not have; write one, or leave this out",
    );
  checkPlayedForwards(network, path, report);
}

/** Hosts that a VPC plays ask one set of servers, and are set up so on Linux. */
function checkPlayedForwards({ forwards, hosts }: SimulatedNetworkInput, path: Path, report: Report): void {
  const [[, first] = [], ...others] = Object.entries(forwards);
  for (const [domain, entry] of others)
    if (first !== undefined && entry !== first)
      report(
        [...path, "forwards", domain],
        `hosts of a network that a VPC plays ask one resolver for all domains, here that of ${first}; forward all domains there`,
      );
  if (first === undefined) return;
  for (const [host, { platform }] of Object.entries(hosts))
    if (platform === "windows")
      report(
        [...path, "hosts", host, "platform"],
        "hosts that forward domains are set up so on Linux only; leave this out, or forward nothing",
      );
}

/** A domain is forwarded to a resolver that the network reaches. */
function checkForwards(
  draft: Draft,
  name: string,
  { forwards }: OnPremisesInput,
  path: Path,
  report: Report,
): void {
  for (const [domain, entry] of Object.entries(forwards)) {
    const at = [...path, "forwards", domain];
    const named = draft.entriesByName.get(entry);
    if (named === undefined) {
      if (!isEntryWritten(draft, entry)) reportUnknown(report, at, "entry", draft.entriesByName.keys());
      continue;
    }
    if (resolverOf(named.entry) === undefined && !isEntryWritten(draft, entry, "resolver"))
      report(at, `${entry} has no resolver that would answer; give it a \`resolver\``);
    const isJoined = own(vpnOf(named.entry)?.connections ?? {}, name) !== undefined;
    // A VPN gateway that was refused may be joined.
    if (!isJoined && (vpnOf(named.entry) !== undefined || !isEntryWritten(draft, entry, "vpn")))
      report(
        at,
        `no VPN connection joins ${name} and ${entry}; add ${name} to the \`vpn.connections\` of ${entry}`,
      );
  }
}

/** A network that nobody is connected to is hardly meant. */
export const warnOfUnconnectedNetworks: Check = (draft, report) => {
  const connected = new Set(
    draft.entries.flatMap(({ entry }) => Object.keys(vpnOf(entry)?.connections ?? {})),
  );
  for (const name of Object.keys(draft.topology.onPremises))
    if (!connected.has(name))
      report(
        ["onPremises", name],
        `nothing is connected to this network; name it in the \`vpn.connections\` of an entry, or remove it`,
        "key",
      );
};
