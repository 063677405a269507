export { EndpointService, type EndpointServiceProps, type PrivateDnsName } from "./endpoint-service";
export {
  type AliasTarget,
  type EndpointClient,
  InterfaceEndpoint,
  type InterfaceEndpointProps,
} from "./interface-endpoint";
export { NetworkLoadBalancer, type NetworkLoadBalancerProps, type Target } from "./network-load-balancer";
export { type ServiceContract, ServiceEndpoint, type ServiceEndpointProps } from "./service-endpoint";
