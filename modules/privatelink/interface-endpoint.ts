import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { formatAddress, type Ipv4Address } from "../addressing";
import type { AzId } from "../identity";
import {
  type AliasTarget,
  type EndpointClient,
  type EndpointListener,
  endpointSecurityGroup,
} from "./endpoint-clients";

export interface InterfaceEndpointProps {
  readonly name: string;
  readonly vpcId: string;
  /** The endpoint has one network interface in each of these subnets. */
  readonly subnetIds: ReadonlyMap<AzId, string>;
  /** Addresses of network interfaces, by zone. @default AWS picks free ones */
  readonly addresses?: ReadonlyMap<AzId, Ipv4Address>;
  readonly serviceName: string;
  /** What clients call, each of another port. */
  readonly listeners: readonly EndpointListener[];
  readonly clients: readonly EndpointClient[];
  /**
   * Whether the VPC is to resolve the service's private DNS name to the endpoint. AWS refuses that until the connection
   * was accepted, so that it is left to whoever knows.
   * @default false
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html
   */
  readonly privateDns?: boolean;
}

/**
 * An interface endpoint to an endpoint service.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export class InterfaceEndpoint extends Construct {
  readonly id: string;
  /** The endpoint's regional name: one address for each of its zones. */
  readonly aliasTarget: AliasTarget;

  constructor(scope: Construct, id: string, props: InterfaceEndpointProps) {
    super(scope, id);
    const { name, vpcId, serviceName, subnetIds, privateDns = false } = props;
    const securityGroup = endpointSecurityGroup(this, props);
    const pinned = [...(props.addresses ?? [])].map(([zone, address]) => ({
      subnetId: subnetIn(subnetIds, zone),
      ipv4: formatAddress(address),
    }));
    const endpoint = new VpcEndpoint(this, "resource", {
      vpcId,
      vpcEndpointType: "Interface",
      serviceName,
      subnetIds: [...subnetIds.values()],
      ...(pinned.length === 0 ? {} : { subnetConfiguration: pinned }),
      securityGroupIds: [securityGroup.id],
      ipAddressType: "ipv4",
      // Whoever turns it on later would be undone by a value here.
      // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint_private_dns
      ...(privateDns ? {} : { privateDnsEnabled: false }),
      tags: { Name: name },
    });
    this.id = endpoint.id;
    const regional = endpoint.dnsEntry.get(0);
    this.aliasTarget = { dnsName: regional.dnsName, zoneId: regional.hostedZoneId };
  }
}

function subnetIn(subnetIds: ReadonlyMap<AzId, string>, zone: AzId): string {
  const subnetId = subnetIds.get(zone);
  if (subnetId !== undefined) return subnetId;
  throw new Error(
    `an address is pinned in ${zone}, where the endpoint has no subnet; its zones are ${[...subnetIds.keys()].join(", ")}`,
  );
}
