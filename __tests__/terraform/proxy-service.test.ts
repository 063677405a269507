import { DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { describeWithTools } from "./harness";

const PROJECTS = { "project-a": "111111111111", "project-b": "333333333333" };

describeWithTools("given proxies behind an endpoint service, when they are applied", (tools) => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.of("__tests__/terraform/topologies/proxy-service.yaml", tools);
    await deployment.apply();
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    await deployment.end();
  });

  test.each(Object.entries(PROJECTS))(
    "then the endpoint of %s is accepted without anybody's doing",
    async (_, account) => {
      const { ec2 } = await deployment.emulator.clientsFor(account);
      const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({}));
      const toService = VpcEndpoints.filter(({ ServiceName = "" }) => ServiceName.includes(".vpce-svc-"));
      expect(toService.length).toBeGreaterThan(0);
      expect(toService).toMatchObject(toService.map(() => ({ State: "available" })));
    },
  );

  test(
    "then a second plan changes nothing, and everything can be destroyed",
    async () => {
      expect(await deployment.changes()).toEqual([]);
      await deployment.destroy();
    },
    DEPLOYMENT_TIMEOUT,
  );
});
