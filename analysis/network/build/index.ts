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
import { networkAclsOf } from "./network-acls";
import { peeringConnectionsOf } from "./peering-connections";
import { refusedIn } from "./refusals";
import { resolverEndpointsOf } from "./resolver-endpoints";
import { resourceConfigurationsOf } from "./resource-configurations";
import { resourceGatewaysOf } from "./resource-gateways";
import { resourceSharesOf } from "./resource-shares";
import { routeTablesOf } from "./route-tables";
import { securityGroupsOf } from "./security-groups";
import { subnetsOf } from "./subnets";
import { targetGroupsOf } from "./target-groups";
import { targetsOf } from "./targets";
import { unmodelledOf } from "./unmodelled";
import { onPremisesOf, vpnOf } from "./vpn";
import { vpcsOf } from "./vpcs";

/**
 * What AWS would have once every stack of the deployment is applied.
 * @param index what topologies declare of networks outside AWS; missing for Terraform that was not made from topologies
 */
export function networkOf(deployment: Deployment, index?: TopologyIndex): Network {
  const { observed, types } = observe(withExisting(deployment));
  const vpcs = vpcsOf(observed);
  const subnets = subnetsOf(observed, vpcs);
  const onPremises = onPremisesOf(observed, index);
  const placed = placedIn({ deployment: observed, vpcs, subnets }, onPremises.interfaces);
  const vpn = vpnOf(observed, { networks: onPremises.networks, ...placed });
  const [vpnGateways, vpnConnections] = [byKey(vpn.vpnGateways), byKey(vpn.vpnConnections)];
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
    peeringConnections: byKey(peeringConnectionsOf(observed)),
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
      internetGateways: network.internetGateways,
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
  };
  return { observed, types };
}

type Placed = Pick<
  Network,
  | "interfaces"
  | "hosts"
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
  const { hosts, interfaces } = attachedBySoftware(deployment, {
    hosts: [...instances.hosts, ...groups.hosts, ...environments.hosts],
    interfaces: byKey([
      ...interfacesOf(layout, attachments, additions),
      ...[instances, groups, balancing, environments, privateLink, resources, resolvers].flatMap(
        (each) => each.interfaces,
      ),
      ...beyond,
    ]),
  });
  return {
    interfaces,
    hosts: byKey(hosts),
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
    ...Object.values(network).flatMap((elements) => [...elements.keys()]),
    ...listeners.map(({ key }) => key),
  ]);
}
