import { checkHostAddress, type Ipv4Address, type Ipv4Block, sentenceOf } from "../../addressing";
import type { AzId } from "../../identity";
import { type NamedEntry, proxiesOf, zonesOf } from "../derivations";
import type { Path } from "../problem";
import { checkHasSubnets, type Report } from "./check";

/**
 * Hosts' zones and addresses, endpoints' pinned addresses, and a proxy's: each inside its subnet, none twice.
 * @param subnets blocks of private subnets; of those whose block is wrong nothing is said
 */
export function checkAddresses(
  { section, name, entry }: NamedEntry,
  subnets: ReadonlyMap<AzId, Ipv4Block>,
  report: Report,
): void {
  const taken = new Map<Ipv4Address, string>();
  const claim = (path: Path, zone: AzId, address: Ipv4Address): void => {
    const subnet = subnets.get(zone);
    if (subnet === undefined) return;
    for (const fault of checkHostAddress(subnet, address)) report(path, sentenceOf(fault));
    const holder = taken.get(address);
    if (holder !== undefined) report(path, `${holder} has this address already; give each its own`);
    else taken.set(address, `${String(path[2]).slice(0, -1)} ${String(path[3])}`);
  };
  for (const [host, { zone, address }] of Object.entries(entry.hosts)) {
    const path = [section, name, "hosts", host];
    checkHasSubnets(entry.vpc, zone, [...path, "zone"], report);
    if (address !== undefined) claim([...path, "address"], zone, address);
  }
  const zones = new Set(entry.vpc === undefined ? [] : zonesOf(entry.vpc));
  for (const [endpoint, { addresses }] of Object.entries(entry.endpoints)) {
    for (const zone of zones) {
      const address = Object.hasOwn(addresses, zone) ? addresses[zone] : undefined;
      if (address !== undefined)
        claim([section, name, "endpoints", endpoint, "addresses", zone], zone, address);
    }
  }
  const proxy = proxiesOf(entry)?.target.address;
  const [zone] = [...subnets].find(([, block]) => proxy !== undefined && block.contains(proxy)) ?? [];
  if (proxy !== undefined && zone !== undefined)
    claim([section, name, "proxies", "target", "address"], zone, proxy);
}
