import {
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  type CreateVpcEndpointCommandInput,
  CreateVpcEndpointServiceConfigurationCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcEndpointServicePermissionsCommand,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";
import { CreateLoadBalancerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Clients, Emulator } from "./harness";

export const CONSUMER = "111111111111";
export const PROVIDER = "222222222222";
/** An account that no service names as a principal. */
export const STRANGER = "333333333333";
export const CONSUMER_PRINCIPAL = `arn:aws:iam::${CONSUMER}:root`;

/** A value that the AWS API types as optional and always gives. */
export function given<Value>(value: Value | undefined): Value {
  if (value === undefined) {
    throw new Error("the API left out what it always gives");
  }
  return value;
}

/** A VPC 10.0.0.0/16 with a /24 for each zone and one security group. */
export interface SampleVpc {
  readonly id: string;
  /** Subnet ids in the order of the zones: the first is 10.0.0.0/24, the second 10.0.1.0/24. */
  readonly subnets: readonly string[];
  readonly group: string;
}

/** @param zones AZ ids */
export async function sampleVpc({ ec2 }: Clients, zones: readonly string[]): Promise<SampleVpc> {
  const { Vpc: vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
  const id = given(vpc?.VpcId);
  const subnets: string[] = [];
  for (const [place, zone] of zones.entries()) {
    const { Subnet: subnet } = await ec2.send(
      new CreateSubnetCommand({ VpcId: id, CidrBlock: `10.0.${place}.0/24`, AvailabilityZoneId: zone }),
    );
    subnets.push(given(subnet?.SubnetId));
  }
  const { GroupId: group } = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId: id, GroupName: "sample", Description: "sample" }),
  );
  return { id, subnets, group: given(group) };
}

/** An endpoint service behind a Network Load Balancer in every subnet of a VPC. */
export interface SampleService {
  readonly id: string;
  readonly name: string;
  readonly loadBalancer: string;
}

/** @param principals who may make endpoints for it, as ARNs */
export async function sampleService(
  clients: Clients,
  vpc: SampleVpc,
  { acceptance, principals }: { readonly acceptance: boolean; readonly principals: readonly string[] },
): Promise<SampleService> {
  const loadBalancer = await sampleLoadBalancer(clients, vpc);
  const { ServiceConfiguration: service } = await clients.ec2.send(
    new CreateVpcEndpointServiceConfigurationCommand({
      AcceptanceRequired: acceptance,
      NetworkLoadBalancerArns: [loadBalancer],
    }),
  );
  const id = given(service?.ServiceId);
  await clients.ec2.send(
    new ModifyVpcEndpointServicePermissionsCommand({ ServiceId: id, AddAllowedPrincipals: [...principals] }),
  );
  return { id, name: given(service?.ServiceName), loadBalancer };
}

/** An internal Network Load Balancer with the VPC's security group, or without any. */
export async function sampleLoadBalancer(
  { loadBalancing }: Clients,
  vpc: SampleVpc,
  { grouped } = { grouped: true },
): Promise<string> {
  const { LoadBalancers: balancers } = await loadBalancing.send(
    new CreateLoadBalancerCommand({
      Name: `sample-${vpc.id.slice(-8)}`,
      Type: "network",
      Scheme: "internal",
      Subnets: [...vpc.subnets],
      ...(grouped ? { SecurityGroups: [vpc.group] } : {}),
    }),
  );
  return given(balancers?.[0]?.LoadBalancerArn);
}

/** A service in the zones apne1-az4 and apne1-az1, to be accepted by hand, and a consumer in these zones and apne1-az2. */
export interface SampleAccounts {
  readonly consumer: Clients;
  readonly consumerVpc: SampleVpc;
  readonly provider: Clients;
  readonly providerVpc: SampleVpc;
  readonly service: SampleService;
}

export async function sampleAccounts(emulator: Emulator): Promise<SampleAccounts> {
  const [consumer, provider] = await Promise.all([
    emulator.clientsFor(CONSUMER),
    emulator.clientsFor(PROVIDER),
  ]);
  const consumerVpc = await sampleVpc(consumer, ["apne1-az4", "apne1-az1", "apne1-az2"]);
  const providerVpc = await sampleVpc(provider, ["apne1-az4", "apne1-az1"]);
  const service = await sampleService(provider, providerVpc, {
    acceptance: true,
    principals: [CONSUMER_PRINCIPAL],
  });
  return { consumer, consumerVpc, provider, providerVpc, service };
}

/** The consumer's endpoint for the service, in the first subnet of its VPC, unless told otherwise. */
export async function sampleEndpoint(
  { consumer, consumerVpc, service }: SampleAccounts,
  input: Partial<CreateVpcEndpointCommandInput> = {},
): Promise<VpcEndpoint> {
  const { VpcEndpoint: endpoint } = await consumer.ec2.send(
    new CreateVpcEndpointCommand({
      VpcEndpointType: "Interface",
      VpcId: consumerVpc.id,
      ServiceName: service.name,
      SubnetIds: consumerVpc.subnets.slice(0, 1),
      SecurityGroupIds: [consumerVpc.group],
      ...input,
    }),
  );
  return given(endpoint);
}

/** The state of an endpoint as it is now. */
export async function stateOf({ ec2 }: Clients, endpoint: VpcEndpoint): Promise<string | undefined> {
  const { VpcEndpoints: endpoints } = await ec2.send(
    new DescribeVpcEndpointsCommand({ VpcEndpointIds: [given(endpoint.VpcEndpointId)] }),
  );
  return endpoints?.[0]?.State;
}

/** The private addresses of an endpoint, in the order of its network interfaces. */
export async function addressesOf({ ec2 }: Clients, endpoint: VpcEndpoint): Promise<string[]> {
  const { NetworkInterfaces: interfaces } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: given(endpoint.NetworkInterfaceIds) }),
  );
  return given(interfaces).map(({ PrivateIpAddress: address }) => given(address));
}
