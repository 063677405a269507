import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  CreateVpcEndpointCommand,
  DescribeInstancesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointAssociationsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type Instance,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListHostedZonesByNameCommand, ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import { parseAddress, parseBlock, valueOf } from "../../modules/addressing";
import { expectAgreement } from "./agreement";
import { DEPLOYMENT_TIMEOUT } from "./deployment";
import { GuardedDeployment } from "./guarded-deployment";
import { type Clients, describeWithTools } from "./harness";
import { Records } from "./records";

const HUB = "222222222222";
const PROJECTS = [
  { name: "project-a", account: "111111111111", zones: ["apne1-az1", "apne1-az4"] },
  { name: "project-b", account: "333333333333", zones: ["apne1-az1", "apne1-az4"] },
  { name: "project-c", account: "444444444444", zones: ["apne1-az4"] },
  { name: "project-d", account: "555555555555", zones: ["apne1-az1", "apne1-az4"] },
];
const STRANGER = "666666666666";
const NAME = "proxy.example.internal";

describeWithTools("given the scenario egress-proxy-hub with its states in S3, and IAM enforced", (tools) => {
  let guarded: GuardedDeployment;
  let records: Records;
  let hub: Clients;

  beforeAll(async () => {
    guarded = await GuardedDeployment.of("egress-proxy-hub", tools);
    hub = await guarded.clientsFor(HUB);
    records = new Records();
    guarded.record(records);
    await guarded.deployment.apply();
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    records.remove();
    await guarded.end();
  });

  async function endpointsOf({ ec2 }: Clients, kind: string): Promise<VpcEndpoint[]> {
    const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({}));
    return VpcEndpoints.filter(({ VpcEndpointType }) => VpcEndpointType === kind);
  }

  async function proxies(): Promise<Instance[]> {
    const { Reservations = [] } = await hub.ec2.send(new DescribeInstancesCommand({}));
    return Reservations.flatMap(({ Instances = [] }) => Instances);
  }

  test.each(PROJECTS)(
    "then $name has one resource endpoint, available, with an address in a private subnet of each zone",
    async ({ account, zones }) => {
      const { ec2 } = await guarded.clientsFor(account);
      const endpoints = await endpointsOf(await guarded.clientsFor(account), "Resource");
      expect(endpoints).toMatchObject([{ State: "available" }]);
      const [{ NetworkInterfaceIds, SubnetIds, DnsEntries = [] } = {}] = endpoints;
      expect(DnsEntries).toEqual([]);
      const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds }));
      expect(Subnets.map(({ AvailabilityZoneId }) => AvailabilityZoneId).toSorted()).toEqual(zones);
      const { NetworkInterfaces = [] } = await ec2.send(
        new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds }),
      );
      const inside = NetworkInterfaces.map(({ SubnetId, PrivateIpAddress = "" }) => {
        const { CidrBlock = "" } = Subnets.find((subnet) => subnet.SubnetId === SubnetId) ?? {};
        return valueOf(parseBlock(CidrBlock)).contains(valueOf(parseAddress(PrivateIpAddress)));
      });
      expect(inside).toEqual(zones.map(() => true));
    },
  );

  test.each(PROJECTS)(
    "then in $name the one private name leads to its own endpoint, and there is no NAT gateway",
    async ({ account }) => {
      const { ec2, route53 } = await guarded.clientsFor(account);
      const { HostedZones = [] } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: NAME }));
      expect(HostedZones).toMatchObject([{ Name: `${NAME}.`, Config: { PrivateZone: true } }]);
      const { ResourceRecordSets = [] } = await route53.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: HostedZones[0]?.Id }),
      );
      const [alias] = ResourceRecordSets.filter(({ Type }) => Type === "A");
      const { VpcEndpointAssociations = [] } = await ec2.send(new DescribeVpcEndpointAssociationsCommand({}));
      expect(VpcEndpointAssociations).toHaveLength(1);
      const { DnsName, HostedZoneId } = VpcEndpointAssociations[0]?.DnsEntry ?? {};
      expect(DnsName).toContain(VpcEndpointAssociations[0]?.VpcEndpointId);
      expect(alias?.AliasTarget?.DNSName).toContain(DnsName);
      expect(alias?.AliasTarget).toMatchObject({ HostedZoneId });
      const { NatGateways } = await ec2.send(new DescribeNatGatewaysCommand({}));
      expect(NatGateways).toEqual([]);
    },
  );

  test("then project-d alone has endpoints for Systems Manager, with its own names", async () => {
    const found: Record<string, unknown> = {};
    for (const { name, account } of PROJECTS) {
      const endpoints = await endpointsOf(await guarded.clientsFor(account), "Interface");
      expect(endpoints).toMatchObject(endpoints.map(() => ({ State: "available", PrivateDnsEnabled: true })));
      found[name] = endpoints.map(({ ServiceName = "" }) => ServiceName.split(".").at(-1));
    }
    expect(found).toEqual({
      "project-a": [],
      "project-b": [],
      "project-c": [],
      "project-d": expect.arrayContaining(["ssm", "ssmmessages"]),
    });
  });

  test("then the proxies stand in both zones, ask for session tokens, and count as healthy targets", async () => {
    const instances = await proxies();
    const { Subnets = [] } = await hub.ec2.send(
      new DescribeSubnetsCommand({ SubnetIds: instances.map(({ SubnetId = "" }) => SubnetId) }),
    );
    expect(Subnets.map(({ AvailabilityZoneId }) => AvailabilityZoneId).toSorted()).toEqual([
      "apne1-az1",
      "apne1-az4",
    ]);
    for (const { MetadataOptions, IamInstanceProfile, PublicIpAddress } of instances) {
      expect(MetadataOptions?.HttpTokens).toBe("required");
      expect(IamInstanceProfile?.Arn).toContain("egress-proxy-hub.proxy");
      expect(PublicIpAddress ?? "none").toBe("none");
    }
    const { TargetGroups = [] } = await hub.loadBalancing.send(new DescribeTargetGroupsCommand({}));
    expect(TargetGroups).toMatchObject([{ Port: 3128, Protocol: "TCP" }]);
    const { TargetHealthDescriptions = [] } = await hub.loadBalancing.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: TargetGroups[0]?.TargetGroupArn }),
    );
    expect(TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State)).toEqual(
      instances.map(() => "healthy"),
    );
    expect(TargetHealthDescriptions.map(({ Target }) => Target?.Id).toSorted()).toEqual(
      instances.map(({ InstanceId }) => InstanceId).toSorted(),
    );
  });

  test("then an account that nothing is shared with is refused", async () => {
    const stranger = await guarded.clientsFor(STRANGER);
    const [project] = PROJECTS;
    const [endpoint] = await endpointsOf(await guarded.clientsFor(project?.account ?? ""), "Resource");
    const { Vpcs = [] } = await stranger.ec2.send(new DescribeVpcsCommand({}));
    const { VpcEndpointType, ResourceConfigurationArn } = endpoint ?? {};
    const ask = new CreateVpcEndpointCommand({
      VpcId: Vpcs[0]?.VpcId,
      VpcEndpointType,
      ResourceConfigurationArn,
    });
    await expect(stranger.ec2.send(ask)).rejects.toMatchObject({ name: "InvalidParameter" });
  });

  test(
    "then a plan by the plan roles changes nothing",
    async () => {
      expect(await guarded.planning.changesSeenFromOutside()).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );

  test("then what was synthesized, its plans and its states give the same answers", () => {
    expectAgreement(guarded.deployment.outdir, records, [
      { from: "project-d/app", to: "proxy.example.internal", port: 3128 },
      { from: "project-b/app", to: "project-c/app", port: 22 },
      { from: "proxy/proxies", to: "project-a/app", port: 80 },
    ]);
  });

  test(
    "then another list of domains replaces the proxies, and nothing else",
    async () => {
      const before = new Set((await proxies()).map(({ InstanceId }) => InstanceId));
      guarded.deployment.edit((topology) =>
        topology.replace("domains: [.example.com, ", "domains: [.example.com, .example.net, "),
      );
      await guarded.deployment.applyOne("egress-proxy-hub.proxy");
      const running = (await proxies()).filter(({ State }) => State?.Name === "running");
      expect(running).toHaveLength(2);
      expect(running.filter(({ InstanceId }) => before.has(InstanceId))).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );

  test(
    "then destroying leaves nothing, and nothing was denied",
    async () => {
      await guarded.deployment.destroy();
      for (const account of [HUB, ...PROJECTS.map((project) => project.account)]) {
        const clients = await guarded.clientsFor(account);
        const { Vpcs } = await clients.ec2.send(
          new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["false"] }] }),
        );
        const { VpcEndpoints } = await clients.ec2.send(new DescribeVpcEndpointsCommand({}));
        expect({ VpcEndpoints, Vpcs }).toEqual({ VpcEndpoints: [], Vpcs: [] });
      }
      expect(guarded.denials()).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );
});
