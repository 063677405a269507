import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import type { AzId, Region } from "../identity";
import { type EndpointClient, endpointSecurityGroup } from "./endpoint-clients";

export interface SystemsManagerEndpointsProps {
  readonly name: string;
  readonly region: Region;
  /** A VPC that resolves private DNS names, and has no other endpoint for these services. */
  readonly vpcId: string;
  /** Each endpoint has one network interface in each of these subnets. */
  readonly subnetIds: ReadonlyMap<AzId, string>;
  readonly clients: readonly EndpointClient[];
}

/**
 * What Systems Manager and its Session Manager are called by. Agents from version 3.3.40.0, which today's images all
 * have, no longer need `ec2messages`, and Regions since 2024 do not have it.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
 */
const SERVICES = ["ssm", "ssmmessages"];

const HTTPS = 443;

/**
 * Interface endpoints by which Systems Manager administers hosts that have no way out of their VPC. The services' own
 * names lead to them, so that nothing has to be set up on the hosts. One security group is the gate of all.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
 */
export class SystemsManagerEndpoints extends Construct {
  constructor(scope: Construct, id: string, props: SystemsManagerEndpointsProps) {
    super(scope, id);
    const { name, region, vpcId, subnetIds, clients } = props;
    const securityGroup = endpointSecurityGroup(this, { name, vpcId, listeners: [{ port: HTTPS }], clients });
    for (const service of SERVICES) {
      new VpcEndpoint(this, service, {
        vpcId,
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.${region}.${service}`,
        subnetIds: [...subnetIds.values()],
        securityGroupIds: [securityGroup.id],
        ipAddressType: "ipv4",
        privateDnsEnabled: true,
        tags: { Name: `${name}.${service}` },
      });
    }
  }
}
