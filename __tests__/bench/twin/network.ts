import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import type { ITerraformDependable, TerraformStack } from "cdktf";
import { REGION } from "./stack";

const ZONES = ["apne1-az1", "apne1-az4"] as const;
type Zone = (typeof ZONES)[number];
const THIRD_OCTET = {
  private: { "apne1-az1": 0, "apne1-az4": 48 },
  public: { "apne1-az1": 128, "apne1-az4": 176 },
} as const;
const EVERYWHERE = "0.0.0.0/0";

export interface PrivateSubnet {
  readonly id: string;
  readonly routeTableId: string;
  /** What must be there before a host of the subnet can call out. */
  readonly wayOut: readonly ITerraformDependable[];
}

export interface Network {
  readonly vpcId: string;
  readonly privateSubnets: Readonly<Record<Zone, PrivateSubnet>>;
  readonly s3: ITerraformDependable;
}

/** @param prefix the first two octets of the VPC's block */
export function addNetwork(stack: TerraformStack, name: string, account: string, prefix: string): Network {
  const vpc = new Vpc(stack, "vpc", {
    cidrBlock: `${prefix}.0.0/16`,
    enableDnsSupport: true,
    enableDnsHostnames: true,
    tags: { Name: name },
  });
  new DefaultSecurityGroup(stack, "vpc_default-security-group", {
    vpcId: vpc.id,
    tags: { Name: `${name}.default` },
  });
  const natGatewayId = addPublicSubnets(stack, name, vpc.id, prefix);
  const privateSubnets = {
    "apne1-az1": addPrivateSubnet(stack, name, vpc.id, prefix, "apne1-az1", natGatewayId),
    "apne1-az4": addPrivateSubnet(stack, name, vpc.id, prefix, "apne1-az4", natGatewayId),
  };
  const s3 = new VpcEndpoint(stack, "vpc_s3", {
    vpcId: vpc.id,
    vpcEndpointType: "Gateway",
    serviceName: `com.amazonaws.${REGION}.s3`,
    routeTableIds: Object.values(privateSubnets).map(({ routeTableId }) => routeTableId),
    tags: { Name: `${name}.s3` },
  });
  addFlowLogs(stack, name, account, vpc.id);
  return { vpcId: vpc.id, privateSubnets, s3 };
}

function addPublicSubnets(stack: TerraformStack, name: string, vpcId: string, prefix: string): string {
  const gateway = new InternetGateway(stack, "vpc_public_internet-gateway", { vpcId, tags: { Name: name } });
  const routes = new RouteTable(stack, "vpc_public_routes", { vpcId, tags: { Name: `${name}.public` } });
  const wayOut = new Route(stack, "vpc_public_internet", {
    routeTableId: routes.id,
    destinationCidrBlock: EVERYWHERE,
    gatewayId: gateway.id,
  });
  const [subnet] = ZONES.map((zone) => {
    const subnet = addSubnet(stack, "public", name, vpcId, prefix, zone);
    new RouteTableAssociation(stack, `vpc_public_${zone}-association`, {
      subnetId: subnet.id,
      routeTableId: routes.id,
    });
    return subnet;
  });
  if (subnet === undefined) throw new Error("there are two zones");
  const address = new Eip(stack, "vpc_public_nat-address", {
    domain: "vpc",
    tags: { Name: `${name}.nat` },
  });
  return new NatGateway(stack, "vpc_public_nat", {
    subnetId: subnet.id,
    allocationId: address.id,
    tags: { Name: `${name}.nat` },
    dependsOn: [wayOut],
  }).id;
}

function addPrivateSubnet(
  stack: TerraformStack,
  name: string,
  vpcId: string,
  prefix: string,
  zone: Zone,
  natGatewayId: string,
): PrivateSubnet {
  const subnet = addSubnet(stack, "private", name, vpcId, prefix, zone);
  const routes = new RouteTable(stack, `vpc_private_${zone}-routes`, {
    vpcId,
    tags: { Name: `${name}.private.${zone}` },
  });
  const association = new RouteTableAssociation(stack, `vpc_private_${zone}-association`, {
    subnetId: subnet.id,
    routeTableId: routes.id,
  });
  const route = new Route(stack, `vpc_private_${zone}-internet`, {
    routeTableId: routes.id,
    destinationCidrBlock: EVERYWHERE,
    natGatewayId,
  });
  return { id: subnet.id, routeTableId: routes.id, wayOut: [association, route] };
}

function addSubnet(
  stack: TerraformStack,
  tier: "private" | "public",
  name: string,
  vpcId: string,
  prefix: string,
  zone: Zone,
): Subnet {
  return new Subnet(stack, `vpc_${tier}_${zone}`, {
    vpcId,
    availabilityZoneId: zone,
    cidrBlock: `${prefix}.${THIRD_OCTET[tier][zone]}.0/20`,
    tags: { Name: `${name}.${tier}.${zone}` },
  });
}

function addFlowLogs(stack: TerraformStack, name: string, account: string, vpcId: string): void {
  const logGroup = `/vpc/${name}/flow-logs`;
  const logs = new CloudwatchLogGroup(stack, "vpc_flow-logs_logs", { name: logGroup, retentionInDays: 90 });
  const role = new IamRole(stack, "vpc_flow-logs_role", {
    name: `${name}.flow-logs`,
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": account },
            ArnLike: { "aws:SourceArn": `arn:aws:ec2:${REGION}:${account}:vpc-flow-log/*` },
          },
        },
      ],
    }),
  });
  const policy = new IamRolePolicy(stack, "vpc_flow-logs_policy", {
    name: "write-flow-logs",
    role: role.id,
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: `arn:aws:logs:${REGION}:${account}:log-group:${logGroup}:*`,
        },
        {
          Effect: "Allow",
          Action: "logs:DescribeLogGroups",
          Resource: `arn:aws:logs:${REGION}:${account}:log-group:*`,
        },
      ],
    }),
  });
  new FlowLog(stack, "vpc_flow-logs", {
    vpcId,
    trafficType: "ALL",
    logDestination: logs.arn,
    iamRoleArn: role.arn,
    tags: { Name: name },
    dependsOn: [policy],
  });
}
