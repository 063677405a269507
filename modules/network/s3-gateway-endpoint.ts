import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { Region } from "../identity";

export interface S3GatewayEndpointProps {
  readonly name: string;
  readonly region: Region;
  readonly vpcId: string;
  readonly routeTableIds: readonly string[];
}

/**
 * Leads traffic to S3 past NAT gateways, free of charge; Amazon Linux's package repositories are in S3.
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
 */
export class S3GatewayEndpoint extends Construct {
  readonly endpoint: VpcEndpoint;

  constructor(scope: Construct, id: string, { name, region, vpcId, routeTableIds }: S3GatewayEndpointProps) {
    super(scope, id);
    this.endpoint = new VpcEndpoint(this, "resource", {
      vpcId,
      vpcEndpointType: "Gateway",
      serviceName: `com.amazonaws.${region}.s3`,
      routeTableIds: [...routeTableIds],
      tags: { Name: `${name}.s3` },
    });
  }
}
