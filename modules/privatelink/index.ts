export { type AliasTarget, type EndpointClient, type EndpointListener } from "./endpoint-clients";
export { EndpointService, type EndpointServiceProps, type PrivateDnsName } from "./endpoint-service";
export { InterfaceEndpoint, type InterfaceEndpointProps } from "./interface-endpoint";
export {
  type ListenerProps,
  NetworkLoadBalancer,
  type NetworkLoadBalancerProps,
} from "./network-load-balancer";
export {
  ResourceConfiguration,
  type ResourceConfigurationProps,
  type ResourceTarget,
} from "./resource-configuration";
export { ResourceEndpoint, type ResourceEndpointProps } from "./resource-endpoint";
export { ResourceGateway, type ResourceGatewayProps } from "./resource-gateway";
export { ResourceShare, type ResourceShareProps } from "./resource-share";
export { type ServiceContract, ServiceEndpoint, type ServiceEndpointProps } from "./service-endpoint";
export { SystemsManagerEndpoints, type SystemsManagerEndpointsProps } from "./systems-manager-endpoints";
export { type AutoScaledTargets, type Target } from "./targets";
