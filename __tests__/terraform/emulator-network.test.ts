import {
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  ExportImageCommand,
  ModifyVpcEndpointCommand,
} from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancersCommand,
  SetSecurityGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateHostedZoneCommand, GetHostedZoneCommand } from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { describeWithTools, Emulator, REGION } from "./harness";
import {
  CONSUMER,
  addressesOf,
  given,
  sampleAccounts,
  sampleEndpoint,
  sampleLoadBalancer,
  sampleVpc,
  type SampleAccounts,
} from "./sample-network";

describeWithTools("the emulated networks", (tools) => {
  let emulator: Emulator;
  let sample: SampleAccounts;

  beforeAll(async () => {
    emulator = await Emulator.start(tools);
    sample = await sampleAccounts(emulator);
  }, 60_000);

  afterAll(async () => {
    await emulator.stop();
  });

  test("given a zone without the service, when an endpoint is to be there, then it is refused", async () => {
    const [, , elsewhere] = sample.consumerVpc.subnets;
    await expect(sampleEndpoint(sample, { SubnetIds: [given(elsewhere)] })).rejects.toMatchObject({
      name: "InvalidParameter",
      message: `The VPC endpoint service ${sample.service.name} does not support the availability zone of the subnet: ${given(elsewhere)}.`,
    });
  });

  test("given two accounts, when their subnets are in one zone by id, then they are not by name", async () => {
    const [[here], [there]] = await Promise.all(
      (
        [
          [sample.consumer, sample.consumerVpc],
          [sample.provider, sample.providerVpc],
        ] as const
      ).map(async ([{ ec2 }, { subnets }]) => {
        const answer = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: subnets.slice(0, 1) }));
        return given(answer.Subnets);
      }),
    ).then(([left = [], right = []]) => [left, right] as const);
    expect(here?.AvailabilityZoneId).toBe("apne1-az4");
    expect(there?.AvailabilityZoneId).toBe("apne1-az4");
    expect(here?.AvailabilityZone).not.toBe(there?.AvailabilityZone);
  });

  test("given two subnets, when an endpoint is made, then it has an address in each and names for itself and its zones", async () => {
    const endpoint = await sampleEndpoint(sample, { SubnetIds: sample.consumerVpc.subnets.slice(0, 2) });
    const addresses = await addressesOf(sample.consumer, endpoint);
    expect(addresses).toHaveLength(2);
    expect(addresses[0]).toMatch(/^10\.0\.0\.([4-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-4])$/);
    expect(addresses[1]).toMatch(/^10\.0\.1\.([4-9]|[1-9]\d|1\d\d|2[0-4]\d|25[0-4])$/);

    const [regional, ...zonal] = given(endpoint.DnsEntries).map(({ DnsName: name }) => given(name));
    expect(regional).toMatch(new RegExp(`^${given(endpoint.VpcEndpointId)}-\\w+\\.vpce-svc-`));
    expect(zonal).toHaveLength(2);
    zonal.forEach((name) => {
      expect(name).toContain(`-${REGION}`);
    });
    expect(endpoint.DnsEntries?.[0]?.HostedZoneId).toMatch(/^Z/);
    expect(endpoint.Groups).toMatchObject([{ GroupId: sample.consumerVpc.group }]);
  });

  test("given an endpoint, when one subnet takes another's place, then its addresses follow", async () => {
    const [first, second] = sample.consumerVpc.subnets;
    const endpoint = await sampleEndpoint(sample, { SubnetIds: [given(first)] });
    await sample.consumer.ec2.send(
      new ModifyVpcEndpointCommand({
        VpcEndpointId: endpoint.VpcEndpointId,
        AddSubnetIds: [given(second)],
        RemoveSubnetIds: [given(first)],
        SubnetConfigurations: [{ SubnetId: second, Ipv4: "10.0.1.77" }],
      }),
    );
    const { VpcEndpoints: endpoints } = await sample.consumer.ec2.send(
      new DescribeVpcEndpointsCommand({ VpcEndpointIds: [given(endpoint.VpcEndpointId)] }),
    );
    expect(await addressesOf(sample.consumer, given(endpoints?.[0]))).toEqual(["10.0.1.77"]);
  });

  test("given a pinned address, when an endpoint is made, then it has it, and nobody else can", async () => {
    const [subnet] = sample.consumerVpc.subnets;
    const pinned = { SubnetConfigurations: [{ SubnetId: subnet, Ipv4: "10.0.0.200" }] };
    expect(await addressesOf(sample.consumer, await sampleEndpoint(sample, pinned))).toEqual(["10.0.0.200"]);
    await expect(sampleEndpoint(sample, pinned)).rejects.toMatchObject({ name: "InvalidIPAddress.InUse" });
  });

  test.each(["10.0.0.0", "10.0.0.3", "10.0.0.255", "10.0.1.10"])(
    "given %s, when it is pinned in 10.0.0.0/24, then it is refused",
    async (address) => {
      const [subnet] = sample.consumerVpc.subnets;
      await expect(
        sampleEndpoint(sample, { SubnetConfigurations: [{ SubnetId: subnet, Ipv4: address }] }),
      ).rejects.toMatchObject({ name: "InvalidParameterValue" });
    },
  );

  test("given a load balancer with a group, when nothing is said of PrivateLink, then its group is enforced until switched off", async () => {
    const LoadBalancerArn = await sampleLoadBalancer(
      sample.provider,
      await sampleVpc(sample.provider, ["apne1-az4"]),
    );
    const enforcement = async (): Promise<string | undefined> => {
      const { LoadBalancers: balancers } = await sample.provider.loadBalancing.send(
        new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] }),
      );
      expect(balancers?.[0]?.State?.Code).toBe("active");
      return balancers?.[0]?.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
    };
    expect(await enforcement()).toBe("on");

    await sample.provider.loadBalancing.send(
      new SetSecurityGroupsCommand({
        LoadBalancerArn,
        SecurityGroups: [sample.providerVpc.group],
        EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off",
      }),
    );
    expect(await enforcement()).toBe("off");
  });

  test("given a load balancer without a group, when it is to get one, then it is refused", async () => {
    const vpc = await sampleVpc(sample.provider, ["apne1-az4"]);
    const LoadBalancerArn = await sampleLoadBalancer(sample.provider, vpc, { grouped: false });
    await expect(
      sample.provider.loadBalancing.send(
        new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups: [vpc.group] }),
      ),
    ).rejects.toMatchObject({ name: "InvalidConfigurationRequestException" });
  });

  test("given a VPC, when a hosted zone is made with it, then the zone is private", async () => {
    const { HostedZone: created } = await sample.consumer.route53.send(
      new CreateHostedZoneCommand({
        Name: "example.internal",
        CallerReference: "one",
        VPC: { VPCId: sample.consumerVpc.id, VPCRegion: REGION },
      }),
    );
    const { HostedZone: zone, VPCs: vpcs } = await sample.consumer.route53.send(
      new GetHostedZoneCommand({ Id: created?.Id }),
    );
    expect(zone?.Config?.PrivateZone).toBe(true);
    expect(vpcs).toEqual([{ VPCId: sample.consumerVpc.id, VPCRegion: REGION }]);
  });

  test("given a call that the emulator lacks, when it is made, then it answers 400 and complains", async () => {
    expect(emulator.complaints()).toEqual([]);
    await expect(
      sample.consumer.ec2.send(
        new ExportImageCommand({
          ImageId: "ami-0",
          DiskImageFormat: "RAW",
          S3ExportLocation: { S3Bucket: "b" },
        }),
      ),
    ).rejects.toMatchObject({ name: "UnsupportedOperation", $metadata: { httpStatusCode: 400 } });
    expect(emulator.complaints()).toEqual([expect.stringContaining(`LACKS ${CONSUMER} ec2 ExportImage`)]);
  });
});
