import { isKnown, type Network, type VpcEndpoint } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { addressOf } from "../format";
import type { Arrival, Onward } from "../path/arrival";
import type { Stage } from "../path/stage";
import { connectionStages } from "./connection-stages";
import { loadBalancersFor, zoneRefusals } from "./service-load-balancers";

/**
 * What becomes of packets that arrived at an endpoint's network interface.
 * @returns a path for each way that AWS may choose from here on
 */
export function throughEndpoint(
  network: Network,
  endpoint: VpcEndpoint,
  { interface: entry, client, asked }: Arrival,
): Onward[] {
  const { type, service: identity } = endpoint;
  if (!isKnown(type)) return [endingAt(endpoint, asked, type)];
  if (type !== "Interface")
    return [
      endingAt(endpoint, asked, new Unknown(type, "endpoints of this type are not analysed", endpoint.at)),
    ];
  if (!isKnown(identity)) return [endingAt(endpoint, asked, identity)];
  if (identity.kind === "elsewhere") {
    const unknown = new Unknown(identity.name, "none of the given stacks makes this service", endpoint.at);
    return [endingAt(endpoint, asked, unknown)];
  }
  const service = network.endpointServices.get(identity.service);
  if (service === undefined)
    return [
      endingAt(
        endpoint,
        asked,
        new Unknown(identity.service, "none of the given stacks makes it", endpoint.at),
      ),
    ];
  const connection = [
    ...connectionStages(network, endpoint, service),
    ...zoneRefusals(network, endpoint, service),
  ];
  return loadBalancersFor(network, endpoint, service, entry).flatMap(({ stages, nodes }): Onward[] => {
    const leg = { asked, stages: [...connection, ...stages] };
    if (nodes.length === 0) return [{ choices: [], legs: [leg] }];
    return nodes.map(({ node }) => ({
      // Of one there is nothing to choose.
      choices: nodes.length > 1 ? [addressOf(node.at)] : [],
      legs: [leg],
      next: { interface: node, client, asked, via: "privatelink" },
    }));
  });
}

/** Where it cannot be told what comes next. */
function endingAt(endpoint: VpcEndpoint, asked: PacketSet, why: Unknown): Onward {
  const stage: Stage = {
    component: "VPC endpoint",
    at: endpoint.at,
    detail: "leads to its service",
    consulted: [],
    passes: ANYTHING,
    doubts: [why],
  };
  return { choices: [], legs: [{ asked, stages: [stage] }] };
}
