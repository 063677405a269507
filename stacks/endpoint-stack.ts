import type { App } from "cdktf";
import type { ServiceEndpoint } from "../modules/privatelink";
import {
  AccountStack,
  type AccountStackProps,
  type ContractOffer,
  ContractReader,
  type ContractStack,
  endpointContract,
  offerContract,
} from "../modules/wiring";
import { addEndpoint, type EndpointFields, type EndpointSpecification } from "./endpoints";
import type { NetworkFields } from "./vpc-stack";

export interface EndpointStackProps extends AccountStackProps {
  /** Begins the names of everything in the stack. */
  readonly name: string;
  /** The endpoint's own name, unique in its VPC. */
  readonly endpointName: string;
  readonly endpoint: EndpointSpecification;
  /** The stack that publishes the VPC's network contract. */
  readonly network: ContractStack<NetworkFields>;
}

/**
 * One endpoint in a VPC that another stack owns: two VPCs that use each other's services each need their endpoints
 * apart from their services, or neither could be deployed first.
 */
export class EndpointStack extends AccountStack {
  readonly endpoint: ServiceEndpoint;
  private readonly endpointName: string;

  constructor(scope: App, id: string, props: EndpointStackProps) {
    super(scope, id, props);
    const { name, endpointName, endpoint, network } = props;
    this.endpointName = endpointName;
    this.addDependency(network);
    this.addDependency(endpoint.service);
    const { references } = new ContractReader(this, "network", network);
    const site = {
      name,
      vpcId: references.vpcId,
      privateSubnetId: references.privateSubnetIds,
      hostSecurityGroupId: references.hostSecurityGroupIds,
    };
    this.endpoint = addEndpoint(this, endpointName, site, endpoint);
  }

  /** Offers the endpoint's identity to the provider that must accept it. */
  offerEndpoint(): ContractOffer<EndpointFields> {
    return offerContract(this, this.endpointName, endpointContract, {
      endpointId: this.endpoint.endpoint.id,
    });
  }
}
