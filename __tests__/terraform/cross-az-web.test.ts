import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  CreateVpcEndpointCommand,
  DescribeInstancesCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListHostedZonesByNameCommand, ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import type { Ipv4Block } from "../../modules/addressing";
import { parseAddress, parseBlock, valueOf } from "../../modules/addressing";
import { endpointContract, serviceContract } from "../../modules/wiring";
import { expectAgreement } from "./agreement";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { type Clients, describeWithTools } from "./harness";
import { Records } from "./records";
import { contractValues } from "./contract-values";

const CONSUMER = "111111111111";
const PROVIDER = "222222222222";
const STRANGER = "333333333333";

describeWithTools("given the scenario cross-az-web, when it is applied to two accounts", (tools) => {
  let deployment: Deployment;
  let records: Records;
  let consumer: Clients;
  let provider: Clients;
  const stateAfter = new Map<string, string>();

  async function endpoint(): Promise<VpcEndpoint> {
    const { VpcEndpoints = [] } = await consumer.ec2.send(
      new DescribeVpcEndpointsCommand({ Filters: [{ Name: "vpc-endpoint-type", Values: ["Interface"] }] }),
    );
    expect(VpcEndpoints).toHaveLength(1);
    return VpcEndpoints[0] ?? {};
  }

  beforeAll(async () => {
    deployment = await Deployment.of("scenarios/cross-az-web.yaml", tools);
    consumer = await deployment.emulator.clientsFor(CONSUMER);
    provider = await deployment.emulator.clientsFor(PROVIDER);
    records = new Records();
    deployment.record(records);
    await deployment.apply(async (stack) => {
      if (!["cross-az-web.a", "cross-az-web.web.accept-a"].includes(stack)) return;
      stateAfter.set(stack, (await endpoint()).State ?? "");
    });
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    records.remove();
    await deployment.end();
  });

  test("then the consumer's endpoint names the provider's service, as the contract told", async () => {
    const contract = contractValues(
      serviceContract,
      await deployment.outputs("cross-az-web.web.contract-service-web"),
    );
    expect((await endpoint()).ServiceName).toBe(contract.serviceName);
    expect(contract).toMatchObject({ ports: ["80"], zones: ["apne1-az1", "apne1-az4"] });
  });

  test("then the endpoint waits for acceptance until the provider's account accepts it", async () => {
    expect(Object.fromEntries(stateAfter)).toEqual({
      "cross-az-web.a": "pendingAcceptance",
      "cross-az-web.web.accept-a": "available",
    });
    const contract = contractValues(
      endpointContract,
      await deployment.outputs("cross-az-web.a.contract-endpoint-web"),
    );
    expect((await endpoint()).VpcEndpointId).toBe(contract.endpointId);
  });

  test("then an account that is not allowed is refused", async () => {
    const stranger = await deployment.emulator.clientsFor(STRANGER);
    const { Vpcs = [] } = await stranger.ec2.send(new DescribeVpcsCommand({}));
    const { ServiceName, VpcEndpointType } = await endpoint();
    const ask = new CreateVpcEndpointCommand({ VpcId: Vpcs[0]?.VpcId, ServiceName, VpcEndpointType });
    await expect(stranger.ec2.send(ask)).rejects.toMatchObject({ name: "InvalidServiceName" });
  });

  test("then the endpoint's one address lies in the consumer's private subnet of zone apne1-az4", async () => {
    const { SubnetIds = [] } = await endpoint();
    const { Subnets = [] } = await consumer.ec2.send(new DescribeSubnetsCommand({ SubnetIds }));
    expect(Subnets.map(({ AvailabilityZoneId }) => AvailabilityZoneId)).toEqual(["apne1-az4"]);
    expect(SubnetIds).toHaveLength(1);
  });

  test("then the private name is an alias of the endpoint's own name, in a private zone", async () => {
    const { HostedZones = [] } = await consumer.route53.send(
      new ListHostedZonesByNameCommand({ DNSName: "web.example.internal" }),
    );
    expect(HostedZones).toMatchObject([{ Name: "web.example.internal.", Config: { PrivateZone: true } }]);
    const records = new ListResourceRecordSetsCommand({ HostedZoneId: HostedZones[0]?.Id });
    const { ResourceRecordSets = [] } = await consumer.route53.send(records);
    const [alias] = ResourceRecordSets.filter(({ Type }) => Type === "A");
    expect(alias?.AliasTarget?.DNSName).toContain((await endpoint()).DnsEntries?.[0]?.DnsName);
  });

  test("then the load balancer balances across zones and does not judge PrivateLink traffic", async () => {
    const { LoadBalancers = [] } = await provider.loadBalancing.send(new DescribeLoadBalancersCommand({}));
    expect(LoadBalancers).toMatchObject([
      { Scheme: "internal", Type: "network", EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "off" },
    ]);
    const attributes = new DescribeLoadBalancerAttributesCommand({
      LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn,
    });
    const { Attributes = [] } = await provider.loadBalancing.send(attributes);
    expect(Attributes).toContainEqual({ Key: "load_balancing.cross_zone.enabled", Value: "true" });
  });

  test("then the hosts have private addresses only and ask for session tokens", async () => {
    for (const { clients, block } of [
      { clients: consumer, block: "10.0.0.0/16" },
      { clients: provider, block: "10.1.0.0/16" },
    ]) {
      const { Reservations = [] } = await clients.ec2.send(new DescribeInstancesCommand({}));
      const [instance] = Reservations.flatMap(({ Instances = [] }) => Instances);
      expect(instance?.MetadataOptions?.HttpTokens).toBe("required");
      expect(instance?.PublicIpAddress ?? "none").toBe("none");
      expect(isIn(block, instance?.PrivateIpAddress ?? "")).toBe(true);
    }
  });

  test(
    "then a second plan changes nothing, and destroying leaves nothing",
    async () => {
      expect(await deployment.changes()).toEqual([]);
      await deployment.destroy();
      for (const clients of [consumer, provider]) {
        const { VpcEndpoints = [] } = await clients.ec2.send(new DescribeVpcEndpointsCommand({}));
        const { Vpcs = [] } = await clients.ec2.send(
          new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["false"] }] }),
        );
        expect({ VpcEndpoints, Vpcs }).toEqual({ VpcEndpoints: [], Vpcs: [] });
      }
    },
    DEPLOYMENT_TIMEOUT,
  );

  test("then what was synthesized, its plans and its states give the same answers", () => {
    expectAgreement(deployment.outdir, records, [
      { from: "a/ec2-a", to: "web.example.internal", port: 22 },
      { from: "a/ec2-a", to: "internet", port: 443 },
      { from: "web/ec2-b", to: "a/ec2-a", port: 80 },
    ]);
  });
});

function isIn(block: string, address: string): boolean {
  const whole: Ipv4Block = valueOf(parseBlock(block));
  return whole.contains(valueOf(parseAddress(address)));
}
