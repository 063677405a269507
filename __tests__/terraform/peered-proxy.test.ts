import { afterAll, beforeAll, expect, test } from "@jest/globals";
import {
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  type Route,
} from "@aws-sdk/client-ec2";
import { DescribeLoadBalancersCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { ListHostedZonesByNameCommand, ListResourceRecordSetsCommand } from "@aws-sdk/client-route-53";
import { expectAgreement } from "./agreement";
import { DEPLOYMENT_TIMEOUT } from "./deployment";
import { GuardedDeployment } from "./guarded-deployment";
import { type Clients, describeWithTools } from "./harness";
import { Records } from "./records";

const ACCOUNTS = { app: "111111111111", proxy: "222222222222", service: "333333333333" } as const;
type Entry = keyof typeof ACCOUNTS;
const NAME = "proxy.example.internal";

describeWithTools("given the scenario peered-proxy with its states in S3, and IAM enforced", (tools) => {
  let guarded: GuardedDeployment;
  let records: Records;

  beforeAll(async () => {
    guarded = await GuardedDeployment.of("peered-proxy", tools);
    records = new Records();
    guarded.record(records);
    await guarded.deployment.apply();
  }, DEPLOYMENT_TIMEOUT);

  afterAll(async () => {
    records.remove();
    await guarded.end();
  });

  const clientsOf = (entry: Entry): Promise<Clients> => guarded.clientsFor(ACCOUNTS[entry]);

  /** The routes of a VPC by peering connections, without those that several tables have alike. */
  async function peeringRoutes(entry: Entry): Promise<string[]> {
    const { ec2 } = await clientsOf(entry);
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
    const routes = RouteTables.flatMap(({ Routes = [] }) => Routes).filter(
      ({ VpcPeeringConnectionId }: Route) => VpcPeeringConnectionId !== undefined,
    );
    return [
      ...new Set(routes.map((route) => `${route.DestinationCidrBlock ?? ""} ${route.State ?? ""}`)),
    ].sort();
  }

  /** Rules that name a group of another account: direction, that account, ports. */
  async function rulesAcrossAccounts(entry: Entry): Promise<string[]> {
    const { ec2 } = await clientsOf(entry);
    const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
    return SecurityGroupRules.flatMap(({ IsEgress, FromPort, ToPort, ReferencedGroupInfo }) => {
      const other = Object.entries(ACCOUNTS).find(([, account]) => account === ReferencedGroupInfo?.UserId);
      if (other === undefined || other[0] === entry) return [];
      return [`${IsEgress === true ? "to" : "from"} ${other[0]} ${FromPort ?? ""}-${ToPort ?? ""}`];
    }).toSorted();
  }

  test.each([
    { entry: "app", peers: ["10.0.0.0/24"] },
    { entry: "proxy", peers: ["10.1.0.0/24", "192.168.0.0/24"] },
    { entry: "service", peers: ["10.0.0.0/24"] },
  ] as const)(
    "then $entry is connected with its neighbours, and has an active route to $peers and no further",
    async ({ entry, peers }) => {
      const { ec2 } = await clientsOf(entry);
      const { VpcPeeringConnections = [] } = await ec2.send(new DescribeVpcPeeringConnectionsCommand({}));
      expect(VpcPeeringConnections.map(({ Status }) => Status?.Code)).toEqual(peers.map(() => "active"));
      expect(await peeringRoutes(entry)).toEqual(peers.map((block) => `${block} active`));
    },
  );

  test("then each side's rules name the other's groups, for the proxies' port and the service's", async () => {
    expect({
      app: await rulesAcrossAccounts("app"),
      proxy: await rulesAcrossAccounts("proxy"),
      service: await rulesAcrossAccounts("service"),
    }).toEqual({
      app: ["to proxy 3128-3128"],
      proxy: ["from app 3128-3128", "to service 80-80"],
      service: ["from proxy 80-80"],
    });
  });

  test("then the groups that the rules name are those of the proxies, their load balancer and the hosts", async () => {
    const { ec2 } = await clientsOf("app");
    const { SecurityGroupRules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand({}));
    const named = SecurityGroupRules.map(({ ReferencedGroupInfo }) => ReferencedGroupInfo).find(
      (group) => group?.UserId === ACCOUNTS.proxy,
    );
    const proxy = await clientsOf("proxy");
    const { LoadBalancers = [] } = await proxy.loadBalancing.send(new DescribeLoadBalancersCommand({}));
    expect(LoadBalancers).toMatchObject([{ Scheme: "internal", SecurityGroups: [named?.GroupId] }]);
    const { SecurityGroups } = await proxy.ec2.send(
      new DescribeSecurityGroupsCommand({ GroupIds: [named?.GroupId ?? ""] }),
    );
    expect(SecurityGroups).toHaveLength(1);
  });

  test("then in the application's VPC the private name leads to the hub's load balancer", async () => {
    const { route53 } = await clientsOf("app");
    const { HostedZones = [] } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: NAME }));
    const { ResourceRecordSets = [] } = await route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: HostedZones[0]?.Id }),
    );
    const [alias] = ResourceRecordSets.filter(({ Type }) => Type === "A");
    const { loadBalancing } = await clientsOf("proxy");
    const { LoadBalancers = [] } = await loadBalancing.send(new DescribeLoadBalancersCommand({}));
    expect(alias?.AliasTarget?.DNSName).toContain(LoadBalancers[0]?.DNSName);
  });

  test(
    "then a plan by the plan roles changes nothing",
    async () => {
      expect(await guarded.planning.changesSeenFromOutside()).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );

  test("then what was synthesized, its plans and its states give the same answers", () => {
    expectAgreement(guarded.deployment.outdir, records, [
      { from: "app/app", to: "proxy.example.internal", port: 22 },
      { from: "app/app", to: "proxy/proxies", port: 3128 },
      { from: "service/web", to: "app/app", port: 80 },
    ]);
  });

  test(
    "then destroying leaves nothing, and nothing was denied",
    async () => {
      await guarded.deployment.destroy();
      for (const entry of ["app", "proxy", "service"] as const) {
        const { ec2 } = await clientsOf(entry);
        const { Vpcs } = await ec2.send(
          new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["false"] }] }),
        );
        expect(Vpcs).toEqual([]);
        const { VpcPeeringConnections = [] } = await ec2.send(new DescribeVpcPeeringConnectionsCommand({}));
        expect(VpcPeeringConnections.filter(({ Status }) => Status?.Code !== "deleted")).toEqual([]);
      }
      expect(guarded.denials()).toEqual([]);
    },
    DEPLOYMENT_TIMEOUT,
  );
});
