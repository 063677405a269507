import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcEndpointsCommand,
  DescribeVpcsCommand,
  DescribeVpnConnectionsCommand,
  DescribeVpnGatewaysCommand,
  type NetworkInterface,
} from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListRolesCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { z } from "zod";
import { parseAddress, parseBlock, valueOf } from "../../modules/addressing";
import { vpnDeviceParameterName } from "../../modules/vpn";
import { vpnContract } from "../../modules/wiring";
import { expectAgreement } from "./agreement";
import { STATE_ACCOUNT } from "./bootstrap";
import { contractValues } from "./contract-values";
import { DEPLOYMENT_TIMEOUT } from "./deployment";
import { callJson } from "./emulated-rest";
import { GuardedDeployment } from "./guarded-deployment";
import { type Clients, describeWithTools } from "./harness";
import { Records } from "./records";
import { actAs, allow, trusting } from "./iam-sample";
import { everyVersion, holdersOf, preSharedKeys, userData } from "./pre-shared-keys";
import { given } from "./sample-network";

const OFFICE = "111111111111";
const EXISTING = "222222222222";
const RELAY = "333333333333";
const ACCOUNTS = [OFFICE, EXISTING, RELAY];
const BUCKET = "address-class-relay-states";
const CONNECTION = "address-class-relay.relay.vpn-office";
const DEVICE = "address-class-relay.office.gateway";

/** What is locked beside the states has no outputs. */
const stateSchema = z.object({ outputs: z.record(z.string(), z.unknown()).default({}) });

