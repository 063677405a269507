import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  AttachInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeInstancesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  type EC2Client,
  ModifyVpcAttributeCommand,
  RevokeSecurityGroupEgressCommand,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import { type Clients, type Emulator } from "./harness";
import { CONSUMER, given, PROVIDER } from "./sample-network";

/** Networks that are there before Terraform. */
export interface ExistingNetworks {
  readonly consumer: Clients;
  readonly provider: Clients;
  /** By the names that stand for them in `topologies/existing-network.yaml`. */
  readonly ids: Readonly<Record<string, string>>;
}

/** Makes in two accounts what `topologies/existing-network.yaml` states. */
export async function makeExistingNetworks(emulator: Emulator): Promise<ExistingNetworks> {
  const consumer = await emulator.clientsFor(CONSUMER);
  const provider = await emulator.clientsFor(PROVIDER);
  const ids = { ...(await consumerNetwork(consumer.ec2)), ...(await providerNetwork(provider.ec2)) };
  return { consumer, provider, ids };
}

/** A topology with the IDs in the place of the names that stand for them. */
export function withIds(topology: string, ids: ExistingNetworks["ids"]): string {
  return topology.replace(/\b(?:CONSUMER|PROVIDER)_[A-Z0-9_]+\b/g, (name) => given(ids[name]));
}

async function consumerNetwork(ec2: EC2Client): Promise<Record<string, string>> {
  const vpc = await makeVpc(ec2);
  const subnet = await makeSubnet(ec2, vpc, "192.168.0.0/24", "apne1-az4");
  const { RouteTable: table } = await ec2.send(new CreateRouteTableCommand({ VpcId: vpc }));
  const tableId = given(table?.RouteTableId);
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId: tableId, SubnetId: subnet }));
  const nat = await makeNatGateway(ec2, vpc);
  await ec2.send(
    new CreateRouteCommand({ RouteTableId: tableId, DestinationCidrBlock: "0.0.0.0/0", NatGatewayId: nat }),
  );
  const group = await makeGroup(ec2, vpc);
  return {
    CONSUMER_VPC: vpc,
    CONSUMER_SUBNET: subnet,
    CONSUMER_TABLE: tableId,
    CONSUMER_NAT: nat,
    CONSUMER_GROUP: group,
    CONSUMER_RULE: given((await rulesOf(ec2, group))[0]),
    CONSUMER_INSTANCE: await makeInstance(ec2, subnet, group, "192.168.0.10"),
  };
}

/** Its subnets use the VPC's main route table. */
async function providerNetwork(ec2: EC2Client): Promise<Record<string, string>> {
  const vpc = await makeVpc(ec2);
  const az4 = await makeSubnet(ec2, vpc, "192.168.4.0/24", "apne1-az4");
  const az1 = await makeSubnet(ec2, vpc, "192.168.1.0/24", "apne1-az1");
  const group = await makeGroup(ec2, vpc);
  const [everywhere] = await rulesOf(ec2, group);
  await ec2.send(
    new RevokeSecurityGroupEgressCommand({ GroupId: group, SecurityGroupRuleIds: [given(everywhere)] }),
  );
  await admit(ec2, group, "192.168.0.0/16", 80);
  const { RouteTables: tables } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: "vpc-id", Values: [vpc] }] }),
  );
  return {
    PROVIDER_VPC: vpc,
    PROVIDER_SUBNET_AZ4: az4,
    PROVIDER_SUBNET_AZ1: az1,
    PROVIDER_TABLE: given(tables?.[0]?.RouteTableId),
    PROVIDER_GROUP: group,
    PROVIDER_RULE: given((await rulesOf(ec2, group))[0]),
    PROVIDER_INSTANCE: await makeInstance(ec2, az1, group, "192.168.1.10"),
  };
}

async function makeVpc(ec2: EC2Client): Promise<string> {
  const { Vpc: vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "192.168.0.0/16" }));
  const id = given(vpc?.VpcId);
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: id, EnableDnsHostnames: { Value: true } }));
  return id;
}

async function makeSubnet(ec2: EC2Client, vpc: string, block: string, zone: string): Promise<string> {
  const { Subnet: subnet } = await ec2.send(
    new CreateSubnetCommand({ VpcId: vpc, CidrBlock: block, AvailabilityZoneId: zone }),
  );
  return given(subnet?.SubnetId);
}

