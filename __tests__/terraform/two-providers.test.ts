import { DescribeNetworkInterfacesCommand, DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Bootstrap } from "./bootstrap";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { type Clients, describeWithTools } from "./harness";

const TOPOLOGY_FILE = join(__dirname, "topologies", "two-providers.yaml");

/** What a topology says when its states are to move into a bucket. */
function withSharedState(topology: string): string {
  return topology.replace(
    "roles: { deploy: network-deploy }",
    "state: { backend: s3, bucket: two-providers-states, account: left }\nroles: { deploy: network-deploy, bootstrap: OrganizationAccountAccessRole }",
  );
}

/** The lines of a plan that say what would become otherwise. */
function changedLines(plan: string): string[] {
  const [, actions = plan] = plan.split("Terraform will perform the following actions:");
  return actions.split("\n").filter((line) => /^ +(?:[-+~]|-\/\+|\+\/-|<=) /.test(line));
}

describeWithTools("given two providers that use each other's services, when they are applied", (tools) => {
  let deployment: Deployment;
  let left: Clients;
  let right: Clients;

  beforeAll(async () => {
    deployment = await Deployment.of(TOPOLOGY_FILE, tools);
    left = await deployment.emulator.clientsFor("444444444444");
    right = await deployment.emulator.clientsFor("555555555555");
    await deployment.apply();
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    await deployment.end();
  });

  test("then both endpoints are available, one accepted by hand and one by itself", async () => {
    for (const clients of [left, right]) {
      const { VpcEndpoints = [] } = await clients.ec2.send(
        new DescribeVpcEndpointsCommand({ Filters: [{ Name: "vpc-endpoint-type", Values: ["Interface"] }] }),
      );
      expect(VpcEndpoints.map(({ State }) => State)).toEqual(["available"]);
    }
    const accepting = deployment.stacks.filter(({ id }) => id.includes(".accept-")).map(({ id }) => id);
    expect(accepting).toEqual(["two-providers.right.accept-left"]);
  });

  test("then the pinned address is the endpoint's", async () => {
    const { NetworkInterfaces = [] } = await left.ec2.send(
      new DescribeNetworkInterfacesCommand({
        Filters: [{ Name: "addresses.private-ip-address", Values: ["10.0.0.9"] }],
      }),
    );
    expect(NetworkInterfaces).toMatchObject([{ InterfaceType: "vpc_endpoint" }]);
  });

  test("then the load balancer that was told to judges PrivateLink traffic, and checks its target by TCP", async () => {
    const { LoadBalancers = [] } = await left.loadBalancing.send(new DescribeLoadBalancersCommand({}));
    expect(LoadBalancers).toMatchObject([{ EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "on" }]);
    const { TargetGroups = [] } = await left.loadBalancing.send(new DescribeTargetGroupsCommand({}));
    expect(TargetGroups).toMatchObject([{ Port: 8080, Protocol: "TCP", HealthCheckProtocol: "TCP" }]);
  });

  test(
    "then a second plan changes nothing",
    async () => {
      expect(await deployment.changes()).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );

  test(
    "then the states move to S3 as the help says, roles get their boundary, nothing else changes, and all can be destroyed",
    async () => {
      deployment.edit(withSharedState);
      const bootstrap = new Bootstrap(
        deployment.emulator,
        withSharedState(readFileSync(TOPOLOGY_FILE, "utf8")),
        tools,
      );
      const { rest } = await bootstrap.begin("two-providers-states", left);
      await deployment.migrateStates();

      const changed = (await deployment.changes()).flatMap(changedLines);
      const isRole = (line: string): boolean => line.includes(' ~ resource "aws_iam_role" ');
      const roles = changed.filter(isRole);
      expect(roles).not.toEqual([]);
      expect(changed.filter((line) => !isRole(line))).toEqual(
        roles.map((): unknown => expect.stringMatching(/^ +\+ permissions_boundary +=/)),
      );
      await deployment.destroy();
      await rest;
      bootstrap.remove();
    },
    DEPLOYMENT_TIMEOUT,
  );
});
