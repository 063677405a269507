import { Construct } from "constructs";
import type { Ipv4Address } from "../addressing";
import { PrivateName } from "../dns";
import type { AzId } from "../identity";
import { ContractReader, type Expectation, type PublishedContract, type ServiceFields } from "../wiring";
import type { EndpointClient, EndpointListener } from "./endpoint-clients";
import { InterfaceEndpoint } from "./interface-endpoint";

/** The contract that a service's provider publishes. */
export type ServiceContract = PublishedContract<ServiceFields>;

export interface ServiceEndpointProps {
  readonly name: string;
  readonly service: ServiceContract;
  readonly vpcId: string;
  /** The endpoint has one network interface in each of these subnets. */
  readonly subnetIds: ReadonlyMap<AzId, string>;
  /** Addresses of network interfaces, by zone. @default AWS picks free ones */
  readonly addresses?: ReadonlyMap<AzId, Ipv4Address>;
  /** What clients call, each of another port. */
  readonly listeners: readonly EndpointListener[];
  readonly clients: readonly EndpointClient[];
  /** Whether the VPC is to resolve the service's private DNS name to the endpoint, once accepted. @default false */
  readonly privateDns?: boolean;
  /** A name for the endpoint that this VPC alone resolves. @default only AWS's own name */
  readonly dnsName?: string;
}

/** An interface endpoint to the service that a contract describes, and the consumer's own name for it. */
export class ServiceEndpoint extends Construct {
  readonly endpoint: InterfaceEndpoint;
  readonly privateName?: PrivateName;

  constructor(scope: Construct, id: string, props: ServiceEndpointProps) {
    super(scope, id);
    const { service, dnsName, vpcId, listeners, subnetIds } = props;
    const contract = new ContractReader(
      this,
      "contract",
      service,
      expectations(service.publisher, listeners, [...subnetIds.keys()]),
    );
    this.endpoint = new InterfaceEndpoint(this, "endpoint", {
      ...props,
      serviceName: contract.references.serviceName,
    });
    if (dnsName !== undefined) {
      this.privateName = new PrivateName(this, "name", {
        name: dnsName,
        vpcId,
        target: this.endpoint.aliasTarget,
      });
    }
  }
}

/** What the service was when the endpoint was written; the provider may have moved since. */
function expectations(
  publisher: string,
  listeners: readonly EndpointListener[],
  zones: readonly AzId[],
): Expectation[] {
  // An endpoint in a zone where its service has no load balancer fails at apply.
  // https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html
  const available = zones.map((zone) => ({
    condition: `try(contains(self.outputs.zones, "${zone}"), true)`,
    sentence: `The service of ${publisher} is not in ${zone}, where this endpoint is; it is in \${join(", ", self.outputs.zones)}. Take ${zone} out of the endpoint's zones.`,
  }));
  const called = listeners.map(({ port }) => ({
    condition: `try(contains(self.outputs.ports, "${port}"), true)`,
    sentence: `The service of ${publisher} listens on TCP \${join(", ", self.outputs.ports)}, and this endpoint admits TCP ${port}. Synthesize and deploy this stack again.`,
  }));
  return [...available, ...called];
}
