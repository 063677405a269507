import {
  AcceptVpcEndpointConnectionsCommand,
  DescribeVpcEndpointServiceConfigurationsCommand,
  DescribeVpcEndpointsCommand,
  ModifyVpcAttributeCommand,
  ModifyVpcEndpointCommand,
  ModifyVpcEndpointServiceConfigurationCommand,
  type PrivateDnsNameConfiguration,
  StartVpcEndpointServicePrivateDnsVerificationCommand,
  type VpcEndpoint,
} from "@aws-sdk/client-ec2";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  type CreateHostedZoneCommandInput,
} from "@aws-sdk/client-route-53";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { describeWithTools, Emulator } from "./harness";
import { given, sampleAccounts, sampleEndpoint, type SampleAccounts } from "./sample-network";

describeWithTools("the emulated private DNS of endpoints", (tools) => {
  let emulator: Emulator;
  let sample: SampleAccounts;
  let endpoint: VpcEndpoint;
  let name: string;
  let count = 0;

  beforeAll(async () => {
    emulator = await Emulator.start(tools);
    sample = await sampleAccounts(emulator);
  }, 60_000);

  beforeEach(async () => {
    name = `api.example-${(count += 1)}.com`;
    await rename(name);
    await hostNames(true);
    endpoint = await sampleEndpoint(sample);
  });

  afterAll(async () => {
    expect(emulator.complaints()).toEqual([]);
    await emulator.stop();
  });

  const rename = (privateDnsName: string): Promise<unknown> =>
    sample.provider.ec2.send(
      new ModifyVpcEndpointServiceConfigurationCommand({
        ServiceId: sample.service.id,
        PrivateDnsName: privateDnsName,
      }),
    );

  const hostNames = (enabled: boolean): Promise<unknown> =>
    sample.consumer.ec2.send(
      new ModifyVpcAttributeCommand({
        VpcId: sample.consumerVpc.id,
        EnableDnsHostnames: { Value: enabled },
      }),
    );

  async function proof(): Promise<PrivateDnsNameConfiguration> {
    const { ServiceConfigurations: services } = await sample.provider.ec2.send(
      new DescribeVpcEndpointServiceConfigurationsCommand({ ServiceIds: [sample.service.id] }),
    );
    return given(services?.[0]?.PrivateDnsNameConfiguration);
  }

  async function publish(domain: string, zone: Partial<CreateHostedZoneCommandInput> = {}): Promise<void> {
    const { Name: label, Value: value } = await proof();
    const { HostedZone: made } = await sample.provider.route53.send(
      new CreateHostedZoneCommand({ Name: domain, CallerReference: domain, ...zone }),
    );
    const record = { Name: `${given(label)}.${domain}`, Type: "TXT", TTL: 1800 } as const;
    await sample.provider.route53.send(
      new ChangeResourceRecordSetsCommand({
        HostedZoneId: made?.Id,
        ChangeBatch: {
          Changes: [
            {
              Action: "CREATE",
              ResourceRecordSet: { ...record, ResourceRecords: [{ Value: `"${given(value)}"` }] },
            },
          ],
        },
      }),
    );
  }

  const verify = (): Promise<unknown> =>
    sample.provider.ec2.send(
      new StartVpcEndpointServicePrivateDnsVerificationCommand({ ServiceId: sample.service.id }),
    );

  const accept = (): Promise<unknown> =>
    sample.provider.ec2.send(
      new AcceptVpcEndpointConnectionsCommand({
        ServiceId: sample.service.id,
        VpcEndpointIds: [given(endpoint.VpcEndpointId)],
      }),
    );

  const enable = (PrivateDnsEnabled = true): Promise<unknown> =>
    sample.consumer.ec2.send(
      new ModifyVpcEndpointCommand({ VpcEndpointId: given(endpoint.VpcEndpointId), PrivateDnsEnabled }),
    );

  async function described(): Promise<VpcEndpoint> {
    const { VpcEndpoints: endpoints } = await sample.consumer.ec2.send(
      new DescribeVpcEndpointsCommand({ VpcEndpointIds: [given(endpoint.VpcEndpointId)] }),
    );
    return given(endpoints?.[0]);
  }

  test.each(["the name's own domain", "a domain around it"])(
    "given the record in %s, when the name is verified, then it is",
    async (where) => {
      expect(await proof()).toMatchObject({ State: "pendingVerification", Type: "TXT" });
      await publish(where === "a domain around it" ? name.slice("api.".length) : name);
      await verify();
      expect(await proof()).toMatchObject({ State: "verified" });
    },
  );

  test("given no record, one in a private zone or one of an earlier name, when the name is verified, then it fails", async () => {
    await verify();
    expect(await proof()).toMatchObject({ State: "failed" });

    await publish(name, { VPC: { VPCId: sample.providerVpc.id, VPCRegion: "ap-northeast-1" } });
    await verify();
    expect(await proof()).toMatchObject({ State: "failed" });

    const earlier = await proof();
    await rename(`other.${name}`);
    expect(await proof()).toMatchObject({ State: "pendingVerification" });
    expect(await proof()).not.toMatchObject({ Name: earlier.Name });
  });

  test("given a connection that is not accepted or a name that is not verified, when private DNS is turned on, then AWS's sentence refuses it", async () => {
    await accept();
    await expect(enable()).rejects.toMatchObject({
      name: "InvalidParameter",
      message: `Private DNS can't be enabled because the service ${sample.service.name} has not verified the private DNS name.`,
    });
    await publish(name);
    await verify();
    endpoint = await sampleEndpoint(sample);
    await expect(enable()).rejects.toMatchObject({
      name: "InvalidParameter",
      message: `Private DNS can only be enabled after the endpoint connection is accepted by the owner of ${sample.service.name}.`,
    });
    await expect(sampleEndpoint(sample, { PrivateDnsEnabled: true })).rejects.toMatchObject({
      message: expect.stringContaining("only be enabled after the endpoint connection is accepted"),
    });
  });

  test("given an accepted connection and a verified name, when private DNS is turned on and off, then the endpoint has the name between, and no other of the VPC can", async () => {
    await publish(name);
    await verify();
    await accept();
    await enable();
    const on = await described();
    expect(on.PrivateDnsEnabled).toBe(true);
    expect(on.DnsEntries?.at(-1)?.DnsName).toBe(name);

    const first = endpoint;
    endpoint = await sampleEndpoint(sample);
    await accept();
    await expect(enable()).rejects.toMatchObject({
      message: `private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${name} in the VPC ${sample.consumerVpc.id}`,
    });

    endpoint = first;
    await enable(false);
    const off = await described();
    expect(off.PrivateDnsEnabled).toBe(false);
    expect(off.DnsEntries?.map(({ DnsName }) => DnsName)).not.toContain(name);
  });

  test("given a VPC without DNS host names, when private DNS is turned on, then AWS's sentence refuses it", async () => {
    await hostNames(false);
    await accept();
    await expect(enable()).rejects.toMatchObject({
      message: `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${sample.consumerVpc.id}`,
    });
  });
});
