import { readFileSync } from "node:fs";
import { DescribeVpcEndpointsCommand } from "@aws-sdk/client-ec2";
import {
  CreateHostedZoneCommand,
  type CreateHostedZoneCommandInput,
  ListResourceRecordSetsCommand,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { type Clients, describeWithTools } from "./harness";
import { given, sampleVpc } from "./sample-network";

const PROJECTS = { "project-a": "111111111111", "project-b": "333333333333" };
/** Not that of the other hub: in moto, scaling policies of one name are one, whatever their groups. */
const HUB = "444444444444";
const PUBLIC_NAME = readFileSync("__tests__/terraform/topologies/proxy-public-name.yaml", "utf8");
const ZONE = "Z0123456789ABCDEFGHIJ";

// At once, because the provider waits a minute for each one's load balancer.
describeWithTools(
  "given proxies behind an endpoint service, and others that a public name leads to, when they are applied",
  (tools) => {
    let deployment: Deployment;
    let named: Deployment;
    let hub: Clients;
    let zone: string;

    async function makeZone(Name: string, more: Partial<CreateHostedZoneCommandInput> = {}): Promise<string> {
      const { HostedZone: made } = await hub.route53.send(
        new CreateHostedZoneCommand({ Name, CallerReference: JSON.stringify([Name, more]), ...more }),
      );
      return given(made?.Id).replace("/hostedzone/", "");
    }

    beforeAll(async () => {
      deployment = await Deployment.of("__tests__/terraform/topologies/proxy-service.yaml", tools);
      hub = await deployment.emulator.clientsFor(HUB);
      zone = await makeZone("example.com");
      named = Deployment.in(deployment.emulator, PUBLIC_NAME.replace(ZONE, zone), tools);
      await Promise.all([deployment.apply(), named.apply()]);
    }, DEPLOYMENT_TIMEOUT);

    afterAll(async () => {
      named.remove();
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

    test("then the public name is a record of the zone that was there before", async () => {
      const { ResourceRecordSets = [] } = await hub.route53.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: zone }),
      );
      expect(ResourceRecordSets.filter(({ Type }) => Type === "A")).toMatchObject([
        { Name: "proxy.example.com.", AliasTarget: { DNSName: expect.stringContaining("amazonaws.com") } },
      ]);
    });

    test(
      "then a second plan changes nothing",
      async () => {
        expect(await deployment.changes()).toEqual([]);
        expect(await named.changes()).toEqual([]);
      },
      DEPLOYMENT_TIMEOUT,
    );

    test(
      "then Terraform goes no further with a private zone, or one of another domain",
      async () => {
        const { id: VPCId } = await sampleVpc(hub, ["apne1-az4"]);
        const isPrivate = await makeZone("example.com", { VPC: { VPCId, VPCRegion: "ap-northeast-1" } });
        const another = await makeZone("example.org");
        for (const [wrong, sentence] of [
          [isPrivate, `The hosted zone ${isPrivate} is private, and whoever looks proxy.example.com up`],
          [
            another,
            `The hosted zone ${another} is that of example.org, which does not hold proxy.example.com.`,
          ],
        ] as const) {
          named.edit(() => PUBLIC_NAME.replace(ZONE, wrong));
          const failure = await named.applyOne("proxy-public-name.proxy").catch((each: unknown) => each);
          // Terraform breaks sentences into lines.
          expect(String(failure).replaceAll(/[\s│]+/g, " ")).toContain(sentence);
        }
        named.edit(() => PUBLIC_NAME.replace(ZONE, zone));
      },
      DEPLOYMENT_TIMEOUT,
    );

    test(
      "then everything can be destroyed",
      async () => {
        await Promise.all([deployment.destroy(), named.destroy()]);
      },
      DEPLOYMENT_TIMEOUT,
    );
  },
);
