export { AcceptanceStack, type AcceptanceStackProps, type Connection } from "./acceptance-stack";
export { ConsumerVpcStack, type ConsumerVpcStackProps } from "./consumer-vpc-stack";
export { EndpointStack, type EndpointStackProps } from "./endpoint-stack";
export type { EndpointSpecification } from "./endpoints";
export {
  type ProvidedService,
  ProviderVpcStack,
  type ProviderVpcStackProps,
  type ServiceSpecification,
} from "./provider-vpc-stack";
export { type HostSpecification, type VpcSpecification, VpcStack, type VpcStackProps } from "./vpc-stack";
