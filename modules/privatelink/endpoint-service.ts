import { VpcEndpointService } from "@cdktf/provider-aws/lib/vpc-endpoint-service";
import { VpcEndpointServiceAllowedPrincipal } from "@cdktf/provider-aws/lib/vpc-endpoint-service-allowed-principal";
import { Construct } from "constructs";
import { type AccountId, accountRoot, type Region } from "../identity";

export interface EndpointServiceProps {
  readonly name: string;
  readonly region: Region;
  readonly loadBalancerArn: string;
  /** Whether each endpoint carries traffic only once the provider has accepted it. */
  readonly acceptance: "manual" | "automatic";
  /** Accounts whose endpoints may connect, each once. */
  readonly allow: readonly AccountId[];
}

/**
 * Offers what stands behind a Network Load Balancer to other VPCs and accounts.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html
 */
export class EndpointService extends Construct {
  readonly id: string;
  /** What endpoints ask for. */
  readonly serviceName: string;

  constructor(scope: Construct, id: string, props: EndpointServiceProps) {
    super(scope, id);
    const { name, region, loadBalancerArn, acceptance, allow } = props;
    const service = new VpcEndpointService(this, "resource", {
      networkLoadBalancerArns: [loadBalancerArn],
      acceptanceRequired: acceptance === "manual",
      supportedIpAddressTypes: ["ipv4"],
      tags: { Name: name },
    });
    this.id = service.id;
    this.serviceName = service.serviceName;
    for (const account of allow) {
      new VpcEndpointServiceAllowedPrincipal(this, `principal-${account}`, {
        vpcEndpointServiceId: service.id,
        principalArn: accountRoot(account, region),
      });
    }
  }
}
