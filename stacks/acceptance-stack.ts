import { VpcEndpointConnectionAccepter } from "@cdktf/provider-aws/lib/vpc-endpoint-connection-accepter";
import type { App } from "cdktf";
import { Construct } from "constructs";
import {
  AccountStack,
  type AccountStackProps,
  ContractReader,
  type ContractStack,
  type EndpointFields,
  type ServiceFields,
} from "../modules/wiring";

export interface Connection {
  readonly service: ContractStack<ServiceFields>;
  readonly endpoint: ContractStack<EndpointFields>;
}

export interface AcceptanceStackProps extends AccountStackProps {
  /** Connections of one consumer, by the endpoint's name. */
  readonly connections: ReadonlyMap<string, Connection>;
}

/**
 * Accepts one consumer's endpoints in the provider's account. Each consumer has a stack of its own, so that one that
 * is not there yet blocks no other.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html#accept-reject-connection-requests
 */
export class AcceptanceStack extends AccountStack {
  readonly connections: ReadonlyMap<string, Construct>;

  constructor(scope: App, id: string, props: AcceptanceStackProps) {
    super(scope, id, props);
    const scopeOfConnections = new Construct(this, "connections");
    this.connections = new Map(
      [...props.connections].map(([name, { service, endpoint }]) => {
        this.addDependency(service);
        this.addDependency(endpoint);
        const connection = new Construct(scopeOfConnections, name);
        new VpcEndpointConnectionAccepter(connection, "resource", {
          vpcEndpointServiceId: new ContractReader(connection, "service", service).references.serviceId,
          vpcEndpointId: new ContractReader(connection, "endpoint", endpoint).references.endpointId,
        });
        return [name, connection];
      }),
    );
  }
}
