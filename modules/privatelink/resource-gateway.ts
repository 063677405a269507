import { VpclatticeResourceGateway } from "@cdktf/provider-aws/lib/vpclattice-resource-gateway";
import { Construct } from "constructs";
import type { AzId } from "../identity";
import { hyphenatedName, SecurityGroup } from "../network";
import { LONGEST_LATTICE_NAME } from "./lattice-name";

export interface ResourceGatewayProps {
  readonly name: string;
  readonly vpcId: string;
  /** The gateway has a network interface in each of these subnets; endpoints need one of their zones. */
  readonly subnetIds: ReadonlyMap<AzId, string>;
}

/**
 * Where traffic of resource endpoints enters the VPC of their resource. It neither balances load nor checks health.
 * Nobody calls it by address, so that its security group admits nobody, and lets out what it is told to.
 * @see https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-gateway.html
 */
export class ResourceGateway extends Construct {
  readonly id: string;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { name, vpcId, subnetIds }: ResourceGatewayProps) {
    super(scope, id);
    this.securityGroup = new SecurityGroup(this, "security-group", {
      vpcId,
      name,
      description: `The resource gateway ${name}`,
    });
    const gateway = new VpclatticeResourceGateway(this, "resource", {
      name: hyphenatedName(name, LONGEST_LATTICE_NAME),
      vpcId,
      subnetIds: [...subnetIds.values()],
      securityGroupIds: [this.securityGroup.id],
      ipAddressType: "IPV4",
      tags: { Name: name },
    });
    this.id = gateway.id;
  }

  /** Lets TCP connections out to a resource, and has the resource's group admit them. @param to names the rules */
  connectTo(to: string, resource: SecurityGroup, port: number): void {
    this.securityGroup.addEgressRule(to, { kind: "security-group", id: resource.id }, port);
    resource.addIngressRule(
      `resource-gateway-${this.node.id}`,
      { kind: "security-group", id: this.securityGroup.id },
      port,
    );
  }
}
