import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Vpc as AwsVpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcIpv4CidrBlockAssociation } from "@cdktf/provider-aws/lib/vpc-ipv4-cidr-block-association";
import { Construct } from "constructs";
import type { Ipv4Block, SubnetTier } from "../addressing";
import type { AccountId, AzId, Region } from "../identity";
import { FlowLogs } from "./flow-logs";
import { blockId } from "./names";
import { type IVpc, type PrivateSubnet, subnetIn } from "./private-subnet";
import { type MadeSubnet, PrivateSubnets, type PublicSubnet, PublicSubnets } from "./subnets";
import { S3GatewayEndpoint } from "./s3-gateway-endpoint";

export interface SubnetProps {
  readonly tier: SubnetTier;
  readonly zone: AzId;
  readonly block: Ipv4Block;
}

export interface VpcProps {
  readonly name: string;
  readonly account: AccountId;
  readonly region: Region;
  readonly block: Ipv4Block;
  /**
   * Blocks that are added to it. AWS refuses those of another private range than the first block's.
   * @default none
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
   */
  readonly secondaryBlocks?: readonly Ipv4Block[];
  /** Private subnets, and public ones where there are NAT gateways; at most one of each tier in a zone. */
  readonly subnets: readonly SubnetProps[];
  /** `one` serves all zones and stands in the public subnet of the zone with the lowest ID. */
  readonly natGateways: "none" | "one" | "per-zone";
  /** @default true */
  readonly flowLogs?: boolean;
}

/**
 * A VPC with private subnets, a way out through NAT gateways where wanted, and nothing that lets anybody in: no
 * public addresses but the NAT gateways', and a default security group without rules.
 */
export class Vpc extends Construct implements IVpc {
  readonly id: string;
  readonly privateSubnets: ReadonlyMap<AzId, MadeSubnet>;
  /** By zone; none without NAT gateways. */
  readonly publicSubnets: ReadonlyMap<AzId, PublicSubnet>;

  constructor(scope: Construct, id: string, props: VpcProps) {
    super(scope, id);
    const { name, account, region, block, secondaryBlocks = [], natGateways, flowLogs = true } = props;
    const vpc = new AwsVpc(this, "resource", {
      cidrBlock: block.toString(),
      // Private zones and private DNS of endpoints need both.
      // https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    this.id = vpc.id;
    // AWS's default group admits its members to each other; without rules, a forgotten group opens nothing.
    new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: vpc.id,
      tags: { Name: `${name}.default` },
    });

    const associations = new Map(
      secondaryBlocks.map((secondary) => [secondary, this.addBlock(vpc.id, secondary)]),
    );
    const publicSubnets =
      natGateways === "none"
        ? undefined
        : new PublicSubnets(this, "public", {
            name,
            vpcId: vpc.id,
            subnets: props.subnets.filter(({ tier }) => tier === "public"),
            associations,
            natGateways,
          });
    this.publicSubnets = publicSubnets?.byZone ?? new Map<AzId, PublicSubnet>();
    const { byZone } = new PrivateSubnets(this, "private", {
      name,
      vpcId: vpc.id,
      subnets: props.subnets.filter(({ tier }) => tier === "private"),
      associations,
      ...(publicSubnets === undefined ? {} : { wayOut: publicSubnets }),
    });
    const { endpoint: s3 } = new S3GatewayEndpoint(this, "s3", {
      name,
      region,
      vpcId: vpc.id,
      routeTableIds: [...byZone.values()].map(({ routeTableId }) => routeTableId),
    });
    this.privateSubnets = new Map(
      [...byZone].map(([zone, subnet]) => [zone, { ...subnet, routes: [...subnet.routes, s3] }]),
    );
    if (flowLogs) new FlowLogs(this, "flow-logs", { name, account, region, vpcId: vpc.id });
  }

  /** The private subnet in a zone. @throws when the VPC has none there */
  privateSubnet(zone: AzId): PrivateSubnet {
    return subnetIn(this, zone);
  }

  private addBlock(vpcId: string, block: Ipv4Block): VpcIpv4CidrBlockAssociation {
    return new VpcIpv4CidrBlockAssociation(this, `block-${blockId(block)}`, {
      vpcId,
      cidrBlock: block.toString(),
    });
  }
}
