import {
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointsCommand,
  StartVpcEndpointServicePrivateDnsVerificationCommand,
} from "@aws-sdk/client-ec2";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { join } from "node:path";
import { z } from "zod";
import { serviceContract } from "../../modules/wiring";
import { contractValues } from "./contract-values";
import { Deployment, DEPLOYMENT_TIMEOUT } from "./deployment";
import { type Clients, describeWithTools, type Emulator } from "./harness";
import { given } from "./sample-network";

const CONSUMER = "111111111111";
const PROVIDER = "222222222222";
const API = "api.shop.example.com";
const REPORTS = "reports.example.org";
const FILE = join(__dirname, "topologies", "private-dns.yaml");

/** The stack that turns the private DNS of the endpoint `api` on. */
const API_PRIVATE_DNS = "private-dns.a.private-dns-api";

const recordSchema = z.object({ name: z.string(), type: z.literal("TXT"), value: z.string() });

describeWithTools(
  "given services with private DNS names, when they and their consumer are applied",
  (tools) => {
    let deployment: Deployment;
    let consumer: Clients;
    let provider: Clients;
    let zone: string;
    let early: unknown;
    const before = new Map<string, boolean>();

    async function publicZone({ route53 }: Clients, name: string): Promise<string> {
      const { HostedZone: made } = await route53.send(
        new CreateHostedZoneCommand({ Name: name, CallerReference: name }),
      );
      return given(made?.Id).replace("/hostedzone/", "");
    }

    async function withZone(topology: string, emulator: Emulator): Promise<string> {
      zone = await publicZone(await emulator.clientsFor(PROVIDER), "example.com");
      return topology.replace("Z0123456789ABCDEFGHIJ", zone);
    }

    /** Whether each endpoint's private DNS is on, by its private name or, where there is none, by its Name tag. */
    async function privateDns(): Promise<Record<string, boolean>> {
      const { VpcEndpoints = [] } = await consumer.ec2.send(
        new DescribeVpcEndpointsCommand({ Filters: [{ Name: "vpc-endpoint-type", Values: ["Interface"] }] }),
      );
      return Object.fromEntries(
        VpcEndpoints.map(({ Tags = [], PrivateDnsEnabled }) => [
          given(Tags.find(({ Key }) => Key === "Name")?.Value),
          given(PrivateDnsEnabled),
        ]),
      );
    }

    /** What the owner of a domain does without a hosted zone in the file. */
    async function proveByHand(): Promise<void> {
      const record = recordSchema.parse(
        (await deployment.outputs("private-dns.web"))["private-dns-record-reports"],
      );
      await provider.route53.send(
        new ChangeResourceRecordSetsCommand({
          HostedZoneId: await publicZone(provider, REPORTS),
          ChangeBatch: {
            Changes: [
              {
                Action: "CREATE",
                ResourceRecordSet: {
                  Name: record.name,
                  Type: record.type,
                  TTL: 1800,
                  ResourceRecords: [{ Value: `"${record.value}"` }],
                },
              },
            ],
          },
        }),
      );
      const { serviceId: ServiceId } = contractValues(
        serviceContract,
        await deployment.outputs("private-dns.web.contract-service-reports"),
      );
      await provider.ec2.send(new StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId }));
    }

    beforeAll(async () => {
      deployment = await Deployment.of(FILE, tools, withZone);
      consumer = await deployment.emulator.clientsFor(CONSUMER);
      provider = await deployment.emulator.clientsFor(PROVIDER);
      await deployment.apply(async (stack) => {
        if (stack === "private-dns.web.contract-service-reports") await proveByHand();
        if (stack === "private-dns.a")
          Object.entries(await privateDns()).forEach(([name, enabled]) => before.set(name, enabled));
        if (stack === "private-dns.a.contract-endpoint-api")
          early = await deployment.applyOne(API_PRIVATE_DNS).catch((failure: unknown) => failure);
      });
    }, DEPLOYMENT_TIMEOUT);

    afterAll(async () => {
      await deployment.end();
    });

    test("then the name with a zone is verified by a record there, and the other by one made by hand", async () => {
      const { ServiceConfigurations = [] } = await provider.ec2.send(
        new DescribeVpcEndpointServiceConfigurationsCommand({}),
      );
      const names = ServiceConfigurations.map(
        ({ PrivateDnsName: name, PrivateDnsNameConfiguration: proof }) => [name, proof?.State],
      );
      expect(Object.fromEntries(names)).toEqual({ [API]: "verified", [REPORTS]: "verified" });

      const proof = given(
        ServiceConfigurations.find(({ PrivateDnsName }) => PrivateDnsName === API)
          ?.PrivateDnsNameConfiguration,
      );
      const { ResourceRecordSets = [] } = await provider.route53.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: zone }),
      );
      expect(ResourceRecordSets.filter(({ Type }) => Type === "TXT")).toMatchObject([
        {
          Name: `${given(proof.Name)}.example.com.`,
          ResourceRecords: [{ Value: `"${given(proof.Value)}"` }],
        },
      ]);
    });

    test("then no VPC resolved a name before its stack, and the stack was refused before the acceptance", () => {
      expect(Object.fromEntries(before)).toEqual({
        "private-dns.a.endpoints.api": false,
        "private-dns.a.endpoints.reports": false,
      });
      // Terraform breaks sentences into lines.
      expect(String(early).replaceAll(/[\s│]+/g, " ")).toContain(
        "Private DNS can only be enabled after the endpoint connection is accepted by the owner of",
      );
    });

    test("then the consumer's VPC resolves both names", async () => {
      expect(await privateDns()).toEqual({
        "private-dns.a.endpoints.api": true,
        "private-dns.a.endpoints.reports": true,
      });
    });

    test(
      "then a second plan changes nothing",
      async () => {
        expect(await deployment.changes()).toEqual([]);
      },
      DEPLOYMENT_TIMEOUT,
    );

    test(
      "then an endpoint that no longer wants the name loses it by its own stack, and everything can be destroyed",
      async () => {
        await deployment.destroyOne(API_PRIVATE_DNS);
        expect(await privateDns()).toMatchObject({ "private-dns.a.endpoints.api": true });

        deployment.edit((topology) =>
          topology
            .replace(
              "service: web/api, clients: [client], privateDns: true",
              "service: web/api, clients: [client]",
            )
            .replace(/flows:[^]*/, ""),
        );
        expect(deployment.stacks.map(({ id }) => id)).not.toContain(API_PRIVATE_DNS);
        await deployment.applyOne("private-dns.a");
        expect(await privateDns()).toEqual({
          "private-dns.a.endpoints.api": false,
          "private-dns.a.endpoints.reports": true,
        });
        await deployment.destroy();
      },
      DEPLOYMENT_TIMEOUT,
    );
  },
);
