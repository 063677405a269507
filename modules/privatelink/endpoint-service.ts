import { VpcEndpointService } from "@cdktf/provider-aws/lib/vpc-endpoint-service";
import { VpcEndpointServiceAllowedPrincipal } from "@cdktf/provider-aws/lib/vpc-endpoint-service-allowed-principal";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type AccountId, accountRoot, type Region } from "../identity";
import { DomainOwnership } from "./domain-ownership";
import { tellProof } from "./proof-record";

/** A name that consumers' VPCs may resolve to their endpoints. */
export interface PrivateDnsName {
  readonly name: string;
  /**
   * ID of the public hosted zone of the name's domain, in the service's account, for the record that proves whose it is.
   * @default that record is made, and the verification started, by hand
   */
  readonly zone?: string;
}

export interface EndpointServiceProps {
  readonly name: string;
  readonly region: Region;
  readonly loadBalancerArn: string;
  /** Whether each endpoint carries traffic only once the provider has accepted it. */
  readonly acceptance: "manual" | "automatic";
  /** Accounts whose endpoints may connect, each once. */
  readonly allow: readonly AccountId[];
  /** @default none */
  readonly privateDns?: PrivateDnsName;
  /** What must be in place before anything is offered. @default nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
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
    const { name, region, loadBalancerArn, acceptance, allow, privateDns, dependsOn = [] } = props;
    const service = new VpcEndpointService(this, "resource", {
      networkLoadBalancerArns: [loadBalancerArn],
      acceptanceRequired: acceptance === "manual",
      supportedIpAddressTypes: ["ipv4"],
      ...(privateDns === undefined ? {} : { privateDnsName: privateDns.name }),
      tags: { Name: name },
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    });
    this.id = service.id;
    this.serviceName = service.serviceName;
    for (const account of allow) {
      new VpcEndpointServiceAllowedPrincipal(this, `principal-${account}`, {
        vpcEndpointServiceId: service.id,
        principalArn: accountRoot(account, region),
      });
    }
    if (privateDns === undefined) return;
    const { name: privateDnsName, zone: zoneId } = privateDns;
    if (zoneId === undefined) {
      const { name: label, type, value } = service.privateDnsNameConfiguration.get(0);
      tellProof(this, `private-dns-record-${id}`, privateDnsName, {
        name: `${label}.${privateDnsName}`,
        type,
        value,
      });
    } else new DomainOwnership(this, "private-dns", { service, privateDnsName, zoneId });
  }
}
