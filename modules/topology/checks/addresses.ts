import { checkHostAddress, type Ipv4Address, type Ipv4Block, sentenceOf } from "../../addressing";
import type { AzId } from "../../identity";
import type { Claim } from "../claims";
import { checkHasSubnets, type Report } from "./check";
import { type AddressSite, zoneOf } from "./vpc-sites";

/**
 * Hosts' zones and addresses, and the pinned addresses of everything else: each inside its subnet, none twice.
 * @param subnets blocks of private subnets; of those whose block is wrong nothing is said
 */
export function checkAddresses(
  { path, vpc, hosts, claims }: AddressSite,
  subnets: ReadonlyMap<AzId, Ipv4Block>,
  report: Report,
): void {
  const taken = new Map<Ipv4Address, Claim>();
  const claim = (each: Claim): void => {
    const zone = zoneOf(subnets, each);
    const subnet = zone === undefined ? undefined : subnets.get(zone);
    if (subnet === undefined) return;
    for (const fault of checkHostAddress(subnet, each.address)) report(each.path, sentenceOf(fault));
    const first = taken.get(each.address);
    if (first === undefined) taken.set(each.address, each);
    else if (first.relay === undefined || first.relay !== each.relay)
      report(each.path, `${first.holder} has this address already; give each its own`);
  };
  for (const [host, { zone, address }] of Object.entries(hosts)) {
    const at = [...path, "hosts", host];
    checkHasSubnets(vpc, zone, [...at, "zone"], report);
    if (address !== undefined) claim({ path: [...at, "address"], zone, address, holder: `host ${host}` });
  }
  claims.forEach(claim);
}
