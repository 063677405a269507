import {
  AcceptVpcEndpointConnectionsCommand,
  CreateVpcEndpointCommand,
  CreateVpcEndpointServiceConfigurationCommand,
  DeleteVpcEndpointServiceConfigurationsCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointConnectionsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointServicePermissionsCommand,
  DescribeVpcEndpointServicesCommand,
  ModifyVpcEndpointServicePermissionsCommand,
  RejectVpcEndpointConnectionsCommand,
} from "@aws-sdk/client-ec2";
import { DeleteLoadBalancerCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describeWithTools, Emulator } from "./harness";
import {
  CONSUMER,
  CONSUMER_PRINCIPAL,
  PROVIDER,
  STRANGER,
  given,
  sampleAccounts,
  sampleEndpoint,
  sampleService,
  sampleVpc,
  stateOf,
  type SampleAccounts,
} from "./sample-network";

describeWithTools("the emulated endpoint services", (tools) => {
  let emulator: Emulator;
  let sample: SampleAccounts;

  beforeAll(async () => {
    emulator = await Emulator.start(tools);
    sample = await sampleAccounts(emulator);
  }, 60_000);

  afterAll(async () => {
    await emulator.stop();
  });

  test("given acceptance is manual, when an endpoint is made, then it waits until the provider accepts it", async () => {
    const endpoint = await sampleEndpoint(sample);
    expect(endpoint.State).toBe("pendingAcceptance");

    await sample.provider.ec2.send(
      new AcceptVpcEndpointConnectionsCommand({
        ServiceId: sample.service.id,
        VpcEndpointIds: [given(endpoint.VpcEndpointId)],
      }),
    );

    expect(await stateOf(sample.consumer, endpoint)).toBe("available");
    const { VpcEndpointConnections: connections } = await sample.provider.ec2.send(
      new DescribeVpcEndpointConnectionsCommand({
        Filters: [{ Name: "service-id", Values: [sample.service.id] }],
      }),
    );
    expect(connections?.find(({ VpcEndpointId: id }) => id === endpoint.VpcEndpointId)).toMatchObject({
      VpcEndpointOwner: CONSUMER,
      VpcEndpointState: "available",
    });
  });

  test("given a connection of another account's service, when the consumer accepts it, then the service is unknown", async () => {
    const endpoint = await sampleEndpoint(sample);
    await expect(
      sample.consumer.ec2.send(
        new AcceptVpcEndpointConnectionsCommand({
          ServiceId: sample.service.id,
          VpcEndpointIds: [given(endpoint.VpcEndpointId)],
        }),
      ),
    ).rejects.toMatchObject({ name: "InvalidVpcEndpointServiceId.NotFound" });
    expect(await stateOf(sample.consumer, endpoint)).toBe("pendingAcceptance");
  });

  test("given an endpoint of another service, when the provider accepts it, then it is reported and left alone", async () => {
    const endpoint = await sampleEndpoint(sample);
    const other = await sampleService(sample.provider, await sampleVpc(sample.provider, ["apne1-az4"]), {
      acceptance: true,
      principals: [CONSUMER_PRINCIPAL],
    });
    const { Unsuccessful: unsuccessful } = await sample.provider.ec2.send(
      new AcceptVpcEndpointConnectionsCommand({
        ServiceId: other.id,
        VpcEndpointIds: [given(endpoint.VpcEndpointId)],
      }),
    );
    expect(unsuccessful?.[0]?.Error?.Code).toBe("InvalidVpcEndpointId.NotFound");
    expect(await stateOf(sample.consumer, endpoint)).toBe("pendingAcceptance");
  });

  test("given acceptance is automatic, when an endpoint is made, then it is available", async () => {
    const open = await sampleService(sample.provider, await sampleVpc(sample.provider, ["apne1-az4"]), {
      acceptance: false,
      principals: [CONSUMER_PRINCIPAL],
    });
    expect((await sampleEndpoint(sample, { ServiceName: open.name })).State).toBe("available");
  });

  test("given an account that is no principal, when it makes an endpoint, then the service does not exist for it", async () => {
    const stranger = await emulator.clientsFor(STRANGER);
    const vpc = await sampleVpc(stranger, ["apne1-az4"]);
    await expect(
      stranger.ec2.send(
        new CreateVpcEndpointCommand({
          VpcEndpointType: "Interface",
          VpcId: vpc.id,
          ServiceName: sample.service.name,
          SubnetIds: [...vpc.subnets],
        }),
      ),
    ).rejects.toMatchObject({
      name: "InvalidServiceName",
      message: `The Vpc Endpoint Service '${sample.service.name}' does not exist`,
    });
  });

  test("given a removed principal, when it makes another endpoint, then it is refused and the first one stays", async () => {
    const closing = await sampleService(sample.provider, await sampleVpc(sample.provider, ["apne1-az4"]), {
      acceptance: false,
      principals: [CONSUMER_PRINCIPAL],
    });
    const first = await sampleEndpoint(sample, { ServiceName: closing.name });
    const { AllowedPrincipals: before } = await sample.provider.ec2.send(
      new DescribeVpcEndpointServicePermissionsCommand({ ServiceId: closing.id }),
    );
    expect(before).toMatchObject([{ Principal: CONSUMER_PRINCIPAL, PrincipalType: "Account" }]);
    expect(before?.[0]?.ServicePermissionId).toMatch(/^vpce-svc-perm-/);

    await sample.provider.ec2.send(
      new ModifyVpcEndpointServicePermissionsCommand({
        ServiceId: closing.id,
        RemoveAllowedPrincipals: [CONSUMER_PRINCIPAL],
      }),
    );

    await expect(sampleEndpoint(sample, { ServiceName: closing.name })).rejects.toMatchObject({
      name: "InvalidServiceName",
    });
    expect(await stateOf(sample.consumer, first)).toBe("available");
  });

  test("given a principal, when it looks the service up, then it sees it with its own names of the zones", async () => {
    const { ServiceDetails: services } = await sample.consumer.ec2.send(
      new DescribeVpcEndpointServicesCommand({ ServiceNames: [sample.service.name] }),
    );
    const { Subnets: subnets } = await sample.consumer.ec2.send(
      new DescribeSubnetsCommand({ SubnetIds: sample.consumerVpc.subnets.slice(0, 2) }),
    );
    expect(services?.[0]).toMatchObject({ Owner: PROVIDER, AcceptanceRequired: true });
    expect(services?.[0]?.AvailabilityZones?.toSorted()).toEqual(
      subnets?.map(({ AvailabilityZone: name }) => name).toSorted(),
    );
  });

  test("given a connection in use, when its service or load balancer is deleted, then it is refused until it is rejected", async () => {
    const used = await sampleService(sample.provider, await sampleVpc(sample.provider, ["apne1-az4"]), {
      acceptance: false,
      principals: [CONSUMER_PRINCIPAL],
    });
    const endpoint = await sampleEndpoint(sample, { ServiceName: used.name });
    const deletion = new DeleteVpcEndpointServiceConfigurationsCommand({ ServiceIds: [used.id] });
    const { Unsuccessful: unsuccessful } = await sample.provider.ec2.send(deletion);
    expect(unsuccessful?.[0]?.Error?.Code).toBe("ExistingVpcEndpointConnections");
    const loadBalancerDeletion = new DeleteLoadBalancerCommand({ LoadBalancerArn: used.loadBalancer });
    await expect(sample.provider.loadBalancing.send(loadBalancerDeletion)).rejects.toMatchObject({
      name: "ResourceInUseException",
    });

    await sample.provider.ec2.send(
      new RejectVpcEndpointConnectionsCommand({
        ServiceId: used.id,
        VpcEndpointIds: [given(endpoint.VpcEndpointId)],
      }),
    );
    expect(await stateOf(sample.consumer, endpoint)).toBe("rejected");
    expect((await sample.provider.ec2.send(deletion)).Unsuccessful ?? []).toEqual([]);
    await sample.provider.loadBalancing.send(loadBalancerDeletion);
  });

  test("given a load balancer with a service, when another service is made on it, then it is refused", async () => {
    await expect(
      sample.provider.ec2.send(
        new CreateVpcEndpointServiceConfigurationCommand({
          NetworkLoadBalancerArns: [sample.service.loadBalancer],
        }),
      ),
    ).rejects.toMatchObject({ name: "InvalidParameter" });
  });

  test("given no address type, when a service is made, then it is IPv4 and names each zone of its load balancer once", async () => {
    const { ServiceConfigurations: services } = await sample.provider.ec2.send(
      new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [sample.service.id] }),
    );
    expect(services?.[0]?.SupportedIpAddressTypes).toEqual(["ipv4"]);
    expect(services?.[0]?.AvailabilityZones).toHaveLength(2);
  });
});
