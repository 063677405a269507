import { VpcEndpointPrivateDns } from "@cdktf/provider-aws/lib/vpc-endpoint-private-dns";
import type { App } from "cdktf";
import { Construct } from "constructs";
import {
  AccountStack,
  type AccountStackProps,
  ContractReader,
  type ContractStack,
  type EndpointFields,
  type Expectation,
  type ServiceFields,
} from "../modules/wiring";

export interface PrivateDnsStackProps extends AccountStackProps {
  /** The endpoint's own name, unique in its VPC. */
  readonly endpointName: string;
  /** The service's private DNS name. */
  readonly privateDnsName: string;
  readonly service: ContractStack<ServiceFields>;
  /** An endpoint of the stack's account, whose specification says that its private DNS is on. */
  readonly endpoint: ContractStack<EndpointFields>;
}

/**
 * Makes a VPC resolve a service's private DNS name to its endpoint. It stands apart from the endpoint, because AWS
 * refuses it until the provider has accepted the connection. Destroying it leaves the name as it is: what turns it off
 * is the endpoint's own stack, once its specification no longer says that it is on.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
 */
export class PrivateDnsStack extends AccountStack {
  readonly privateDns: VpcEndpointPrivateDns;

  constructor(scope: App, id: string, props: PrivateDnsStackProps) {
    super(scope, id, props);
    const { endpointName, privateDnsName, service, endpoint } = props;
    this.addDependency(service);
    this.addDependency(endpoint);
    new ContractReader(this, "service", service, [sameName(service.publisher, privateDnsName)]);
    const { references } = new ContractReader(this, "endpoint", endpoint);
    this.privateDns = new VpcEndpointPrivateDns(new Construct(this, "endpoints"), endpointName, {
      vpcEndpointId: references.endpointId,
      privateDnsEnabled: true,
    });
  }
}

/** The VPC would otherwise resolve another name than its hosts call. */
function sameName(publisher: string, privateDnsName: string): Expectation {
  return {
    condition: `try(self.outputs.private_dns_name == "${privateDnsName}", true)`,
    sentence: `This VPC is to resolve ${privateDnsName}, and the private DNS name of the service of ${publisher} is now: \${coalesce(self.outputs.private_dns_name, "none")}. Synthesize and deploy this stack again.`,
  };
}
