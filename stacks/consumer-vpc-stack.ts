import type { App } from "cdktf";
import { Construct } from "constructs";
import type { AzId } from "../modules/identity";
import type { ServiceEndpoint } from "../modules/privatelink";
import { type ContractOffer, endpointContract, type EndpointFields, offerContract } from "../modules/wiring";
import { addEndpoint, type EndpointSpecification } from "./endpoints";
import { VpcStack, type VpcStackProps } from "./vpc-stack";

export interface ConsumerVpcStackProps extends VpcStackProps {
  /** By name. @default none */
  readonly endpoints?: ReadonlyMap<string, EndpointSpecification>;
}

/** A VPC whose hosts use services of other VPCs and accounts, and offer none. */
export class ConsumerVpcStack extends VpcStack {
  readonly endpoints: ReadonlyMap<string, ServiceEndpoint>;

  constructor(scope: App, id: string, props: ConsumerVpcStackProps) {
    super(scope, id, props);
    const { endpoints = new Map<string, EndpointSpecification>() } = props;
    const scopeOfEndpoints = new Construct(this, "endpoints");
    const site = {
      vpcId: this.vpc.id,
      privateSubnetId: (zone: AzId) => this.vpc.privateSubnet(zone).id,
      hostSecurityGroupId: (host: string) => this.hostSecurityGroupId(host),
    };
    this.endpoints = new Map(
      [...endpoints].map(([endpoint, specification]) => {
        this.addDependency(specification.service);
        const name = `${id}.endpoints.${endpoint}`;
        return [endpoint, addEndpoint(scopeOfEndpoints, endpoint, { ...site, name }, specification)];
      }),
    );
  }

  /** Offers an endpoint's identity to the provider that must accept it. @throws when there is none of this name */
  offerEndpoint(name: string): ContractOffer<EndpointFields> {
    const endpoint = this.endpoints.get(name);
    if (endpoint === undefined) {
      throw new Error(
        `${this.node.id} has no endpoint ${name}; it has ${[...this.endpoints.keys()].join(", ")}`,
      );
    }
    return offerContract(this, name, endpointContract, { endpointId: endpoint.endpoint.id });
  }
}
