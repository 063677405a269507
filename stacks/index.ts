export { AcceptanceStack, type AcceptanceStackProps, type Connection } from "./acceptance-stack";
export { ConsumerVpcStack, type ConsumerVpcStackProps } from "./consumer-vpc-stack";
export { EndpointStack, type EndpointStackProps } from "./endpoint-stack";
export type { ClientSpecification, EndpointSpecification } from "./endpoints";
export { PrivateDnsStack, type PrivateDnsStackProps } from "./private-dns-stack";
export type { EnvironmentSpecification } from "./environments";
export {
  type ProvidedService,
  ProviderVpcStack,
  type ProviderVpcStackProps,
  type ServiceSpecification,
  type ServiceTargets,
} from "./provider-vpc-stack";
export {
  type ExistingHostSpecification,
  type ExistingVpcSpecification,
  type HostSpecification,
  type MadeHostSpecification,
  type MadeVpcSpecification,
  type VpcSpecification,
  VpcStack,
  type VpcStackProps,
} from "./vpc-stack";
