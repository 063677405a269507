export { type AliasTarget, type EndpointClient } from "./endpoint-clients";
export { EndpointService, type EndpointServiceProps, type PrivateDnsName } from "./endpoint-service";
export { InterfaceEndpoint, type InterfaceEndpointProps } from "./interface-endpoint";
export {
  type AutoScaledTargets,
  NetworkLoadBalancer,
  type NetworkLoadBalancerProps,
  type Target,
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
