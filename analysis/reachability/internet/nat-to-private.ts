import type { IntervalSet } from "../../../modules/addressing";
import {
  elementKey,
  isKnown,
  type NatGateway,
  type Network,
  type NetworkInterface,
  type RouteTarget,
  type Subnet,
} from "../../network";
import type { PacketSet } from "../../packets";
import { addressOf } from "../format";
import { networkAclStage } from "../legs/network-acl-stage";
import { travel } from "../legs/travel";
import type { Onward } from "../path/arrival";
import { partyOf } from "../path/party";
import { refusalsAt } from "../refusals";
import { routesOfSubnet } from "../routing/subnet-routes";
import { siteOf } from "../sites";
import { subnetOf } from "../subnet-lookup";
import { hostAsClient, takingStage, type ToNat, translated } from "./through-nat";
import { ownStages } from "./to-internet";
import { wayStage } from "./way-stage";

/** Where a NAT gateway, a private one or a public one, sends packets to private addresses. */
const CARRYING: readonly RouteTarget["kind"][] = ["transit-gateway", "vpn-gateway"];

/**
 * To an interface outside the VPC, where the routes lead to a NAT gateway and its own lead on by a Transit Gateway or a VPN
 * gateway: the far end sees the NAT gateway's private address, and none of the groups of the one who sends.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
 * @returns nothing where another way is taken, or it is not all known
 */
export function throughNatTo(
  network: Network,
  source: NetworkInterface,
  destination: NetworkInterface,
  asked: PacketSet,
): Onward | undefined {
  // Hardly any question is about these.
  if (network.natGateways.size === 0) return undefined;
  const [subnet, there] = [subnetOf(network, source), siteOf(network, destination)];
  if (subnet === undefined || there === undefined || subnet.vpc === there.key) return undefined;
  const destinations = asked.valuesOf("destinations");
  const routes = routesOfSubnet(network, subnet, destinations);
  if (routes.kind === "unknown" || routes.doubts.length > 0) return undefined;
  const [choice, ...others] = routes.choices;
  if (choice?.target.kind !== "nat-gateway" || others.length > 0) return undefined;
  if (!choice.addresses.equals(destinations)) return undefined;
  const gateway = network.natGateways.get(choice.target.gateway);
  const stands = gateway && isKnown(gateway.subnet) ? network.subnets.get(gateway.subnet) : undefined;
  if (gateway === undefined || stands === undefined || !leadsOn(network, stands, destinations))
    return undefined;
  const to: ToNat = { key: gateway.key, vpc: routes.vpc, table: routes.table };
  const way = {
    addresses: destinations,
    target: choice.target,
    routes: choice.route === undefined ? [] : [choice.route],
  };
  const stages = [
    ...ownStages(network, source, asked),
    networkAclStage(network, subnet, "egress", "request", asked),
    wayStage(way, routes.table.at, "request", { kind: "arrives" }),
    networkAclStage(network, stands, "ingress", "request", asked),
    ...refusalsAt(network, gateway.key, stands.key),
    takingStage(network, gateway, stands, to),
    ...hostAsClient(network, source).answers(stands, asked),
    networkAclStage(network, subnet, "ingress", "answer", asked),
  ];
  const client = partyOf(interfaceOf(gateway, stands));
  const onward = translated(gateway, asked);
  return {
    choices: [addressOf(gateway.at)],
    legs: [{ asked, stages }, travel(network, client, partyOf(destination), onward)],
    arrival: { interface: destination, client, asked: onward, via: "address" },
  };
}

function leadsOn(network: Network, subnet: Subnet, addresses: IntervalSet): boolean {
  const routes = routesOfSubnet(network, subnet, addresses);
  return (
    routes.kind === "known" &&
    routes.doubts.length === 0 &&
    routes.choices.length > 0 &&
    routes.choices.every(({ target }) => CARRYING.includes(target.kind))
  );
}

/** The one that it has in its subnet, to which no security group belongs. */
function interfaceOf({ key, at, addresses }: NatGateway, subnet: Subnet): NetworkInterface {
  return {
    key: elementKey(at, "network-interface"),
    at,
    owner: { kind: "nat-gateway", gateway: key },
    subnet: subnet.key,
    securityGroups: { items: [], doubts: [] },
    addresses,
    hasPublicAddress: false,
    sourceDestinationCheck: false,
  };
}
