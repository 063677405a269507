import { type EndpointService, isKnown, type Network, type VpcEndpoint } from "../../network";
import type { PacketSet } from "../../packets";
import { Unknown } from "../../terraform";
import { ANYTHING } from "../bounds";
import { addressOf } from "../format";
import type { Arrival, Onward } from "../path/arrival";
import type { Stage } from "../path/stage";
import { connectionStages } from "./connection-stages";
import { resourceConnectionStages } from "./resource-connection";
import { loadBalancersFor, zoneRefusals } from "./service-load-balancers";
import { throughResourceGateway } from "./through-resource-gateway";
import { throughServiceNetwork } from "./through-service-network";

/**
 * What becomes of packets that arrived at an endpoint's network interface.
 * @returns a path for each way that AWS may choose from here on
 */
export function throughEndpoint(network: Network, endpoint: VpcEndpoint, arrival: Arrival): Onward[] {
  const { type, service: identity } = endpoint;
  const ending = (why: Unknown): Onward[] => [endingAt(endpoint, arrival.asked, why)];
  if (!isKnown(type)) return ending(type);
  if (!ANALYSED.includes(type))
    return ending(new Unknown(type, "endpoints of this type are not analysed", endpoint.at));
  if (!isKnown(identity)) return ending(identity);
  switch (identity.kind) {
    case "elsewhere":
      return ending(new Unknown(identity.name, "none of the given stacks makes this service", endpoint.at));
    case "endpoint-service": {
      const service = network.endpointServices.get(identity.service);
      if (service === undefined) return ending(notGiven(identity.service, endpoint));
      return throughService(network, endpoint, service, arrival);
    }
    case "resource-configuration": {
      const configuration = network.resourceConfigurations.get(identity.configuration);
      if (configuration === undefined) return ending(notGiven(identity.configuration, endpoint));
      const connection = resourceConnectionStages(network, endpoint, configuration, arrival.asked);
      return throughResourceGateway(network, endpoint, configuration, arrival, connection);
    }
    case "service-network": {
      const serviceNetwork = network.serviceNetworks.get(identity.serviceNetwork);
      if (serviceNetwork === undefined) return ending(notGiven(identity.serviceNetwork, endpoint));
      return throughServiceNetwork(network, endpoint, serviceNetwork, arrival);
    }
  }
}

const ANALYSED: readonly VpcEndpoint["type"][] = ["Interface", "Resource", "ServiceNetwork"];

function notGiven(what: string, { at }: VpcEndpoint): Unknown {
  return new Unknown(what, "none of the given stacks makes it", at);
}

/** To the load balancers of an endpoint service. */
function throughService(
  network: Network,
  endpoint: VpcEndpoint,
  service: EndpointService,
  { interface: entry, client, asked }: Arrival,
): Onward[] {
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
      arrival: { interface: node, client, asked, via: "privatelink" },
    }));
  });
}

/** Where it cannot be told what comes next. */
function endingAt(endpoint: VpcEndpoint, asked: PacketSet, why: Unknown): Onward {
  const stage: Stage = {
    component: "VPC endpoint",
    at: endpoint.at,
    detail: "leads to its service or resource",
    consulted: [],
    passes: ANYTHING,
    doubts: [why],
  };
  return { choices: [], legs: [{ asked, stages: [stage] }] };
}
