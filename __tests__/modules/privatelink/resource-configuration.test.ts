import { describe, expect, test } from "@jest/globals";
import { ResourceConfiguration, type ResourceConfigurationProps } from "../../../modules/privatelink";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { address } from "../../support/values";

const ADDRESS = "aws_vpclattice_resource_configuration.proxies";
const VERIFICATION = "aws_vpclattice_domain_verification.proxies_domain_verification";
const NAME = "proxy.example.com";

function synthesizeConfiguration(props: Partial<ResourceConfigurationProps> = {}): StackTerraform {
  return synthesizeIn((stack) => {
    new ResourceConfiguration(stack, "proxies", {
      name: "test.hub.proxies",
      gatewayId: "rgw-1",
      port: 3128,
      target: { kind: "name", dnsName: "balancer.elb.ap-northeast-1.amazonaws.com" },
      ...props,
    });
  });
}

describe("a resource configuration", () => {
  const terraform = synthesizeConfiguration();

  test("given a name as target, when it is synthesized, then it is one TCP resource with one port, which nobody passes on", () => {
    expect(terraform.resource(ADDRESS)).toEqual({
      name: expect.stringMatching(/^test-hub-proxies-[0-9a-f]{8}$/),
      type: "SINGLE",
      protocol: "TCP",
      port_ranges: ["3128"],
      resource_gateway_identifier: "rgw-1",
      allow_association_to_shareable_service_network: false,
      resource_configuration_definition: [
        {
          dns_resource: [
            { domain_name: "balancer.elb.ap-northeast-1.amazonaws.com", ip_address_type: "IPV4" },
          ],
        },
      ],
      tags: { Name: "test.hub.proxies" },
    });
  });

  test("given an address as target, when it is synthesized, then it leads to that address", () => {
    const target = { kind: "address", address: address("10.0.0.10") } as const;
    expect(synthesizeConfiguration({ target }).resource(ADDRESS)).toMatchObject({
      resource_configuration_definition: [{ ip_resource: [{ ip_address: "10.0.0.10" }] }],
    });
  });

  test("given no custom domain name, when it is synthesized, then the oldest AWS provider will do", () => {
    expect(terraform.terraform).toMatchObject({
      required_providers: { aws: { version: ">= 5.100.0, < 7.0.0" } },
    });
  });
});

describe("the custom domain name of a resource configuration", () => {
  const inZone = synthesizeConfiguration({ customDomainName: { name: NAME, zone: "Z0123456789ABCDEFGHIJ" } });
  const elsewhere = synthesizeConfiguration({ customDomainName: { name: NAME } });
  const record = `${reference(VERIFICATION, "txt_record_name")}.${NAME}`;

  test("given a zone, when it is synthesized, then the name is verified by a record there, and the configuration comes after it", () => {
    expect(inZone.resource(VERIFICATION)).toEqual({ domain_name: NAME });
    expect(inZone.ofType("aws_route53_record")).toEqual({
      proxies_domain_record: {
        zone_id: "Z0123456789ABCDEFGHIJ",
        name: record,
        type: "TXT",
        records: [reference(VERIFICATION, "txt_record_value")],
        ttl: 1800,
      },
    });
    expect(inZone.resource(ADDRESS)).toMatchObject({
      custom_domain_name: NAME,
      domain_verification_id: reference(VERIFICATION),
      depends_on: ["aws_route53_record.proxies_domain_record"],
    });
    expect(inZone.outputs).toEqual({});
  });

  test("given no zone, when it is synthesized, then an output tells the record to make", () => {
    expect(elsewhere.outputs["custom-domain-record-proxies"]).toMatchObject({
      value: { name: record, type: "TXT", value: reference(VERIFICATION, "txt_record_value") },
    });
    expect(elsewhere.ofType("aws_route53_record")).toEqual({});
    expect(elsewhere.resource(ADDRESS)).toMatchObject({ custom_domain_name: NAME });
  });

  test("given one, when it is synthesized, then its stack takes no AWS provider before the first that knows such names", () => {
    expect(inZone.terraform).toMatchObject({
      required_providers: { aws: { source: "hashicorp/aws", version: ">= 6.22.0, < 7.0.0" } },
    });
  });
});
