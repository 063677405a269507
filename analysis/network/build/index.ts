import type { Deployment, TopologyIndex } from "../../terraform";
import type { ElementKey, Network, NetworkInterface } from "../model";
import { attachedBySoftware } from "./attached-by-software";
import { Attachments } from "./attachments";
import { autoScalingGroupsOf } from "./auto-scaling-groups";
import { environmentsOf } from "./beanstalk";
import { byKey } from "./by-key";
import { endpointServicesOf } from "./endpoint-services";
import { endpointsOf } from "./endpoints";
import { internetGatewaysOf, natGatewaysOf } from "./gateways";
import { withExisting } from "./existing";
import { UserDataReader } from "./host-software";
import { hostedZonesOf } from "./hosted-zones";
import { instancesOf } from "./instances";
import { InterfaceAdditions, interfacesOf } from "./interfaces";
import { LaunchTemplates } from "./launch-templates";
import type { Layout } from "./layout";
import { listenersOf } from "./listeners";
import { loadBalancersOf } from "./load-balancers";
import { withoutMirrored } from "./mirrored";
import { networkAclsOf } from "./network-acls";
import { peeringConnectionsOf } from "./peering-connections";
import { withPublicAccess } from "./public-access";
import { refusedIn } from "./refusals";
import { requesterManagedOf } from "./requester-managed";
import { resolverEndpointsOf } from "./resolver-endpoints";
import { resourceConfigurationsOf } from "./resource-configurations";
import { resourceGatewaysOf } from "./resource-gateways";
import { resourceSharesOf } from "./resource-shares";
import { routeTablesOf } from "./route-tables";
import { securityGroupsOf } from "./security-groups";
import { serviceNetworksOf } from "./service-networks";
import { subnetsOf } from "./subnets";
import { targetGroupsOf } from "./target-groups";
import { targetsOf } from "./targets";
import { transitOf } from "./transit";
import { unmodelledOf } from "./unmodelled";
import { onPremisesOf, vpnOf } from "./vpn";
import { vpcsOf } from "./vpcs";
import { Zones } from "./zones";

/**
 * What AWS would have once every stack of the deployment is applied.
 * @param index what topologies declare of networks outside AWS; missing for Terraform that was not made from topologies
 */
export function networkOf(deployment: Deployment, index?: TopologyIndex): Network {
  const { observed, types } = observe(withoutMirrored(withExisting(deployment)));
  const vpcs = vpcsOf(observed);
  const zones = new Zones(observed);
  const subnets = withPublicAccess(observed, subnetsOf(observed, vpcs, zones));
  const onPremises = onPremisesOf(observed, index);
  const placed = placedIn({ deployment: observed, vpcs, subnets, zones }, onPremises.interfaces);
  const vpn = vpnOf(observed, { networks: onPremises.networks, ...placed });
  const [vpnGateways, vpnConnections] = [byKey(vpn.vpnGateways), byKey(vpn.vpnConnections)];
  const transit = transitOf(observed, { vpcs, vpnConnections });
  const network = {
    vpcs,
    subnets,
    routeTables: routeTablesOf(observed, { vpnGateways, vpnConnections, endpoints: placed.endpoints }),
    internetGateways: internetGatewaysOf(observed),
    natGateways: natGatewaysOf(observed, subnets),
    securityGroups: securityGroupsOf(observed),
    networkAcls: networkAclsOf(observed),
    ...placed,
    endpointServices: byKey(endpointServicesOf(observed)),
    resourceShares: byKey(resourceSharesOf(observed)),
    serviceNetworks: byKey(serviceNetworksOf(observed)),
    peeringConnections: byKey(peeringConnectionsOf(observed)),
    transitGateways: byKey(transit.transitGateways),
    transitGatewayAttachments: byKey(transit.transitGatewayAttachments),
    transitGatewayRouteTables: byKey(transit.transitGatewayRouteTables),
    vpnGateways,
    customerGateways: byKey(vpn.customerGateways),
    vpnConnections,
    vpnDeviceParameters: byKey(vpn.vpnDeviceParameters),
    onPremisesNetworks: byKey(onPremises.networks),
  };
  const { refusals, doubts } = refusedIn({ deployment: observed, network });
  return {
    ...network,
    refusals,
    unmodelled: unmodelledOf(deployment, {
      types,
      elements: elementsIn(network),
      doubts,
      vpcs,
      subnets,
    }),
  };
}

