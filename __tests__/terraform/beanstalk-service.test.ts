import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  DescribeCustomerGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcsCommand,
  DescribeVpnConnectionsCommand,
  DescribeVpnGatewaysCommand,
} from "@aws-sdk/client-ec2";
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  type LoadBalancer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { z } from "zod";
import { expectAgreement } from "./agreement";
import { STATE_ACCOUNT } from "./bootstrap";
import { DEPLOYMENT_TIMEOUT } from "./deployment";
import { callJson } from "./emulated-rest";
import { GuardedDeployment } from "./guarded-deployment";
import { type Clients, describeWithTools } from "./harness";
import { Records } from "./records";
import { everyVersion, holdersOf } from "./pre-shared-keys";
import { given } from "./sample-network";

const CONSUMER = "111111111111";
const PROVIDER = "222222222222";
const BUCKET = "beanstalk-service-states";
const ON_PREMISES = "192.168.100.0/24";

const forwardsSchema = z.object({ "example.internal": z.array(z.string()).length(2) });
const indexSchema = z.object({
  topologies: z.object({
    "beanstalk-service": z.object({
      onPremises: z.object({ headquarters: z.object({ forwards: forwardsSchema }) }),
    }),
  }),
});
const resolversSchema = z.object({
  ResolverEndpoints: z
    .array(z.object({ Id: z.string(), Direction: z.string(), SecurityGroupIds: z.array(z.string()) }))
    .length(1),
});
const resolverAddressesSchema = z.object({ IpAddresses: z.array(z.object({ Ip: z.string() })) });

