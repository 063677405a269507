import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { VpcEndpointService } from "@cdktf/provider-aws/lib/vpc-endpoint-service";
import { VpcEndpointServicePrivateDnsVerification } from "@cdktf/provider-aws/lib/vpc-endpoint-service-private-dns-verification";
import { Construct } from "constructs";
import { PROOF_TIME_TO_LIVE } from "./proof-record";

export interface DomainOwnershipProps {
  /** A service that has a private DNS name. */
  readonly service: VpcEndpointService;
  readonly privateDnsName: string;
  /** ID of the public hosted zone of the name's domain, or of one around it, in the service's account. */
  readonly zoneId: string;
}

/**
 * Proves that a service's private DNS name is its owner's, which AWS wants before any endpoint may use the name: by a
 * record of its domain that everybody can look up.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html#verify-domain-ownership
 */
export class DomainOwnership extends Construct {
  constructor(scope: Construct, id: string, { service, privateDnsName, zoneId }: DomainOwnershipProps) {
    super(scope, id);
    const proof = service.privateDnsNameConfiguration.get(0);
    const record = new Route53Record(this, "record", {
      zoneId,
      // AWS gives one label, `_6e86v84tqgqubxbwii1m`; in Route 53 it stands below the zone's domain, and proves all of it.
      name: proof.name,
      type: "TXT",
      records: [proof.value],
      ttl: PROOF_TIME_TO_LIVE,
    });
    // Terraform verifies when it makes the resource, and never again: another name needs another resource.
    new VpcEndpointServicePrivateDnsVerification(this, idOf(privateDnsName), {
      serviceId: service.id,
      waitForVerification: true,
      dependsOn: [record],
    });
  }
}

/** A DNS name without dots. No label begins or ends with a hyphen, so that no two names give one id. */
function idOf(dnsName: string): string {
  return dnsName.replaceAll("-", "--").replaceAll(".", "-");
}
