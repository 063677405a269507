import type { App } from "cdktf";
import { Construct } from "constructs";
import { formatAddress } from "../modules/addressing";
import type { ServiceEndpoint } from "../modules/privatelink";
import {
  AccountStack,
  type AccountStackProps,
  type ContractOffer,
  ContractReader,
  type ContractStack,
  endpointContract,
  type EndpointFields,
  type NetworkFields,
  type Expectation,
  offerContract,
} from "../modules/wiring";
import { addEndpoint, type ClientSpecification, type EndpointSpecification } from "./endpoints";

export interface EndpointStackProps extends AccountStackProps {
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
    const { endpointName, endpoint, network } = props;
    this.endpointName = endpointName;
    this.addDependency(network);
    this.addDependency(endpoint.service);
    const { references } = new ContractReader(this, "network", network, expectations(network, endpoint));
    const site = {
      name: id,
      vpcId: references.vpcId,
      privateSubnetId: references.privateSubnetIds,
      hostSecurityGroupId: references.hostSecurityGroupIds,
    };
    this.endpoint = addEndpoint(new Construct(this, "endpoints"), endpointName, site, endpoint);
  }

  /** Offers the endpoint's identity to the provider that must accept it. */
  offerEndpoint(): ContractOffer<EndpointFields> {
    return offerContract(this, this.endpointName, endpointContract, {
      endpointId: this.endpoint.endpoint.id,
    });
  }
}

/** What the VPC's stack may not have made yet, or no longer has. */
function expectations(
  { publisher }: ContractStack<NetworkFields>,
  { zones, clients }: EndpointSpecification,
): Expectation[] {
  const subnets = zones.map((zone) => ({
    condition: `try(contains(keys(self.outputs.private_subnet_ids), "${zone}"), true)`,
    sentence: `The VPC of ${publisher} has no private subnet in ${zone}, where this endpoint is; it has them in \${join(", ", keys(self.outputs.private_subnet_ids))}. Deploy its stack again.`,
  }));
  return [...subnets, ...clients.flatMap((client) => expectationsOf(client, publisher))];
}

function expectationsOf(client: ClientSpecification, publisher: string): Expectation[] {
  switch (client.kind) {
    case "block":
      return [];
    case "host":
      return [
        {
          condition: `try(contains(keys(self.outputs.host_security_group_ids), "${client.host}"), true)`,
          sentence: `The VPC of ${publisher} has no host ${client.host}, which calls this endpoint; it has \${join(", ", keys(self.outputs.host_security_group_ids))}. Deploy its stack again.`,
        },
      ];
    case "existing-host": {
      const address = formatAddress(client.address);
      const found = `lookup(self.outputs.existing_host_addresses, "${client.host}", "no address")`;
      return [
        {
          condition: `try(${found} == "${address}", true)`,
          sentence: `The host ${client.host}, which calls this endpoint from ${address}, has \${${found}} in the VPC of ${publisher}. Deploy its stack again.`,
        },
      ];
    }
  }
}
