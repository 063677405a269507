import {
  type ElementKey,
  type EndpointService,
  isKnown,
  type Known,
  type LoadBalancer,
  type Network,
  type NetworkInterface,
  sameKnown,
  type VpcEndpoint,
} from "../../network";
import { type ResourceKey, Unknown } from "../../terraform";
import { ANYTHING, type Bounds, NOTHING } from "../bounds";
import { derivedOnce } from "../derived-once";
import { addressOf } from "../format";
import type { Stage } from "../path/stage";
import { subnetOf, subnetsIn } from "../subnet-lookup";

interface Node {
  readonly loadBalancer: LoadBalancer;
  readonly node: NetworkInterface;
}

/** Ways from an endpoint's interface into load balancers of its service. */
interface Way {
  readonly stages: readonly Stage[];
  readonly nodes: readonly Node[];
}

/** Where an endpoint's interface stands among the load balancers of its service. */
interface Placement {
  readonly zone: Known<string> | undefined;
  /** Every node of every load balancer. */
  readonly nodes: readonly Node[];
  /** Those in the interface's zone. */
  readonly here: readonly Node[];
  /** There may be others. */
  readonly doubts: readonly Unknown[];
}

/**
 * An endpoint's interface reaches the service's load balancers in its own zone; of several one is picked.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
 */
export function loadBalancersFor(
  network: Network,
  endpoint: VpcEndpoint,
  service: EndpointService,
  entry: NetworkInterface,
): Way[] {
  const { nodes, here, doubts } = placementOf(network, service, entry);
  const doubtful: Way[] =
    doubts.length === 0 ? [] : [{ stages: [zoneStage(endpoint, ANYTHING, doubts)], nodes: [] }];
  if (here.length > 0)
    return [{ stages: inSeveralServices(network, service, here), nodes: here }, ...doubtful];
  if (doubtful.length > 0) return doubtful;
  // What else is wrong shows beyond, as if a load balancer were in the zone; that none is, is told of the endpoint.
  const anywhere = nodes.slice(0, 1);
  return anywhere.length === 0
    ? [{ stages: [zoneStage(endpoint, NOTHING, [])], nodes: [] }]
    : [{ stages: inSeveralServices(network, service, anywhere), nodes: anywhere }];
}

/**
 * AWS refuses to make an endpoint of which one network interface is in a zone without the service, so that none of its
 * interfaces carries anything.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html#create-interface-endpoint-aws
 */
export function zoneRefusals(network: Network, endpoint: VpcEndpoint, service: EndpointService): Stage[] {
  const interfaces = endpoint.interfaces.items.flatMap((key) => network.interfaces.get(key) ?? []);
  return interfaces.flatMap((entry) => {
    const { zone, nodes, here, doubts } = placementOf(network, service, entry);
    const [anywhere] = nodes;
    const isRefused = here.length === 0 && doubts.length === 0;
    return isRefused && anywhere !== undefined && zone !== undefined && isKnown(zone)
      ? [notInstalledStage(network, endpoint, service, anywhere, zone)]
      : [];
  });
}

function placementOf(network: Network, service: EndpointService, entry: NetworkInterface): Placement {
  const { items, doubts } = service.loadBalancers;
  const balancers = items.flatMap((key) => network.loadBalancers.get(key) ?? []);
  const missing = items.filter((key) => !network.loadBalancers.has(key));
  const zone = subnetOf(network, entry)?.zone;
  const nodes = balancers.flatMap((loadBalancer) =>
    loadBalancer.interfaces.items
      .flatMap((key) => network.interfaces.get(key) ?? [])
      .map((node) => ({ loadBalancer, node, zone: subnetOf(network, node)?.zone })),
  );
  return {
    zone,
    nodes,
    here: nodes.filter((node) => zone !== undefined && isKnown(zone) && node.zone === zone),
    doubts: [
      ...doubts,
      ...missing.map(
        (key) => new Unknown(key, "none of the given stacks makes this load balancer", service.at),
      ),
      ...(zone instanceof Unknown ? [zone] : []),
      ...balancers.flatMap(({ interfaces }) => interfaces.doubts),
      ...nodes.flatMap((node) => (node.zone instanceof Unknown ? [node.zone] : [])),
    ],
  };
}

