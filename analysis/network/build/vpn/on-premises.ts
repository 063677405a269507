import {
  type DeclaredNetwork,
  type Deployment,
  placeOf,
  resourceKey,
  type ResourceKey,
  type TopologyIndex,
  Unknown,
} from "../../../terraform";
import {
  type ElementKey,
  elementKey,
  type NetworkInterface,
  onPremisesKey,
  type OnPremisesNetwork,
} from "../../model";
import type { Listing } from "../../known";
import { addressSet } from "../layout";
import { NOTHING } from "../listings";

interface OnPremises {
  readonly networks: readonly OnPremisesNetwork[];
  /** Of their hosts. */
  readonly interfaces: readonly NetworkInterface[];
}

/** The networks outside AWS that topologies declare, as they declare them. */
export function onPremisesOf(deployment: Deployment, index: TopologyIndex | undefined): OnPremises {
  const networks: OnPremisesNetwork[] = [];
  const interfaces: NetworkInterface[] = [];
  for (const [topology, { onPremises = {} }] of Object.entries(index?.topologies ?? {}))
    for (const [name, declared] of Object.entries(onPremises)) {
      const at = onPremisesKey(topology, name);
      const network = elementKey(at);
      const hosts = Object.entries(declared.hosts).map(
        ([host, address]) =>
          [host, interfaceAt(onPremisesKey(topology, name, host), address, network)] as const,
      );
      interfaces.push(...hosts.map(([, own]) => own));
      networks.push({
        key: network,
        at,
        name,
        blocks: declared.blocks,
        gateway: declared.gateway,
        asn: declared.asn,
        customerGateways: customerGatewaysIn(declared, deployment, at),
        hosts: new Map(hosts.map(([host, { key }]) => [host, key])),
        forwards: Object.entries(declared.forwards).map(([domain, servers]) => ({ domain, servers })),
      });
    }
  return { networks, interfaces };
}

function interfaceAt(
  at: ResourceKey,
  address: DeclaredNetwork["hosts"][string],
  network: ElementKey,
): NetworkInterface {
  return {
    key: elementKey(at),
    at,
    owner: { kind: "on-premises", network },
    subnet: null,
    securityGroups: NOTHING,
    addresses: addressSet([address]),
    hasPublicAddress: false,
    sourceDestinationCheck: false,
  };
}

/** A topology may be analysed beside stacks of which some are missing: what those hold is not known. */
function customerGatewaysIn(
  { customerGateways }: DeclaredNetwork,
  deployment: Deployment,
  at: ResourceKey,
): Listing<ElementKey> {
  const items: ElementKey[] = [];
  const doubts: Unknown[] = [];
  for (const { stack, address } of customerGateways) {
    const key = resourceKey(stack, address);
    if (deployment.find(key)?.type === "aws_customer_gateway") items.push(elementKey(key));
    else if (!deployment.resources.some((each) => placeOf(each.key).stack === stack))
      doubts.push(new Unknown(key, `the stack ${stack}, which joins this network by VPN, is not given`, at));
  }
  return { items, doubts };
}