async function makeNatGateway(ec2: EC2Client, vpc: string): Promise<string> {
  const { InternetGateway: gateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  await ec2.send(
    new AttachInternetGatewayCommand({ VpcId: vpc, InternetGatewayId: gateway?.InternetGatewayId }),
  );
  const subnet = await makeSubnet(ec2, vpc, "192.168.255.0/28", "apne1-az4");
  const { AllocationId: address } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
  const { NatGateway: nat } = await ec2.send(
    new CreateNatGatewayCommand({ SubnetId: subnet, AllocationId: address }),
  );
  return given(nat?.NatGatewayId);
}

/** One that leads to other private networks. */
export async function makePrivateNatGateway(ec2: EC2Client, subnet: string): Promise<string> {
  const { NatGateway: nat } = await ec2.send(
    new CreateNatGatewayCommand({ SubnetId: subnet, ConnectivityType: "private" }),
  );
  return given(nat?.NatGatewayId);
}

export async function networkAclOf(ec2: EC2Client, subnet: string): Promise<string> {
  const { NetworkAcls: acls } = await ec2.send(
    new DescribeNetworkAclsCommand({ Filters: [{ Name: "association.subnet-id", Values: [subnet] }] }),
  );
  return given(acls?.[0]?.NetworkAclId);
}

async function makeGroup(ec2: EC2Client, vpc: string): Promise<string> {
  const { GroupId: group } = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId: vpc, GroupName: "host", Description: "host" }),
  );
  return given(group);
}

async function rulesOf(ec2: EC2Client, group: string): Promise<string[]> {
  const { SecurityGroupRules: rules } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [group] }] }),
  );
  return given(rules).map(({ SecurityGroupRuleId: id }) => given(id));
}

/** The group that AWS made with a VPC. */
export async function defaultGroupOf(ec2: EC2Client, vpc: string): Promise<string> {
  const { SecurityGroups: groups } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: "vpc-id", Values: [vpc] },
        { Name: "group-name", Values: ["default"] },
      ],
    }),
  );
  return given(groups?.[0]?.GroupId);
}

/** @returns the rule's ID */
export async function admit(ec2: EC2Client, group: string, block: string, port: number): Promise<string> {
  const { SecurityGroupRules: rules } = await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: group,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: port, ToPort: port, IpRanges: [{ CidrIp: block }] }],
    }),
  );
  return given(rules?.[0]?.SecurityGroupRuleId);
}

async function makeInstance(ec2: EC2Client, subnet: string, group: string, address: string): Promise<string> {
  const { Instances: instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: "ami-12c6146b",
      InstanceType: "t3.micro",
      MinCount: 1,
      MaxCount: 1,
      SubnetId: subnet,
      SecurityGroupIds: [group],
      PrivateIpAddress: address,
    }),
  );
  return given(instances?.[0]?.InstanceId);
}

/** Everything of an account's networks, as AWS describes it. */
export async function describe({ ec2 }: Clients): Promise<Readonly<Record<string, unknown>>> {
  const { Vpcs: found } = await ec2.send(new DescribeVpcsCommand({}));
  const vpcs = given(found).map(({ CidrBlockAssociationSet: blocks = [], ...vpc }) => ({
    ...vpc,
    // AWS tells of blocks for a while after they have gone.
    blocks: blocks.filter(({ CidrBlockState: state }) => state?.State === "associated"),
  }));
  const attributes = await Promise.all(
    vpcs.flatMap(({ VpcId }) =>
      (["enableDnsHostnames", "enableDnsSupport"] as const).map(async (Attribute) => {
        const { EnableDnsHostnames, EnableDnsSupport } = await ec2.send(
          new DescribeVpcAttributeCommand({ VpcId, Attribute }),
        );
        return { VpcId, EnableDnsHostnames, EnableDnsSupport };
      }),
    ),
  );
  const { Subnets: subnets } = await ec2.send(new DescribeSubnetsCommand({}));
  const { RouteTables: tables } = await ec2.send(new DescribeRouteTablesCommand({}));
  const { NetworkAcls: acls } = await ec2.send(new DescribeNetworkAclsCommand({}));
  const { SecurityGroups: groups } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { SecurityGroupRules: rules } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
  const { NatGateways: nats } = await ec2.send(
    // AWS tells of those that are deleted for a while after.
    new DescribeNatGatewaysCommand({ Filter: [{ Name: "state", Values: ["available"] }] }),
  );
  const { Reservations: reservations } = await ec2.send(
    new DescribeInstancesCommand({ Filters: [{ Name: "instance-state-name", Values: ["running"] }] }),
  );
  const instances = given(reservations).flatMap(({ Instances }) => Instances ?? []);
  return { vpcs, attributes, subnets, tables, acls, groups, rules, nats, instances };
}
