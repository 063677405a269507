export { AcceptanceStack, type AcceptanceStackProps, type Connection } from "./acceptance-stack";
export { ConsumerVpcStack, type ConsumerVpcStackProps } from "./consumer-vpc-stack";
export { EndpointStack, type EndpointStackProps } from "./endpoint-stack";
export type { EndpointSpecification } from "./endpoints";
export {
  type ProvidedService,
  ProviderVpcStack,
  type ProviderVpcStackProps,
  type EnvironmentSpecification,
  type ServiceSpecification,
  type ServiceTargets,
} from "./provider-vpc-stack";
export {
  type ExistingHostSpecification,
  type ExistingSubnetSpecification,
  type ExistingVpcSpecification,
  type HostSpecification,
  type MadeHostSpecification,
  type MadeVpcSpecification,
  type StatedRule,
  type StatedSecurityGroup,
  type VpcSpecification,
  VpcStack,
  type VpcStackProps,
} from "./vpc-stack";
