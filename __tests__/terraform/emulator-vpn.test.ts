import {
  AssociateVpcCidrBlockCommand,
  AttachVpnGatewayCommand,
  CreateCustomerGatewayCommand,
  CreateRouteTableCommand,
  CreateVpcCommand,
  CreateVpnConnectionCommand,
  type CreateVpnConnectionCommandInput,
  CreateVpnConnectionRouteCommand,
  CreateVpnGatewayCommand,
  DeleteCustomerGatewayCommand,
  DeleteVpnConnectionCommand,
  DescribeRouteTablesCommand,
  DescribeVpnConnectionsCommand,
  EnableVgwRoutePropagationCommand,
  type VpnConnection,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Clients, describeWithTools, Emulator } from "./harness";
import { CONSUMER, given } from "./sample-network";

describeWithTools("the emulated VPN", (tools) => {
  let emulator: Emulator;
  let ec2: Clients["ec2"];
  let vpc: string;
  let gateway: string;
  let customer: string;
  let table: string;

  async function vpcOf(block: string): Promise<string> {
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: block }));
    return given(Vpc?.VpcId);
  }

  async function customerGateway(address: string, DeviceName?: string): Promise<string> {
    const { CustomerGateway } = await ec2.send(
      new CreateCustomerGatewayCommand({ Type: "ipsec.1", IpAddress: address, BgpAsn: 65010, DeviceName }),
    );
    return given(CustomerGateway?.CustomerGatewayId);
  }

  /** A connection with the first customer gateway, unless told otherwise. */
  async function connect(input: Partial<CreateVpnConnectionCommandInput> = {}): Promise<VpnConnection> {
    const { VpnConnection: made } = await ec2.send(
      new CreateVpnConnectionCommand({
        Type: "ipsec.1",
        CustomerGatewayId: customer,
        VpnGatewayId: gateway,
        ...input,
      }),
    );
    return given(made);
  }

  const route = (connection: VpnConnection): Promise<unknown> =>
    ec2.send(
      new CreateVpnConnectionRouteCommand({
        VpnConnectionId: connection.VpnConnectionId,
        DestinationCidrBlock: "10.200.0.0/16",
      }),
    );

  /** The routes of the table, without the one that came with it. */
  async function routes(): Promise<string[]> {
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [table] }));
    return (RouteTables[0]?.Routes ?? [])
      .filter(({ GatewayId }) => GatewayId !== "local")
      .map(
        ({ DestinationCidrBlock = "", Origin = "", State = "" }) =>
          `${DestinationCidrBlock} ${Origin} ${State}`,
      );
  }

  beforeAll(async () => {
    emulator = await Emulator.start(tools);
    ({ ec2 } = await emulator.clientsFor(CONSUMER));
    vpc = await vpcOf("172.16.0.0/16");
    const made = await ec2.send(new CreateVpnGatewayCommand({ Type: "ipsec.1" }));
    gateway = given(made.VpnGateway?.VpnGatewayId);
    await ec2.send(new AttachVpnGatewayCommand({ VpnGatewayId: gateway, VpcId: vpc }));
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId: vpc }));
    table = given(RouteTable?.RouteTableId);
    customer = await customerGateway("203.0.113.10");
  }, 60_000);

  afterAll(async () => {
    const complaints = emulator.complaints();
    await emulator.stop();
    expect(complaints).toEqual([]);
  });

  test("given a customer gateway, when the same is made again, then it is the first one; another address or device has its own", async () => {
    expect(await customerGateway("203.0.113.10")).toBe(customer);
    expect(await customerGateway("203.0.113.11")).not.toBe(customer);
    expect(await customerGateway("203.0.113.10", "another")).not.toBe(customer);
  });

  test("given an attached gateway, when it is to be attached to a second VPC, or a second one to its VPC, then it is refused", async () => {
    const elsewhere = await vpcOf("10.0.0.0/16");
    const attach = new AttachVpnGatewayCommand({ VpnGatewayId: gateway, VpcId: elsewhere });
    await expect(ec2.send(attach)).rejects.toMatchObject({ name: "VpnGatewayAttachmentLimitExceeded" });
    const { VpnGateway } = await ec2.send(new CreateVpnGatewayCommand({ Type: "ipsec.1" }));
    const second = given(VpnGateway?.VpnGatewayId);
    await expect(
      ec2.send(new AttachVpnGatewayCommand({ VpnGatewayId: second, VpcId: vpc })),
    ).rejects.toMatchObject({ name: "InvalidVpnGatewayState" });
    await ec2.send(new AttachVpnGatewayCommand({ VpnGatewayId: second, VpcId: elsewhere }));
  });

  test("given static routing, when propagation is on, then the table has the connection's routes until it is deleted", async () => {
    const connection = await connect({ Options: { StaticRoutesOnly: true } });
    await route(connection);
    expect(await routes()).toEqual([]);
    await ec2.send(new EnableVgwRoutePropagationCommand({ RouteTableId: table, GatewayId: gateway }));
    expect(await routes()).toEqual(["10.200.0.0/16 EnableVgwRoutePropagation active"]);
    const remove = new DeleteCustomerGatewayCommand({ CustomerGatewayId: customer });
    await expect(ec2.send(remove)).rejects.toMatchObject({ name: "IncorrectState" });
    await ec2.send(new DeleteVpnConnectionCommand({ VpnConnectionId: connection.VpnConnectionId }));
    expect(await routes()).toEqual([]);
  });

  test("given BGP, when a static route is made, then it is refused", async () => {
    await expect(route(await connect())).rejects.toMatchObject({ name: "InvalidParameterCombination" });
  });

  test.each([
    { what: "a block that is not link-local", options: { TunnelInsideCidr: "10.0.0.0/30" } },
    { what: "a block that AWS keeps for itself", options: { TunnelInsideCidr: "169.254.5.0/30" } },
    { what: "a block of another size", options: { TunnelInsideCidr: "169.254.10.0/29" } },
    {
      what: "an algorithm that AWS does not have",
      options: { Phase1IntegrityAlgorithms: [{ Value: "MD5" }] },
    },
    { what: "a key that begins with a zero", options: { PreSharedKey: "0abcdefgh" } },
  ])("given $what, when a tunnel is to have it, then it is refused", async ({ options }) => {
    await expect(connect({ Options: { TunnelOptions: [options, {}] } })).rejects.toMatchObject({
      name: "InvalidParameterValue",
    });
  });

  test("given a tunnel's inside block, when another connection of the gateway is to have it, then it is refused", async () => {
    const pinned = { Options: { TunnelOptions: [{ TunnelInsideCidr: "169.254.10.0/30" }, {}] } };
    const { Options } = await connect(pinned);
    expect(Options?.TunnelOptions?.[0]?.TunnelInsideCidr).toBe("169.254.10.0/30");
    await expect(connect(pinned)).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });

  test("given keys in the VPN service, when the connection is described, then whoever sees it sees them, each its own", async () => {
    const { VpnConnectionId: id, Options } = await connect();
    const keys = given(Options?.TunnelOptions).map(({ PreSharedKey }) => given(PreSharedKey));
    expect(new Set(keys).size).toBe(2);
    const { VpnConnections } = await ec2.send(
      new DescribeVpnConnectionsCommand({ VpnConnectionIds: [given(id)] }),
    );
    const configuration = given(VpnConnections?.[0]?.CustomerGatewayConfiguration);
    for (const key of keys) expect(configuration).toContain(`<pre_shared_key>${key}</pre_shared_key>`);
  });

  test("given keys in Secrets Manager, when the connection is made, then no answer tells them, and the secret's ARN is told", async () => {
    const connection = await connect({ PreSharedKeyStorage: "SecretsManager" });
    expect(connection.PreSharedKeyArn).toContain(`:secret:s2svpn!${given(connection.VpnConnectionId)}-`);
    expect(connection.Options?.TunnelOptions?.map(({ PreSharedKey }) => PreSharedKey)).toEqual([
      undefined,
      undefined,
    ]);
    expect(connection.CustomerGatewayConfiguration).toContain("<pre_shared_key>REDACTED</pre_shared_key>");
  });

  test("given a VPC, when it gets another block, then one of its own private class or a public one", async () => {
    const growing = await vpcOf("172.16.0.0/16");
    const add = (CidrBlock: string): Promise<unknown> =>
      ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: growing, CidrBlock }));
    for (const refused of ["192.168.0.0/16", "10.0.0.0/16", "172.16.128.0/17"])
      await expect(add(refused)).rejects.toMatchObject({ name: "InvalidVpc.Range" });
    await add("172.17.0.0/16");
    await add("100.64.0.0/16");
  });
});