describeWithTools(
  "given the scenario address-class-relay with its states in S3, and IAM enforced",
  (tools) => {
    let guarded: GuardedDeployment;
    let records: Records;
    let relay: Clients;
    let keys: readonly string[];
    /** How often the roles were denied what only these tests try. */
    let deniedHere = 0;

    beforeAll(async () => {
      guarded = await GuardedDeployment.of("address-class-relay", tools);
      relay = await guarded.clientsFor(RELAY);
      records = new Records();
      guarded.record(records);
      await guarded.deployment.apply();
      keys = await preSharedKeys(relay);
    }, DEPLOYMENT_TIMEOUT);

    afterAll(async () => {
      records.remove();
      await guarded.end();
    });

    async function interfaceNamed(name: string, { ec2 }: Clients): Promise<NetworkInterface> {
      const { NetworkInterfaces } = await ec2.send(
        new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "tag:Name", Values: [name] }] }),
      );
      expect(NetworkInterfaces).toHaveLength(1);
      return given(NetworkInterfaces?.[0]);
    }

    /** The subnets of an account's VPC that have one of these addresses each. */
    async function blocksHolding(addresses: readonly string[], { ec2 }: Clients): Promise<string[]> {
      const { Subnets = [] } = await ec2.send(
        new DescribeSubnetsCommand({ Filters: [{ Name: "default-for-az", Values: ["false"] }] }),
      );
      return addresses.map((address) => {
        const holding = Subnets.map(({ CidrBlock }) => given(CidrBlock)).filter((block) =>
          valueOf(parseBlock(block)).contains(valueOf(parseAddress(address))),
        );
        expect(holding).toHaveLength(1);
        return given(holding[0]);
      });
    }

    test("then the VPN gateway is attached, and every private route table has the static route by propagation", async () => {
      const { VpnGateways } = await relay.ec2.send(new DescribeVpnGatewaysCommand({}));
      const { Subnets = [] } = await relay.ec2.send(
        new DescribeSubnetsCommand({
          Filters: [{ Name: "cidr-block", Values: ["172.16.0.0/20", "172.16.16.0/20"] }],
        }),
      );
      expect(Subnets).toHaveLength(2);
      const [{ VpcId } = {}] = Subnets;
      expect(VpnGateways).toMatchObject([{ VpcAttachments: [{ State: "attached", VpcId }] }]);
      const { RouteTables = [] } = await relay.ec2.send(
        new DescribeRouteTablesCommand({
          Filters: [
            { Name: "association.subnet-id", Values: Subnets.map(({ SubnetId }) => given(SubnetId)) },
          ],
        }),
      );
      expect(RouteTables).toHaveLength(2);
      for (const { Routes } of RouteTables)
        expect(Routes).toContainEqual(
          expect.objectContaining({
            DestinationCidrBlock: "10.200.0.0/16",
            GatewayId: VpnGateways?.[0]?.VpnGatewayId,
            Origin: "EnableVgwRoutePropagation",
            State: "active",
          }),
        );
    });

    test("then endpoints and load balancers have their pinned addresses in their own subnets", async () => {
      const endpoints = async ({ ec2 }: Clients): Promise<string[]> => {
        const { VpcEndpoints = [] } = await ec2.send(
          new DescribeVpcEndpointsCommand({
            Filters: [{ Name: "vpc-endpoint-type", Values: ["Interface"] }],
          }),
        );
        const toServices = VpcEndpoints.filter(({ ServiceName = "" }) => ServiceName.includes(".vpce-svc-"));
        expect(toServices).toMatchObject([{ State: "available" }]);
        const { NetworkInterfaces = [] } = await ec2.send(
          new DescribeNetworkInterfacesCommand({
            NetworkInterfaceIds: toServices.flatMap(({ NetworkInterfaceIds = [] }) => NetworkInterfaceIds),
          }),
        );
        return NetworkInterfaces.map(({ PrivateIpAddress }) => given(PrivateIpAddress));
      };
      const existing = await guarded.clientsFor(EXISTING);
      expect(await endpoints(existing)).toEqual(["192.168.0.203"]);
      expect(await blocksHolding(await endpoints(relay), relay)).toEqual(["172.16.0.0/20"]);
      const { LoadBalancers = [] } = await relay.loadBalancing.send(new DescribeLoadBalancersCommand({}));
      const balancing = LoadBalancers.flatMap(({ AvailabilityZones = [] }) =>
        AvailabilityZones.flatMap(({ LoadBalancerAddresses = [] }) =>
          LoadBalancerAddresses.map(({ PrivateIPv4Address }) => given(PrivateIPv4Address)),
        ),
      );
      expect((await blocksHolding(balancing, relay)).toSorted()).toEqual(["172.16.0.0/20", "172.16.16.0/20"]);
    });

    test("then what passes on the packets of others checks neither source nor destination", async () => {
      const device = await interfaceNamed(DEVICE, await guarded.clientsFor(OFFICE));
      expect(device).toMatchObject({ SourceDestCheck: false, Attachment: { Status: "attached" } });
      expect(device.Association?.PublicIp).toBeDefined();
      const relayed = await interfaceNamed("address-class-relay.relay.relay", relay);
      expect(relayed).toMatchObject({ SourceDestCheck: false, PrivateIpAddress: "172.16.0.10" });
      const { VpnConnections } = await relay.ec2.send(new DescribeVpnConnectionsCommand({}));
      expect(VpnConnections?.[0]?.CustomerGatewayConfiguration).toContain(
        `<ip_address>${given(device.Association?.PublicIp)}</ip_address>`,
      );
    });

    test("then the relay is a target by its address, which sees the load balancer's", async () => {
      const { TargetGroups = [] } = await relay.loadBalancing.send(new DescribeTargetGroupsCommand({}));
      expect(TargetGroups).toMatchObject([{ TargetType: "ip", Port: 80, Protocol: "TCP" }]);
      const [{ TargetGroupArn } = {}] = TargetGroups;
      const { TargetHealthDescriptions } = await relay.loadBalancing.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      expect(TargetHealthDescriptions).toMatchObject([{ Target: { Id: "172.16.0.10", Port: 80 } }]);
      const { Attributes } = await relay.loadBalancing.send(
        new DescribeTargetGroupAttributesCommand({ TargetGroupArn }),
      );
      expect(Attributes).toContainEqual({ Key: "preserve_client_ip.enabled", Value: "false" });
    });

    test(
      "then a plan by the plan roles changes nothing",
      async () => {
        expect(await guarded.planning.changesSeenFromOutside()).toEqual([]);
        expect(guarded.denials()).toEqual([]);
      },
      DEPLOYMENT_TIMEOUT,
    );

    test("then what was synthesized, its plans and its states give the same answers", () => {
      expectAgreement(guarded.deployment.outdir, records, [
        { from: "existing/test02", to: "relay/relay", port: 80 },
        { from: "existing/test02", to: "existing@192.168.0.203", port: 443 },
        { from: "relay/relay", to: "office/test01", port: 22 },
      ]);
    });

    test("then the keys stand in the connection's own state, and nowhere else that anybody sees", async () => {
      expect(new Set(keys).size).toBe(2);
      const states = await everyVersion(await guarded.clientsFor(STATE_ACCOUNT), BUCKET);
      const holders = holdersOf(keys, states).map((holder) => holder.split(" ")[0]);
      expect([...new Set(holders)]).toEqual([`states/${RELAY}/${CONNECTION}.tfstate`]);
      for (const state of states.values()) {
        const { outputs } = stateSchema.parse(JSON.parse(state));
        expect(holdersOf(keys, new Map([["outputs", JSON.stringify(outputs)]]))).toEqual([]);
      }
      for (const account of ACCOUNTS) {
        const told = await userData(await guarded.clientsFor(account));
        for (const text of told.values()) expect(text).toMatch(/^#cloud-config/);
        expect(holdersOf(keys, told)).toEqual([]);
      }
      const shown = await guarded.planning.show(CONNECTION);
      expect(shown).toContain("tunnel1_preshared_key");
      expect(holdersOf(keys, new Map([["shown", shown]]))).toEqual([]);
      expect(holdersOf(keys, guarded.deployment.files())).toEqual([]);
      expect(holdersOf(keys, guarded.planning.files())).toEqual([]);
    });

    test("then of all roles, the device's alone reads the keys, but for those that have them in their state", async () => {
      const { endpoint } = guarded.emulator;
      const { secretArn } = contractValues(
        vpnContract,
        await guarded.deployment.outputs("address-class-relay.relay.contract-vpn-office"),
      );
      await actAs(guarded.emulator, OFFICE, "stranger", { policy: [allow(["secretsmanager:*", "kms:*"])] });
      const readers: string[] = [];
      for (const account of ACCOUNTS)
        for (const [role, { credentials }] of await rolesOf(account)) {
          const ask = { SecretId: secretArn };
          const read = await callJson(endpoint, credentials, "secretsmanager", "GetSecretValue", ask);
          if (read.status !== 200) continue;
          readers.push(`${account} ${role}`);
          const [tunnel1, tunnel2] = keys;
          expect(JSON.parse(String(read.body["SecretString"]))).toEqual({ tunnel1, tunnel2 });
        }
      expect(readers).toEqual([`${OFFICE} ${DEVICE}`, `${RELAY} network-deploy`, `${RELAY} network-plan`]);
      deniedHere = guarded.denials().length;
    });

    test("then the device is told where they are, and not what they are", async () => {
      const { endpoint } = guarded.emulator;
      const { credentials } = await guarded.emulator.clientsFor(OFFICE, DEVICE);
      const ask = { Name: vpnDeviceParameterName(DEVICE) };
      const { status, body } = await callJson(endpoint, credentials, "ssm", "GetParameter", ask);
      expect(status).toBe(200);
      const told = JSON.stringify(body);
      expect(told).toContain(":secret:/vpn/address-class-relay.relay.vpn-office/keys-");
      expect(holdersOf(keys, new Map([["parameter", told]]))).toEqual([]);
    });

    test(
      "then destroying leaves nothing, nothing was denied, and no key was ever printed",
      async () => {
        await guarded.deployment.destroy();
        for (const account of ACCOUNTS) {
          const { ec2 } = await guarded.clientsFor(account);
          const { Vpcs } = await ec2.send(
            new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["false"] }] }),
          );
          expect(Vpcs).toEqual([]);
        }
        expect(guarded.denials().slice(deniedHere)).toEqual([]);
        const printed = new Map([
          ["deploying and destroying", guarded.deployment.transcript],
          ["planning", guarded.planning.transcript],
          ["the emulator's log", guarded.emulator.log().join("\n")],
        ]);
        expect(holdersOf(["aws_vpn_connection", "CreateVpnConnection"], printed)).toEqual([
          ...printed.keys(),
        ]);
        expect(holdersOf(keys, printed)).toEqual([]);
      },
      DEPLOYMENT_TIMEOUT,
    );

    /** Everybody who acts in an account, whatever they are meant for: those for services are made to trust it. */
    async function rolesOf(account: string): Promise<Map<string, Clients>> {
      const { iam } = await guarded.clientsFor(account);
      const { Roles = [] } = await iam.send(new ListRolesCommand({}));
      const names = Roles.map(({ RoleName }) => given(RoleName)).toSorted();
      const roles = new Map<string, Clients>();
      for (const RoleName of names) {
        if (!RoleName.startsWith("network-"))
          await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument: trusting(account) }));
        roles.set(RoleName, await guarded.emulator.clientsFor(account, RoleName));
      }
      return roles;
    }
  },
);
