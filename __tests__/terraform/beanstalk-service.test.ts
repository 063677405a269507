import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  DescribeVpcEndpointsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  type LoadBalancer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateBucketCommand, ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { encodeSourceBundle } from "../../modules/software";
import { packZip } from "../../modules/software/zip";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { type Clients, describeWithTools } from "./harness";

const CONSUMER = "111111111111";
const PROVIDER = "222222222222";
const OWN_BUCKET = "builds-of-the-provider";

describeWithTools("given the scenario beanstalk-service, when it is applied to two accounts", (tools) => {
  let deployment: Deployment;
  let consumer: Clients;
  let provider: Clients;

  async function loadBalancer(): Promise<LoadBalancer> {
    const { LoadBalancers = [] } = await provider.loadBalancing.send(new DescribeLoadBalancersCommand({}));
    expect(LoadBalancers).toHaveLength(1);
    return LoadBalancers[0] ?? {};
  }

  async function crossesZones(): Promise<string | undefined> {
    const { LoadBalancerArn } = await loadBalancer();
    const { Attributes = [] } = await provider.loadBalancing.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }),
    );
    return Attributes.find(({ Key }) => Key === "load_balancing.cross_zone.enabled")?.Value;
  }

  /** The environment runs a bundle of the user's own. */
  async function applyBundle(key: string, zip: Buffer): Promise<void> {
    await provider.s3.send(new PutObjectCommand({ Bucket: OWN_BUCKET, Key: key, Body: zip }));
    deployment.edit((topology) =>
      topology.replace(
        /^( +)(web: \{ page|sourceBundle:).*$/m,
        `$1sourceBundle: { bucket: ${OWN_BUCKET}, key: ${key} }`,
      ),
    );
    await deployment.applyOne("beanstalk-service.eb");
  }

  beforeAll(async () => {
    deployment = await Deployment.of("scenarios/beanstalk-service.yaml", tools);
    consumer = await deployment.emulator.clientsFor(CONSUMER);
    provider = await deployment.emulator.clientsFor(PROVIDER);
    await deployment.apply();
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    await deployment.end();
  });

  test("then the environment's load balancer is internal, crosses zones, and listens in both zones", async () => {
    const { LoadBalancerArn, ...rest } = await loadBalancer();
    expect(rest).toMatchObject({ Scheme: "internal", Type: "network" });
    expect(rest.AvailabilityZones).toHaveLength(2);
    expect(await crossesZones()).toBe("true");
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

  test(
    "then a second plan changes nothing",
    async () => {
      expect(await deployment.changes()).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );

  test(
    "then a bundle of one's own that leaves cross-zone balancing off is refused, until it is switched on",
    async () => {
      await provider.s3.send(
        new CreateBucketCommand({
          Bucket: OWN_BUCKET,
          CreateBucketConfiguration: { LocationConstraint: "ap-northeast-1" },
        }),
      );
      const plain = packZip(new Map([["Dockerfile", "FROM scratch\n"]]));
      await expect(applyBundle("1.zip", plain)).rejects.toThrow("load_balancing.cross_zone.enabled");
      expect(await crossesZones()).toBe("false");
      const { base64 } = encodeSourceBundle({ page: "Another one.", crossZone: true });
      await applyBundle("2.zip", Buffer.from(base64, "base64"));
      expect(await crossesZones()).toBe("true");
    },
    DEPLOYMENT_TIMEOUT,
  );

  test(
    "then destroying leaves nothing but what was there before",
    async () => {
      await deployment.destroy();
      const { LoadBalancers } = await provider.loadBalancing.send(new DescribeLoadBalancersCommand({}));
      const { Buckets = [] } = await provider.s3.send(new ListBucketsCommand({}));
      const { Vpcs } = await provider.ec2.send(
        new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["false"] }] }),
      );
      expect({ LoadBalancers, Vpcs, buckets: Buckets.map(({ Name }) => Name) }).toEqual({
        LoadBalancers: [],
        Vpcs: [],
        buckets: [OWN_BUCKET],
      });
    },
    DEPLOYMENT_TIMEOUT,
  );
});
