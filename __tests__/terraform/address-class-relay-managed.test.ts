import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  DescribeRouteTablesCommand,
  DescribeVpcsCommand,
  DescribeVpnConnectionsCommand,
  DescribeVpnGatewaysCommand,
} from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { expectAgreement } from "./agreement";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { type Clients, describeWithTools } from "./harness";
import { Records } from "./records";

const ACCOUNTS = ["111111111111", "222222222222", "333333333333"];
const RELAY = "333333333333";

describeWithTools(
  "given the scenario address-class-relay-managed, when it is applied to three accounts",
  (tools) => {
    let deployment: Deployment;
    let records: Records;
    let relay: Clients;

    beforeAll(async () => {
      deployment = await Deployment.of("scenarios/address-class-relay-managed.yaml", tools);
      relay = await deployment.emulator.clientsFor(RELAY);
      records = new Records();
      deployment.record(records);
      await deployment.apply();
    }, DEPLOYMENT_TIMEOUT);

    afterAll(async () => {
      records.remove();
      await deployment.end();
    });

    test("then the connection has its routes by BGP, and the private route tables take them from the gateway", async () => {
      const { VpnConnections } = await relay.ec2.send(new DescribeVpnConnectionsCommand({}));
      expect(VpnConnections).toMatchObject([
        { State: "available", Routes: [], Options: { StaticRoutesOnly: false } },
      ]);
      const { VpnGateways } = await relay.ec2.send(new DescribeVpnGatewaysCommand({}));
      expect(VpnGateways).toMatchObject([{ VpcAttachments: [{ State: "attached" }] }]);
      const { RouteTables = [] } = await relay.ec2.send(new DescribeRouteTablesCommand({}));
      const propagating = RouteTables.filter(({ PropagatingVgws = [] }) => PropagatingVgws.length > 0);
      expect(propagating).toHaveLength(2);
    });

    test("then a load balancer holds the address that on-premises calls, and others lead to it from outside the VPC", async () => {
      const { LoadBalancers = [] } = await relay.loadBalancing.send(new DescribeLoadBalancersCommand({}));
      const held = LoadBalancers.map(({ AvailabilityZones = [] }) =>
        AvailabilityZones.flatMap(({ LoadBalancerAddresses = [] }) =>
          LoadBalancerAddresses.map(({ PrivateIPv4Address }) => PrivateIPv4Address),
        ),
      );
      expect(held).toContainEqual(["172.16.0.10"]);
      const { TargetGroups = [] } = await relay.loadBalancing.send(new DescribeTargetGroupsCommand({}));
      const targets = await Promise.all(
        TargetGroups.map(async ({ TargetType, TargetGroupArn }) => {
          const { TargetHealthDescriptions = [] } = await relay.loadBalancing.send(
            new DescribeTargetHealthCommand({ TargetGroupArn }),
          );
          return { TargetType, targets: TargetHealthDescriptions.map(({ Target }) => Target) };
        }),
      );
      expect(targets).toContainEqual({
        TargetType: "ip",
        targets: [{ Id: "10.200.0.10", Port: 80 }],
      });
    });

    test(
      "then a second plan changes nothing, and destroying leaves nothing",
      async () => {
        expect(await deployment.changes()).toEqual([]);
        await deployment.destroy();
        for (const account of ACCOUNTS) {
          const { ec2 } = await deployment.emulator.clientsFor(account);
          const { Vpcs } = await ec2.send(
            new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["false"] }] }),
          );
          expect(Vpcs).toEqual([]);
        }
        const { VpnConnections = [] } = await relay.ec2.send(new DescribeVpnConnectionsCommand({}));
        expect(VpnConnections.filter(({ State }) => State !== "deleted")).toEqual([]);
      },
      DEPLOYMENT_TIMEOUT,
    );

    test("then what was synthesized, its plans and its states give the same answers", () => {
      expectAgreement(deployment.outdir, records, [
        { from: "existing/test02", to: "existing@192.168.0.203", port: 443 },
        { from: "existing/test02", to: "internet", port: 443 },
      ]);
    });
  },
);
