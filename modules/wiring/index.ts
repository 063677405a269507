export { AccountStack, type AccountStackProps } from "./account-stack";
export {
  type Contract,
  type ContractFields,
  type ContractValues,
  customerGatewayContract,
  type CustomerGatewayFields,
  deviceContract,
  type DeviceFields,
  endpointContract,
  type EndpointFields,
  instancesContract,
  type InstancesFields,
  loadBalancerContract,
  type LoadBalancerFields,
  networkContract,
  type NetworkFields,
  outputName,
  peerContract,
  type PeerFields,
  peeringContract,
  type PeeringFields,
  resourceContract,
  type ResourceFields,
  serviceContract,
  type ServiceFields,
  vpnContract,
  type VpnFields,
} from "./contract";
export { type ContractOffer, offerContract } from "./contract-offer";
export { ContractReader, type ContractReferences, type PublishedContract } from "./contract-reader";
export { ContractStack } from "./contract-stack";
export {
  type AttributeExpectation,
  demandOf,
  equals,
  expectAttributes,
  type Expectation,
  expectOf,
} from "./postconditions";
export { StateReader } from "./state-reader";
export { CONTRACTS, folderFor, type StatePlace, STATES, type StateStore } from "./state";
export { addressOf, type Declared, TopologyStack } from "./topology-stack";