function zoneStage(endpoint: VpcEndpoint, passes: Bounds, doubts: readonly Unknown[]): Stage {
  return {
    component: "endpoint service",
    at: endpoint.at,
    detail: "a load balancer in the zone of the endpoint's network interface",
    consulted: [],
    passes,
    doubts,
    blocker: {
      code: "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
      sentence: "its service has no load balancer",
    },
  };
}

function notInstalledStage(
  network: Network,
  endpoint: VpcEndpoint,
  service: EndpointService,
  { loadBalancer }: Node,
  zone: string,
): Stage {
  const zones = loadBalancer.interfaces.items.flatMap((key) => {
    const node = network.interfaces.get(key);
    const subnet = node && subnetOf(network, node);
    return subnet === undefined || !isKnown(subnet.zone) ? [] : [{ subnet, zone: subnet.zone }];
  });
  const vpc = zones[0]?.subnet.vpc;
  const subnets = vpc === undefined || !isKnown(vpc) ? [] : subnetsIn(network, vpc);
  const subnet = subnets.find((each) => each.zone === zone);
  return {
    component: "endpoint service",
    at: endpoint.at,
    detail: `a load balancer in ${zone}`,
    consulted: [service.at, loadBalancer.at],
    passes: NOTHING,
    doubts: [],
    blocker: {
      code: "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
      sentence: `it has a network interface in ${zone}, where its service has no load balancer, so it cannot be made; the service is in ${zones.map((each) => each.zone).join(", ")}`,
      ...(subnet === undefined
        ? {}
        : {
            fix: {
              kind: "extend-load-balancer",
              loadBalancer: loadBalancer.key,
              subnet: subnet.key,
            } as const,
          }),
    },
  };
}

/**
 * A Network Load Balancer can serve one endpoint service; the second one that names it cannot be made.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
 */
function inSeveralServices(network: Network, own: EndpointService, nodes: readonly Node[]): Stage[] {
  // A service has load balancers of its own account and Region only.
  const doubts = unclearServices(network.endpointServices)
    .filter(
      ({ at, account, region }) =>
        at !== own.at && sameKnown(account, own.account) !== false && sameKnown(region, own.region) !== false,
    )
    .flatMap(({ loadBalancers }) => loadBalancers.doubts);
  return nodes.flatMap(({ loadBalancer: { key, at } }) => {
    const services = servicesByLoadBalancer(network.endpointServices).get(key) ?? [];
    const stage = {
      component: "load balancer",
      at,
      detail: "behind one endpoint service",
      consulted: services,
    };
    if (services.length < 2) return doubts.length === 0 ? [] : [{ ...stage, passes: ANYTHING, doubts }];
    const sentence = `it stands behind ${services.length} endpoint services (${services.map(addressOf).join(", ")}), and AWS takes it for one only`;
    return [
      { ...stage, passes: NOTHING, doubts: [], blocker: { code: "ELBV2_IN_SEVERAL_SERVICES", sentence } },
    ];
  });
}

/** Those of which some load balancer is not known: it may be any. */
const unclearServices = derivedOnce((endpointServices: Network["endpointServices"]) =>
  [...endpointServices.values()].filter(({ loadBalancers }) => loadBalancers.doubts.length > 0),
);

/** The endpoint services of each load balancer. */
const servicesByLoadBalancer = derivedOnce((endpointServices: Network["endpointServices"]) => {
  const services = new Map<ElementKey, ResourceKey[]>();
  for (const { at, loadBalancers } of endpointServices.values()) {
    for (const key of loadBalancers.items) services.set(key, [...(services.get(key) ?? []), at]);
  }
  return services;
});
