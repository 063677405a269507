import { DataAwsVpcEndpointAssociations } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint-associations";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { AzId } from "../identity";
import { expectOf } from "../wiring";
import { type AliasTarget, type EndpointClient, endpointSecurityGroup } from "./endpoint-clients";

export interface ResourceEndpointProps {
  readonly name: string;
  readonly vpcId: string;
  /** The endpoint has one network interface in each of these subnets; the resource's gateway is in one of their zones. */
  readonly subnetIds: ReadonlyMap<AzId, string>;
  /** A resource configuration of this account, or one that is shared with it. */
  readonly configurationArn: string;
  /** The configuration's TCP port. */
  readonly port: number;
  readonly clients: readonly EndpointClient[];
  /**
   * Whether the VPC is to resolve the configuration's custom domain name, which it must have, to the endpoint.
   * @default false
   * @see https://docs.aws.amazon.com/vpc/latest/privatelink/use-resource-endpoint.html
   */
  readonly privateDns?: boolean;
}

/**
 * An endpoint to the resource of another VPC, with no load balancer of an endpoint service between them.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-resources.html
 */
export class ResourceEndpoint extends Construct {
  readonly id: string;
  /** The endpoint's regional name: one address for each of its zones. */
  readonly aliasTarget: AliasTarget;

  constructor(scope: Construct, id: string, props: ResourceEndpointProps) {
    super(scope, id);
    const { name, vpcId, subnetIds, configurationArn, port, privateDns = false } = props;
    const securityGroup = endpointSecurityGroup(this, { ...props, listeners: [{ port }] });
    const endpoint = new VpcEndpoint(this, "resource", {
      vpcId,
      vpcEndpointType: "Resource",
      resourceConfigurationArn: configurationArn,
      subnetIds: [...subnetIds.values()],
      securityGroupIds: [securityGroup.id],
      ipAddressType: "ipv4",
      privateDnsEnabled: privateDns,
      tags: { Name: name },
    });
    this.id = endpoint.id;
    // The endpoint itself has no `dns_entry`: its names are those of what it is associated with.
    // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpointAssociation.html
    const names = new DataAwsVpcEndpointAssociations(this, "associations", { vpcEndpointId: endpoint.id });
    expectOf(names, [
      {
        condition: "length(flatten(self.associations[*].dns_entry)) > 0",
        sentence: `The endpoint ${name} is associated with no resource that has a name. AWS may not list the association yet: deploy again. If that changes nothing, see whether the resource is still shared with this account.`,
      },
    ]);
    const regional = names.associations.get(0).dnsEntry.get(0);
    this.aliasTarget = { dnsName: regional.dnsName, zoneId: regional.hostedZoneId };
  }
}