/** The deployment, and the types that whoever reads it asks for: so none is taken for analysed that is not. */
function observe(deployment: Deployment): {
  readonly observed: Deployment;
  readonly types: ReadonlySet<string>;
} {
  const types = new Set<string>();
  const observed: Deployment = {
    resources: deployment.resources,
    find: (key) => deployment.find(key),
    ofType: (type) => {
      types.add(type);
      return deployment.ofType(type);
    },
    existing: (type) => deployment.existing(type),
    former: (type) => deployment.former(type),
  };
  return { observed, types };
}

type Placed = Pick<
  Network,
  | "interfaces"
  | "hosts"
  | "requesterManaged"
  | "loadBalancers"
  | "targetGroups"
  | "endpoints"
  | "resourceGateways"
  | "resourceConfigurations"
  | "hostedZones"
  | "resolverEndpoints"
>;

/** @param beyond interfaces that stand in no VPC */
function placedIn(layout: Layout, beyond: readonly NetworkInterface[]): Placed {
  const { deployment } = layout;
  const templates = new LaunchTemplates(deployment);
  const attachments = new Attachments(deployment);
  const additions = new InterfaceAdditions(deployment);
  const userData = new UserDataReader();
  const instances = instancesOf(layout, templates, attachments, additions, userData);
  const groups = autoScalingGroupsOf(layout, templates, userData);
  const listeners = listenersOf(deployment);
  const balancing = loadBalancersOf(layout, listeners);
  const environments = environmentsOf(layout, listeners);
  const privateLink = endpointsOf(layout);
  const endpoints = byKey(privateLink.endpoints);
  const resources = resourceGatewaysOf(layout);
  const resolvers = resolverEndpointsOf(layout);
  const services = requesterManagedOf(layout);
  const { hosts, interfaces } = attachedBySoftware(deployment, {
    hosts: [...instances.hosts, ...groups.hosts, ...environments.hosts],
    interfaces: byKey([
      ...interfacesOf(layout, attachments, additions),
      ...[instances, groups, balancing, environments, privateLink, resources, resolvers, services].flatMap(
        (each) => each.interfaces,
      ),
      ...beyond,
    ]),
  });
  return {
    interfaces,
    hosts: byKey(hosts),
    requesterManaged: byKey(services.managed),
    loadBalancers: byKey([...balancing.loadBalancers, ...environments.loadBalancers]),
    targetGroups: byKey([
      ...targetGroupsOf(deployment, targetsOf(layout, endpoints)),
      ...environments.targetGroups,
    ]),
    endpoints,
    resolverEndpoints: byKey(resolvers.endpoints),
    resourceGateways: byKey(resources.gateways),
    resourceConfigurations: byKey(resourceConfigurationsOf({ deployment, endpoints })),
    hostedZones: byKey(hostedZonesOf({ deployment, endpoints })),
  };
}

/** Everything that others may refer to. */
function elementsIn(network: Omit<Network, "unmodelled" | "refusals">): ReadonlySet<ElementKey> {
  const listeners = [...network.loadBalancers.values()].flatMap((each) => each.listeners.items);
  return new Set([
    // What refers to a database or a function changes nothing of its interfaces.
    ...Object.values({ ...network, requesterManaged: new Map<ElementKey, never>() }).flatMap((elements) => [
      ...elements.keys(),
    ]),
    ...listeners.flatMap(({ key, rules }) => [key, ...rules.items.map((rule) => rule.key)]),
  ]);
}
