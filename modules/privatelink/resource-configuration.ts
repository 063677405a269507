import { VpclatticeResourceConfiguration } from "@cdktf/provider-aws/lib/vpclattice-resource-configuration";
import { Construct } from "constructs";
import { formatAddress, type Ipv4Address } from "../addressing";
import { hyphenatedName } from "../network";
import type { PrivateDnsName } from "./endpoint-service";
import { LONGEST_LATTICE_NAME } from "./lattice-name";
import { VerifiedDomain } from "./verified-domain";

/** What a resource gateway leads to. */
export type ResourceTarget =
  | { readonly kind: "address"; readonly address: Ipv4Address }
  /** A name that everybody can look up, whatever address it gives; an internal load balancer's is one. */
  | { readonly kind: "name"; readonly dnsName: string };

export interface ResourceConfigurationProps {
  readonly name: string;
  readonly gatewayId: string;
  /** The only TCP port that endpoints carry. */
  readonly port: number;
  readonly target: ResourceTarget;
  /** What endpoints with private DNS have their VPCs resolve. Wants AWS provider 6.22 or newer. @default none */
  readonly customDomainName?: PrivateDnsName;
}

/**
 * Describes a resource that endpoints of other VPCs, and of accounts that it is shared with, lead to.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html
 */
export class ResourceConfiguration extends Construct {
  readonly id: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ResourceConfigurationProps) {
    super(scope, id);
    const { name, gatewayId, port, target, customDomainName } = props;
    const domain = customDomainName && new VerifiedDomain(this, "domain", customDomainName);
    const configuration = new VpclatticeResourceConfiguration(this, "resource", {
      name: hyphenatedName(name, LONGEST_LATTICE_NAME),
      type: "SINGLE",
      protocol: "TCP",
      portRanges: [String(port)],
      resourceGatewayIdentifier: gatewayId,
      // Whoever it is shared with could otherwise pass it on, in a service network that others share.
      allowAssociationToShareableServiceNetwork: false,
      resourceConfigurationDefinition: [
        target.kind === "address"
          ? { ipResource: [{ ipAddress: formatAddress(target.address) }] }
          : { dnsResource: [{ domainName: target.dnsName, ipAddressType: "IPV4" }] },
      ],
      ...(domain && {
        customDomainName: domain.name,
        domainVerificationId: domain.verificationId,
        dependsOn: [...domain.records],
      }),
      tags: { Name: name },
    });
    this.id = configuration.id;
    this.arn = configuration.arn;
  }
}
