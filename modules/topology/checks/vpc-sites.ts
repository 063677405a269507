import type { Ipv4Block } from "../../addressing";
import type { AzId } from "../../identity";
import { type Claim, claimsOf } from "../claims";
import { isExisting, isSimulated, natGatewaysOf } from "../derivations";
import type { Path } from "../problem";
import type { ExistingHostInput, ExistingVpcInput, HostInput, VpcInput } from "../schema";
import type { Draft } from "./check";

/** A VPC and what has addresses in it. */
export interface AddressSite {
  /** Where it is written: section and name. */
  readonly path: Path;
  readonly vpc: VpcInput | ExistingVpcInput;
  readonly hosts: Readonly<Record<string, HostInput | ExistingHostInput>>;
  /** Addresses that things other than hosts have. */
  readonly claims: readonly Claim[];
}

/** A VPC that is to be made: an entry's, or one that plays a network outside AWS. */
export interface VpcSite extends AddressSite {
  readonly name: string;
  readonly vpc: VpcInput;
  readonly natGateways: NonNullable<VpcInput["natGateways"]>;
}

/** The VPCs that are to be made; those that were refused are missing. */
export function vpcSitesOf(draft: Draft): VpcSite[] {
  const entries = draft.entries.flatMap((named): VpcSite[] => {
    const { section, name, entry } = named;
    const { vpc, hosts } = entry;
    if (vpc === undefined || isExisting(vpc)) return [];
    const natGateways = natGatewaysOf(entry, vpc);
    return [{ path: [section, name], name, vpc, natGateways, hosts, claims: claimsOf(draft, named) }];
  });
  const networks = Object.entries(draft.topology.onPremises).flatMap(([name, written]): VpcSite[] => {
    if (!isSimulated(written)) return [];
    const { vpc, hosts } = written;
    return [
      { path: ["onPremises", name], name, vpc, natGateways: vpc.natGateways ?? "one", hosts, claims: [] },
    ];
  });
  return [...entries, ...networks];
}

/** The private subnet that holds an address. */
export function zoneOf(
  subnets: ReadonlyMap<AzId, Ipv4Block>,
  { zone, address }: Pick<Claim, "zone" | "address">,
): AzId | undefined {
  return zone ?? [...subnets].find(([, block]) => block.contains(address))?.[0];
}
