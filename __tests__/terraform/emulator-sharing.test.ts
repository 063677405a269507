import {
  CreateVpcEndpointCommand,
  DeleteVpcEndpointsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointAssociationsCommand,
  DescribeVpcEndpointsCommand,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { callRest, type RestAnswer } from "./emulated-rest";
import { type Clients, describeWithTools, Emulator } from "./harness";
import { CONSUMER, given, PROVIDER, sampleVpc, type SampleVpc, STRANGER } from "./sample-network";

const shareSchema = z.object({ resourceShare: z.object({ resourceShareArn: z.string() }) });
const invitationSchema = z.object({
  resourceShareArn: z.string(),
  resourceShareInvitationArn: z.string(),
  senderAccountId: z.string(),
  status: z.string(),
});
const invitationsSchema = z.object({ resourceShareInvitations: z.array(invitationSchema) });
type Invitation = z.infer<typeof invitationSchema>;

/** In the provider's organization. */
const SIBLING = "444444444444";

describeWithTools("the emulated sharing of resources", (tools) => {
  let emulator: Emulator;
  let provider: Clients;
  let consumer: Clients;
  let providerVpc: SampleVpc;
  let consumerVpc: SampleVpc;
  let gateway: string;
  let configuration: string;
  let configurationArn: string;

  beforeAll(async () => {
    emulator = await Emulator.start(tools, { organization: [PROVIDER, SIBLING] });
    provider = await emulator.clientsFor(PROVIDER);
    consumer = await emulator.clientsFor(CONSUMER);
    providerVpc = await sampleVpc(provider, ["apne1-az4", "apne1-az1"]);
    consumerVpc = await sampleVpc(consumer, ["apne1-az4", "apne1-az2"]);
    const made = await lattice("POST", "/resourcegateways", {
      name: "gateway",
      vpcIdentifier: providerVpc.id,
      subnetIds: providerVpc.subnets,
      securityGroupIds: [providerVpc.group],
    });
    gateway = String(made.body["id"]);
    const { body } = await configure({ name: "proxies", portRanges: ["3128"] });
    [configuration, configurationArn] = [String(body["id"]), String(body["arn"])];
  }, 60_000);

  afterAll(async () => {
    const complaints = emulator.complaints();
    await emulator.stop();
    expect(complaints).toEqual([]);
  });

  function lattice(
    method: "GET" | "POST" | "DELETE" | "PATCH",
    path: string,
    body?: Readonly<Record<string, unknown>>,
    who = provider,
  ): Promise<RestAnswer> {
    return callRest(emulator.endpoint, who.credentials, "vpc-lattice", method, path, body);
  }

  function ram(who: Clients, call: string, body: Readonly<Record<string, unknown>>): Promise<RestAnswer> {
    return callRest(emulator.endpoint, who.credentials, "ram", "POST", `/${call}`, body);
  }

  function configure(more: Readonly<Record<string, unknown>>): Promise<RestAnswer> {
    return lattice("POST", "/resourceconfigurations", {
      type: "SINGLE",
      protocol: "TCP",
      resourceGatewayIdentifier: gateway,
      resourceConfigurationDefinition: { ipResource: { ipAddress: "10.0.0.10" } },
      ...more,
    });
  }

  /** @returns the ARN of the share */
  async function share(name: string, principal: string): Promise<string> {
    const { body } = await ram(provider, "createresourceshare", {
      name,
      allowExternalPrincipals: true,
      principals: [principal],
      resourceArns: [configurationArn],
    });
    return shareSchema.parse(body).resourceShare.resourceShareArn;
  }

  async function endpoint(
    clients: Clients,
    vpc: SampleVpc,
    subnets: readonly string[],
  ): Promise<VpcEndpoint> {
    const { VpcEndpoint: made } = await clients.ec2.send(
      new CreateVpcEndpointCommand({
        VpcEndpointType: "Resource",
        VpcId: vpc.id,
        ResourceConfigurationArn: configurationArn,
        SubnetIds: [...subnets],
        SecurityGroupIds: [vpc.group],
      }),
    );
    return given(made);
  }

  async function invitations(who: Clients): Promise<Invitation[]> {
    const { body } = await ram(who, "getresourceshareinvitations", {});
    return invitationsSchema.parse(body).resourceShareInvitations;
  }

  test("given a resource gateway, when it is made, then each subnet has an interface with all of its addresses", async () => {
    const { NetworkInterfaces = [] } = await provider.ec2.send(
      new DescribeNetworkInterfacesCommand({
        Filters: [{ Name: "subnet-id", Values: [...providerVpc.subnets] }],
      }),
    );
    expect(NetworkInterfaces).toHaveLength(2);
    for (const { PrivateIpAddresses = [], SubnetId, Groups } of NetworkInterfaces) {
      const third = providerVpc.subnets.indexOf(given(SubnetId));
      expect(PrivateIpAddresses).toHaveLength(16);
      for (const { PrivateIpAddress } of PrivateIpAddresses)
        expect(PrivateIpAddress).toMatch(new RegExp(`^10\\.0\\.${third}\\.\\d+$`));
      expect(Groups).toMatchObject([{ GroupId: providerVpc.group }]);
    }
  });

  test.each([
    { what: "a port of 0", more: { name: "zero", portRanges: ["0-80"] } },
    { what: "a port of 65536", more: { name: "many", portRanges: ["65536"] } },
    { what: "no port", more: { name: "none", portRanges: [] } },
    {
      what: "a public address",
      more: {
        name: "public",
        portRanges: ["80"],
        resourceConfigurationDefinition: { ipResource: { ipAddress: "8.8.8.8" } },
      },
    },
  ])("given $what, when a configuration is made with it, then it is refused", async ({ more }) => {
    expect(await configure(more)).toMatchObject({ status: 400, body: { __type: "ValidationException" } });
  });

  test("given a name that is taken, when a configuration is to have it, then it is refused", async () => {
    expect(await configure({ name: "proxies", portRanges: ["80"] })).toMatchObject({ status: 409 });
  });

  test("given a gateway in use, when it is deleted, then it is refused", async () => {
    expect(await lattice("DELETE", `/resourcegateways/${gateway}`)).toMatchObject({
      status: 409,
      body: { __type: "ConflictException" },
    });
  });

  test("given another account's gateway, when it is asked for, then it does not exist", async () => {
    const answer = await lattice("GET", `/resourcegateways/${gateway}`, undefined, consumer);
    expect(answer.body).toMatchObject({ __type: "ResourceNotFoundException" });
  });

  describe("given an account outside of the organization, when a configuration is shared with it", () => {
    let arn: string;

    beforeAll(async () => {
      arn = await share("proxies", CONSUMER);
    });

    test("then it sees nothing and connects to nothing until it accepts, and then both", async () => {
      const shares = async (): Promise<unknown> =>
        (await ram(consumer, "getresourceshares", { resourceOwner: "OTHER-ACCOUNTS" })).body[
          "resourceShares"
        ];
      const [invitation] = await invitations(consumer);
      expect(invitation).toMatchObject({
        status: "PENDING",
        resourceShareArn: arn,
        senderAccountId: PROVIDER,
      });
      expect(await shares()).toEqual([]);
      await expect(endpoint(consumer, consumerVpc, consumerVpc.subnets.slice(0, 1))).rejects.toMatchObject({
        name: "InvalidParameter",
      });
      const { resourceShareInvitationArn } = given(invitation);
      await ram(consumer, "acceptresourceshareinvitation", { resourceShareInvitationArn });
      expect(await shares()).toMatchObject([{ resourceShareArn: arn, status: "ACTIVE" }]);
      const again = await ram(consumer, "acceptresourceshareinvitation", { resourceShareInvitationArn });
      expect(again.body).toMatchObject({ __type: "ResourceShareInvitationAlreadyAcceptedException" });
    });

    test("then an endpoint needs a zone in common with the gateway, and has a name by its association alone", async () => {
      const [common, apart] = consumerVpc.subnets;
      await expect(endpoint(consumer, consumerVpc, [given(apart)])).rejects.toMatchObject({
        name: "InvalidParameter",
        message: expect.stringContaining("apne1-az1, apne1-az4"),
      });
      const made = await endpoint(consumer, consumerVpc, [given(common), given(apart)]);
      expect(made).toMatchObject({ State: "pending" });
      const VpcEndpointIds = [given(made.VpcEndpointId)];
      const { VpcEndpoints } = await consumer.ec2.send(new DescribeVpcEndpointsCommand({ VpcEndpointIds }));
      expect(VpcEndpoints).toMatchObject([{ State: "available" }]);
      expect(VpcEndpoints?.[0]?.DnsEntries ?? []).toEqual([]);
      const { VpcEndpointAssociations } = await consumer.ec2.send(
        new DescribeVpcEndpointAssociationsCommand({ VpcEndpointIds }),
      );
      expect(VpcEndpointAssociations).toMatchObject([
        { AssociatedResourceArn: configurationArn, DnsEntry: { DnsName: expect.stringMatching(/^vpce-/) } },
      ]);
      const used = await lattice("DELETE", `/resourceconfigurations/${configuration}`);
      expect(used.body).toMatchObject({ __type: "ConflictException" });
      await consumer.ec2.send(new DeleteVpcEndpointsCommand({ VpcEndpointIds }));
    });
  });

  test("given an account that is not a principal, when it connects, then the configuration does not exist for it", async () => {
    const stranger = await emulator.clientsFor(STRANGER);
    const vpc = await sampleVpc(stranger, ["apne1-az4"]);
    await expect(endpoint(stranger, vpc, vpc.subnets)).rejects.toMatchObject({ name: "InvalidParameter" });
    expect(await invitations(stranger)).toEqual([]);
  });

  test("given an account that says no, when it connects, then it is refused", async () => {
    const refusing = await emulator.clientsFor("777777777777");
    await share("unwanted", "777777777777");
    const [invitation] = await invitations(refusing);
    const { resourceShareInvitationArn } = given(invitation);
    await ram(refusing, "rejectresourceshareinvitation", { resourceShareInvitationArn });
    const vpc = await sampleVpc(refusing, ["apne1-az4"]);
    await expect(endpoint(refusing, vpc, vpc.subnets)).rejects.toMatchObject({ name: "InvalidParameter" });
  });

  test("given an account of the organization, when a configuration is shared with it, then nothing is to be accepted", async () => {
    const sibling = await emulator.clientsFor(SIBLING);
    await share("within", SIBLING);
    expect(await invitations(sibling)).toEqual([]);
    const vpc = await sampleVpc(sibling, ["apne1-az1"]);
    expect(await endpoint(sibling, vpc, vpc.subnets)).toMatchObject({ State: "pending" });
  });
});