describeWithTools("given the scenario beanstalk-service with its states in S3, and IAM enforced", (tools) => {
  let guarded: GuardedDeployment;
  let records: Records;
  let consumer: Clients;
  let provider: Clients;

  async function loadBalancer(): Promise<LoadBalancer> {
    const { LoadBalancers = [] } = await provider.loadBalancing.send(new DescribeLoadBalancersCommand({}));
    expect(LoadBalancers).toHaveLength(1);
    return LoadBalancers[0] ?? {};
  }

  /** What the consumer's administrator is told of its resolver. */
  async function asked<Answer>(
    schema: z.ZodType<Answer>,
    call: string,
    body: Record<string, string> = {},
  ): Promise<Answer> {
    const { endpoint } = guarded.emulator;
    return schema.parse((await callJson(endpoint, consumer.credentials, "route53resolver", call, body)).body);
  }

  beforeAll(async () => {
    guarded = await GuardedDeployment.of("beanstalk-service", tools);
    consumer = await guarded.clientsFor(CONSUMER);
    provider = await guarded.clientsFor(PROVIDER);
    records = new Records();
    guarded.record(records);
    await guarded.deployment.apply();
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    records.remove();
    await guarded.end();
  });

  test("then the environment's load balancer is internal, and listens in both zones", async () => {
    const { LoadBalancerArn, ...rest } = await loadBalancer();
    expect(rest).toMatchObject({ Scheme: "internal", Type: "network" });
    expect(rest.AvailabilityZones).toHaveLength(2);
    const { Listeners } = await provider.loadBalancing.send(
      new DescribeListenersCommand({ LoadBalancerArn }),
    );
    expect(Listeners).toMatchObject([{ Port: 80, Protocol: "TCP" }]);
    const { TargetGroups } = await provider.loadBalancing.send(
      new DescribeTargetGroupsCommand({ LoadBalancerArn }),
    );
    expect(TargetGroups).toMatchObject([{ Port: 80, HealthCheckPath: "/index.html" }]);
  });

  test("then the endpoint service stands on it, and the consumer's endpoint is accepted", async () => {
    const { ServiceConfigurations } = await provider.ec2.send(
      new DescribeVpcEndpointServiceConfigurationsCommand({}),
    );
    const { LoadBalancerArn } = await loadBalancer();
    expect(ServiceConfigurations).toMatchObject([{ NetworkLoadBalancerArns: [LoadBalancerArn] }]);
    const { VpcEndpoints } = await consumer.ec2.send(
      new DescribeVpcEndpointsCommand({ Filters: [{ Name: "vpc-endpoint-type", Values: ["Interface"] }] }),
    );
    expect(VpcEndpoints).toMatchObject([
      { State: "available", ServiceName: ServiceConfigurations?.[0]?.ServiceName },
    ]);
  });

  test("then both VPCs have the same block", async () => {
    for (const { ec2 } of [consumer, provider]) {
      const { Vpcs } = await ec2.send(
        new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["false"] }] }),
      );
      expect(Vpcs).toMatchObject([{ CidrBlock: "10.0.0.0/16" }]);
    }
  });

  test("then the office's gateway is connected to the device outside AWS, whose block the private route tables have", async () => {
    const { CustomerGateways } = await consumer.ec2.send(new DescribeCustomerGatewaysCommand({}));
    expect(CustomerGateways).toMatchObject([{ IpAddress: "203.0.113.10", BgpAsn: "65010" }]);
    const { VpnConnections } = await consumer.ec2.send(new DescribeVpnConnectionsCommand({}));
    expect(VpnConnections).toMatchObject([
      { State: "available", Routes: [{ DestinationCidrBlock: ON_PREMISES }] },
    ]);
    const { VpnGateways } = await consumer.ec2.send(new DescribeVpnGatewaysCommand({}));
    expect(VpnGateways).toMatchObject([{ VpcAttachments: [{ State: "attached" }] }]);
    const { RouteTables = [] } = await consumer.ec2.send(new DescribeRouteTablesCommand({}));
    const led = RouteTables.filter(({ Routes = [] }) =>
      Routes.some(({ DestinationCidrBlock }) => DestinationCidrBlock === ON_PREMISES),
    );
    expect(led).toMatchObject([0, 1].map(() => ({ PropagatingVgws: [{}] })));
  });

  test("then the resolver has the addresses that on-premises is told, and answers nobody else", async () => {
    const { ResolverEndpoints } = await asked(resolversSchema, "ListResolverEndpoints");
    const [{ Id, Direction, SecurityGroupIds }] = [given(ResolverEndpoints[0])];
    expect(Direction).toBe("INBOUND");
    const { IpAddresses } = await asked(resolverAddressesSchema, "ListResolverEndpointIpAddresses", {
      ResolverEndpointId: Id,
    });
    const { topologies } = indexSchema.parse(
      JSON.parse(given(guarded.deployment.files().get("cdktf.out/topology.json"))),
    );
    const { forwards } = topologies["beanstalk-service"].onPremises.headquarters;
    const told = forwards["example.internal"];
    expect(IpAddresses.map(({ Ip }) => Ip).toSorted()).toEqual(told.toSorted());
    const { SecurityGroups = [] } = await consumer.ec2.send(
      new DescribeSecurityGroupsCommand({ GroupIds: SecurityGroupIds }),
    );
    const rules = SecurityGroups.flatMap(({ IpPermissions = [] }) => IpPermissions).map(
      ({ IpProtocol, FromPort, ToPort, IpRanges = [] }) =>
        [IpProtocol, FromPort, ToPort, ...IpRanges.map(({ CidrIp }) => CidrIp)].join(" "),
    );
    expect(rules.toSorted()).toEqual([`tcp 53 53 ${ON_PREMISES}`, `udp 53 53 ${ON_PREMISES}`]);
  });

  test(
    "then a plan by the plan roles changes nothing",
    async () => {
      expect(await guarded.planning.changesSeenFromOutside()).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );

  test("then what was synthesized, its plans and its states give the same answers", () => {
    // What the load balancer of the environment has, postconditions of its stack say, which no plan shows.
    expectAgreement(
      guarded.deployment.outdir,
      records,
      [
        { from: "office/workstation", to: "eb.example.internal", port: 443 },
        { from: "office/workstation", to: "internet", port: 443 },
      ],
      {
        stack: "beanstalk-service.eb",
        questions: [
          "headquarters/pc to eb.example.internal, tcp 80",
          "office/workstation to eb.example.internal, tcp 80",
          "office/workstation to eb.example.internal, tcp 443",
        ],
      },
    );
  });

  test(
    "then destroying leaves nothing, nothing was denied, and AWS alone ever had the pre-shared keys",
    async () => {
      const { VpnConnections } = await consumer.ec2.send(new DescribeVpnConnectionsCommand({}));
      const { endpoint } = guarded.emulator;
      const kept = await callJson(endpoint, consumer.credentials, "secretsmanager", "GetSecretValue", {
        SecretId: given(VpnConnections?.[0]?.PreSharedKeyArn),
      });
      const keys = Object.values(
        z.record(z.string(), z.string()).parse(JSON.parse(String(kept.body["SecretString"]))),
      );
      expect(new Set(keys).size).toBe(2);
      await guarded.deployment.destroy();
      const { LoadBalancers } = await provider.loadBalancing.send(new DescribeLoadBalancersCommand({}));
      const { Buckets } = await provider.s3.send(new ListBucketsCommand({}));
      const { Vpcs } = await provider.ec2.send(
        new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["false"] }] }),
      );
      expect({ LoadBalancers, Vpcs, Buckets }).toEqual({ LoadBalancers: [], Vpcs: [], Buckets: [] });
      expect(guarded.denials()).toEqual([]);

      const states = await everyVersion(await guarded.clientsFor(STATE_ACCOUNT), BUCKET);
      const connection = [...states].filter(([name]) => name.includes("vpn-headquarters"));
      expect(connection.map(([, state]) => state).join()).toContain("REDACTED");
      const texts = new Map([
        ...states,
        ...guarded.deployment.files(),
        ["deploying and destroying", guarded.deployment.transcript],
        ["planning", guarded.planning.transcript],
        ["the emulator's log", guarded.emulator.log().join("\n")],
      ]);
      expect(holdersOf(keys, texts)).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );
});
