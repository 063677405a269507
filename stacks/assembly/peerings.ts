import type { Peering, PeeringSide } from "../../modules/topology";
import { ContractStack, type PeerFields } from "../../modules/wiring";
import { groupKey, type PeeredGroup } from "../peered-groups";
import { PeeringAcceptanceStack } from "../peering-acceptance-stack";
import { PeeringRequestStack } from "../peering-request-stack";
import { PeeringRoutesStack, type PeeringRoutesStackProps } from "../peering-routes-stack";
import { declareAt } from "./declared-at";
import type { Site } from "./site";

/**
 * Makes a peering connection between VPCs that are there: requester and accepter tell each other of their VPCs, the
 * connection is asked for, accepted, and used.
 */
export function addPeering(site: Site, peering: Peering): void {
  const { name, requester, accepter } = peering;
  const ofRequester = publishPeer(site, name, requester, accepter);
  const ofAccepter = publishPeer(site, name, accepter, requester);
  const request = new PeeringRequestStack(site.app, site.stackId(requester.entry, `peering-${name}`), {
    ...site.accountStackProps(requester),
    peering: name,
    network: site.networkContract(requester.entry),
    peer: { account: accepter.account, contract: ofAccepter },
  });
  const connection = new ContractStack(
    site.app,
    site.stackId(requester.entry, `contract-peering-${name}`),
    request.offerPeering(),
    accepter.account,
  );
  const propsOf = (
    side: PeeringSide,
    other: PeeringSide,
    contract: ContractStack<PeerFields>,
  ): PeeringRoutesStackProps => ({
    ...site.accountStackProps(side),
    connection,
    network: site.networkContract(side.entry),
    peer: { name: site.stackId(other.entry), account: other.account, contract },
    side,
  });
  const acceptersProps = propsOf(accepter, requester, ofRequester);
  const requestersProps = propsOf(requester, accepter, ofAccepter);
  const routes = (side: PeeringSide, props: PeeringRoutesStackProps): PeeringRoutesStack =>
    new PeeringRoutesStack(site.app, site.stackId(side.entry, `routes-peering-${name}`), props);
  // Within one account the request is its own acceptance.
  const acceptance =
    accepter.account === requester.account
      ? routes(accepter, acceptersProps)
      : new PeeringAcceptanceStack(
          site.app,
          site.stackId(accepter.entry, `accept-peering-${name}`),
          acceptersProps,
        );
  const use = routes(
    requester,
    acceptance instanceof PeeringAcceptanceStack ? { ...requestersProps, acceptance } : requestersProps,
  );
  for (const stack of [ofRequester, ofAccepter, request, connection, acceptance, use])
    declareAt(stack, "peerings", name);
}

/** What the other side's stacks may know of this one: its VPC, and the groups that are in both sides' connections. */
function publishPeer(
  site: Site,
  peering: string,
  { entry, egress, ingress }: PeeringSide,
  reader: PeeringSide,
): ContractStack<PeerFields> {
  const groups = [...egress.map(({ from }) => from), ...ingress.map(({ to }) => to)];
  const distinct = new Map<string, PeeredGroup>(groups.map((group) => [groupKey(group), group]));
  return new ContractStack(
    site.app,
    site.stackId(entry, `contract-peer-${peering}`),
    site.vpc(entry).offerPeer(peering, [...distinct.values()]),
    reader.account,
  );
}
