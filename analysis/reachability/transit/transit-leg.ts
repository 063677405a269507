import type { Network } from "../../network";
import type { PacketSet } from "../../packets";
import type { Way } from "../legs/network-acl-stage";
import type { Party } from "../path/party";
import type { Stage } from "../path/stage";
import { siteOf } from "../sites";
import { subnetOf } from "../subnet-lookup";
import { intoVpn, wayFromOutside } from "./vpn-exits";
import { wayFromSubnet } from "./way";

/** What packets pass on their way through Transit Gateways, between the security groups at their two ends. */
interface Crossed {
  readonly request: readonly Stage[];
  readonly answer: readonly Stage[];
}

/**
 * Through Transit Gateways, which know nothing of connections: the answers find a way of their own.
 * @see https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html
 */
export function acrossTransit(
  network: Network,
  source: Party,
  destination: Party,
  asked: PacketSet,
): Crossed {
  const from = (start: Party, end: Party, way: Way): readonly Stage[] => {
    const subnet = subnetOf(network, start.interface);
    return subnet === undefined
      ? wayFromOutside(network, start, end.interface, { way, asked, to: siteOf(network, end.interface) })
      : wayFromSubnet(network, subnet, end.interface, way, asked, (attachment, travelling) =>
          intoVpn(network, attachment, travelling),
        );
  };
  return {
    request: from(source, destination, "request"),
    // A load balancer takes the answers to packets that it sent on, whatever their addresses.
    answer: source.speaksFor === "client" ? [] : from(destination, source, "answer"),
  };
}
