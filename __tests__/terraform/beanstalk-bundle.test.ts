import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateBucketCommand, ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { encodeSourceBundle } from "../../modules/software";
import { packZip } from "../../modules/software/zip";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { type Clients, describeWithTools, REGION } from "./harness";
import { given } from "./sample-network";

const PROVIDER = "222222222222";
const STACK = "beanstalk-service.eb";
const OWN_BUCKET = "builds-of-the-provider";

describeWithTools("given the provider of the scenario beanstalk-service, when it is applied", (tools) => {
  let deployment: Deployment;
  let provider: Clients;

  async function crossesZones(): Promise<string | undefined> {
    const { LoadBalancers = [] } = await provider.loadBalancing.send(new DescribeLoadBalancersCommand({}));
    expect(LoadBalancers).toHaveLength(1);
    const { LoadBalancerArn } = given(LoadBalancers[0]);
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
    await deployment.applyOne(STACK);
  }

  beforeAll(async () => {
    deployment = await Deployment.of("scenarios/beanstalk-service.yaml", tools);
    provider = await deployment.emulator.clientsFor(PROVIDER);
    await deployment.applyOne(STACK);
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    await deployment.end();
  });

  test("then our own bundle switches cross-zone balancing on", async () => {
    expect(await crossesZones()).toBe("true");
  });

  test(
    "then a bundle of one's own that leaves it off is refused, until it is switched on",
    async () => {
      await provider.s3.send(
        new CreateBucketCommand({
          Bucket: OWN_BUCKET,
          CreateBucketConfiguration: { LocationConstraint: REGION },
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
      await deployment.destroyOne(STACK);
      const { LoadBalancers } = await provider.loadBalancing.send(new DescribeLoadBalancersCommand({}));
      const { Buckets = [] } = await provider.s3.send(new ListBucketsCommand({}));
      expect({ LoadBalancers, buckets: Buckets.map(({ Name }) => Name) }).toEqual({
        LoadBalancers: [],
        buckets: [OWN_BUCKET],
      });
    },
    DEPLOYMENT_TIMEOUT,
  );
});
