import {
  AcceptVpcPeeringConnectionCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  CreateVpcPeeringConnectionCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeRouteTablesCommand,
  DescribeVpcPeeringConnectionsCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { type Clients, describeWithTools, Emulator } from "./harness";
import { CONSUMER, given, PROVIDER } from "./sample-network";

interface Side {
  readonly clients: Clients;
  readonly vpc: string;
  readonly group: string;
}

describeWithTools("the emulated peering connections", (tools) => {
  let emulator: Emulator;
  let requester: Side;
  let accepter: Side;
  let table: string;
  let connection: string;

  async function side(account: string, block: string): Promise<Side> {
    const clients = await emulator.clientsFor(account);
    const { Vpc } = await clients.ec2.send(new CreateVpcCommand({ CidrBlock: block }));
    const vpc = given(Vpc?.VpcId);
    const { GroupId } = await clients.ec2.send(
      new CreateSecurityGroupCommand({ VpcId: vpc, GroupName: `of-${vpc}`, Description: "sample" }),
    );
    return { clients, vpc, group: given(GroupId) };
  }

  async function request(peer: Side): Promise<string> {
    const { VpcPeeringConnection } = await requester.clients.ec2.send(
      new CreateVpcPeeringConnectionCommand({
        VpcId: requester.vpc,
        PeerVpcId: peer.vpc,
        PeerOwnerId: PROVIDER,
      }),
    );
    return given(VpcPeeringConnection?.VpcPeeringConnectionId);
  }

  /** As each side sees it. */
  async function states(id: string): Promise<(string | undefined)[]> {
    return Promise.all(
      [requester, accepter].map(async ({ clients }) => {
        const { VpcPeeringConnections } = await clients.ec2.send(
          new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: [id] }),
        );
        return VpcPeeringConnections?.[0]?.Status?.Code;
      }),
    );
  }

  async function routeState(): Promise<string | undefined> {
    const { RouteTables } = await requester.clients.ec2.send(
      new DescribeRouteTablesCommand({ RouteTableIds: [table] }),
    );
    return RouteTables?.[0]?.Routes?.find((route) => route.VpcPeeringConnectionId === connection)?.State;
  }

  function admitPeer(): Promise<unknown> {
    return accepter.clients.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: accepter.group,
        IpPermissions: [
          {
            IpProtocol: "tcp",
            FromPort: 80,
            ToPort: 80,
            UserIdGroupPairs: [{ GroupId: requester.group, UserId: CONSUMER }],
          },
        ],
      }),
    );
  }

  beforeAll(async () => {
    emulator = await Emulator.start(tools);
    requester = await side(CONSUMER, "192.168.0.0/24");
    accepter = await side(PROVIDER, "10.0.0.0/24");
    connection = await request(accepter);
    const { RouteTable } = await requester.clients.ec2.send(
      new CreateRouteTableCommand({ VpcId: requester.vpc }),
    );
    table = given(RouteTable?.RouteTableId);
    await requester.clients.ec2.send(
      new CreateRouteCommand({
        RouteTableId: table,
        DestinationCidrBlock: "10.0.0.0/24",
        VpcPeeringConnectionId: connection,
      }),
    );
  }, 60_000);

  afterAll(async () => {
    const complaints = emulator.complaints();
    await emulator.stop();
    expect(complaints).toEqual([]);
  });

  test("given a request, when nobody has accepted it, then routes lead nowhere and groups of the peer are unknown", async () => {
    expect(await states(connection)).toEqual(["pending-acceptance", "pending-acceptance"]);
    expect(await routeState()).toBe("blackhole");
    await expect(admitPeer()).rejects.toMatchObject({ name: "InvalidGroup.NotFound" });
  });

  test("given a request, when whoever asked accepts it, then that is not permitted", async () => {
    const accept = new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: connection });
    await expect(requester.clients.ec2.send(accept)).rejects.toMatchObject({ name: "OperationNotPermitted" });
  });

  test("given overlapping blocks, when a connection is requested, then it fails", async () => {
    const overlapping = await side(PROVIDER, "192.168.0.0/16");
    const failed = await request(overlapping);
    expect(await states(failed)).toEqual(["failed", "failed"]);
  });

  test("given a request, when it is accepted, then routes are active and groups of the peer can be named, until either side deletes it", async () => {
    const named = { VpcPeeringConnectionId: connection };
    await accepter.clients.ec2.send(new AcceptVpcPeeringConnectionCommand(named));
    expect(await states(connection)).toEqual(["active", "active"]);
    expect(await routeState()).toBe("active");
    await admitPeer();
    await accepter.clients.ec2.send(new DeleteVpcPeeringConnectionCommand(named));
    expect(await states(connection)).toEqual(["deleted", "deleted"]);
    expect(await routeState()).toBe("blackhole");
  });
});
