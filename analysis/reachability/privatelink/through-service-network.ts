import type { Network, ServiceNetwork, VpcEndpoint } from "../../network";
import { Unknown } from "../../terraform";
import { NOTHING } from "../bounds";
import { undecided } from "../dead-ends";
import { addressOf } from "../format";
import type { Arrival, Onward } from "../path/arrival";
import type { Stage } from "../path/stage";
import { serviceNetworkStages } from "./resource-connection";
import { throughResourceGateway } from "./through-resource-gateway";

/**
 * What becomes of packets that arrived at an endpoint of a service network. It has addresses of its own for each of the
 * network's resources, and AWS alone knows which; so packets to the endpoint may be for any of them.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/access-with-service-network-endpoint.html
 */
export function throughServiceNetwork(
  network: Network,
  endpoint: VpcEndpoint,
  serviceNetwork: ServiceNetwork,
  arrival: Arrival,
): Onward[] {
  const { asked } = arrival;
  const { items, doubts } = serviceNetwork.resources;
  const others = doubts.map((doubt) => undecided(asked, serviceNetwork.at, doubt));
  if (items.length + others.length === 0)
    return [{ choices: [], legs: [{ asked, stages: [emptyStage(serviceNetwork)] }] }];
  const ways = items.flatMap((association): Onward[] => {
    const configuration = network.resourceConfigurations.get(association.configuration);
    if (configuration === undefined) {
      const why = "none of the given stacks makes this resource configuration";
      const unknown = new Unknown(association.configuration, why, association.at);
      return [undecided(asked, association.at, unknown)];
    }
    const connection = serviceNetworkStages(
      network,
      endpoint,
      serviceNetwork,
      association,
      configuration,
      asked,
    );
    return throughResourceGateway(network, endpoint, configuration, arrival, connection).map((way) => ({
      ...way,
      choices: [addressOf(configuration.at), ...way.choices],
    }));
  });
  const all = [...ways, ...others];
  return items.length + others.length === 1
    ? all
    : all.map((way) => ({ ...way, doubts: [...(way.doubts ?? []), severalAt(serviceNetwork)] }));
}

/** Where all of its resources come to the same, it does not matter. */
function severalAt({ at }: ServiceNetwork): Unknown {
  const why =
    "it has several resources, and by which of the endpoint's addresses each is reached is for AWS to say; ask for an endpoint of type Resource of the one that is meant";
  return new Unknown(addressOf(at), why, at);
}

function emptyStage({ at }: ServiceNetwork): Stage {
  return {
    component: "service network",
    at,
    detail: "leads to a resource",
    consulted: [],
    passes: NOTHING,
    doubts: [],
    blocker: {
      code: "NO_POSSIBLE_DESTINATION",
      sentence:
        "nothing is associated with it, so that its endpoints lead nowhere; associate a resource configuration by an aws_vpclattice_service_network_resource_association",
    },
  };
}
