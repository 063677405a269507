import type { Deployment } from "../../terraform";
import type { Element, ElementKey, Network } from "../model";
import { Attachments } from "./attachments";
import { autoScalingGroupsOf } from "./auto-scaling-groups";
import { environmentsOf } from "./beanstalk";
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
import { resourceConfigurationsOf } from "./resource-configurations";
import { resourceGatewaysOf } from "./resource-gateways";
import { resourceSharesOf } from "./resource-shares";
import { routeTablesOf } from "./route-tables";
import { securityGroupsOf } from "./security-groups";
import { subnetsOf } from "./subnets";
import { targetGroupsOf } from "./target-groups";
import { targetsOf } from "./targets";
import { unmodelledOf } from "./unmodelled";
import { vpcsOf } from "./vpcs";

/** What AWS would have once every stack of the deployment is applied. */
export function networkOf(deployment: Deployment): Network {
  const { observed, types } = observe(withExisting(deployment));
  const vpcs = vpcsOf(observed);
  const subnets = subnetsOf(observed, vpcs);
  const network = {
    vpcs,
    subnets,
    routeTables: routeTablesOf(observed),
    internetGateways: internetGatewaysOf(observed),
    natGateways: natGatewaysOf(observed, subnets),
    securityGroups: securityGroupsOf(observed),
    networkAcls: networkAclsOf(observed),
    ...placedIn({ deployment: observed, vpcs, subnets }),
    endpointServices: byKey(endpointServicesOf(observed)),
    resourceShares: byKey(resourceSharesOf(observed)),
    peeringConnections: byKey(peeringConnectionsOf(observed)),
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
>;

function placedIn(layout: Layout): Placed {
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
  return {
    interfaces: byKey([
      ...interfacesOf(layout, attachments, additions),
      ...[instances, groups, balancing, environments, privateLink, resources].flatMap(
        ({ interfaces }) => interfaces,
      ),
    ]),
    hosts: byKey([...instances.hosts, ...groups.hosts, ...environments.hosts]),
    loadBalancers: byKey([...balancing.loadBalancers, ...environments.loadBalancers]),
    targetGroups: byKey([
      ...targetGroupsOf(deployment, targetsOf(layout, endpoints)),
      ...environments.targetGroups,
    ]),
    endpoints,
    resourceGateways: byKey(resources.gateways),
    resourceConfigurations: byKey(resourceConfigurationsOf({ deployment, endpoints })),
    hostedZones: byKey(hostedZonesOf({ deployment, endpoints })),
  };
}

function byKey<T extends Element>(elements: readonly T[]): ReadonlyMap<ElementKey, T> {
  return new Map(elements.map((element) => [element.key, element]));
}

/** Everything that others may refer to. */
function elementsIn(network: Omit<Network, "unmodelled" | "refusals">): ReadonlySet<ElementKey> {
  const listeners = [...network.loadBalancers.values()].flatMap((each) => each.listeners.items);
  return new Set([
    ...Object.values(network).flatMap((elements) => [...elements.keys()]),
    ...listeners.map(({ key }) => key),
  ]);
}
