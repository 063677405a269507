import type { Ipv4Block } from "../../modules/addressing";
import {
  type Element,
  type ElementKey,
  isKnown,
  type Known,
  type Listing,
  type Network,
  type NetworkInterface,
  type OnPremisesNetwork,
} from "../network";
import { derivedOnce } from "./derived-once";
import { vpcOf } from "./subnet-lookup";

/** A VPC, or a network outside AWS that a topology declares. */
export interface Site extends Element {
  readonly blocks: Listing<Ipv4Block>;
}

/** Where an interface is, as far as that is known. */
export function siteOf(network: Network, own: NetworkInterface): Site | undefined {
  const declared = declaredNetworkOf(network, own);
  return declared === undefined ? vpcOf(network, own) : siteOfNetwork(declared);
}

/** The network outside AWS that a host is declared in; nothing for what is in a VPC. */
export function declaredNetworkOf(
  network: Network,
  { owner }: NetworkInterface,
): OnPremisesNetwork | undefined {
  return owner.kind === "on-premises" ? network.onPremisesNetworks.get(owner.network) : undefined;
}

export const siteOfNetwork = derivedOnce(({ key, at, blocks }: OnPremisesNetwork): Site => ({
  key,
  at,
  blocks: { items: blocks, doubts: [] },
}));

/** Whether packets from a subnet to an interface certainly leave the subnet's VPC, and to where. */
export function siteBeyond(
  network: Network,
  vpc: Known<ElementKey>,
  end: NetworkInterface,
): Site | undefined {
  const there = siteOf(network, end);
  return !isKnown(vpc) || there === undefined || vpc === there.key ? undefined : there;
}
