import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { EndpointService, type EndpointServiceProps } from "../../../modules/privatelink";
import { reference, type StackTerraform, synthesizeIn } from "../../support/terraform";
import { account, region, TOKYO } from "../../support/values";

const ALPHA = account("111111111111");
const BETA = account("000000000042");

function synthesizeService(props: Partial<EndpointServiceProps> = {}): StackTerraform {
  return synthesizeIn((stack) => {
    new EndpointService(stack, "web", {
      name: "test-web",
      region: TOKYO,
      loadBalancerArn: "arn:load-balancer",
      acceptance: "manual",
      allow: [],
      ...props,
    });
  });
}

const principals = (terraform: StackTerraform) =>
  terraform.ofType("aws_vpc_endpoint_service_allowed_principal");

describe("an endpoint service", () => {
  test.each([
    ["manual", true],
    ["automatic", false],
  ] as const)(
    "given %s acceptance, when it is synthesized, then acceptance is required: %s",
    (acceptance, required) => {
      expect(synthesizeService({ acceptance }).resource("aws_vpc_endpoint_service.web")).toEqual({
        network_load_balancer_arns: ["arn:load-balancer"],
        acceptance_required: required,
        supported_ip_address_types: ["ipv4"],
        tags: { Name: "test-web" },
      });
    },
  );

  test("given no account, when it is synthesized, then nobody but its own account is allowed", () => {
    expect(principals(synthesizeService())).toEqual({});
  });

  test.each([
    ["ap-northeast-1", "aws"],
    ["us-gov-east-1", "aws-us-gov"],
    ["cn-northwest-1", "aws-cn"],
  ])("given %s, when an account is allowed, then its principal is of the partition %s", (code, partition) => {
    expect(principals(synthesizeService({ region: region(code), allow: [BETA] }))).toEqual({
      "web_principal-000000000042": {
        vpc_endpoint_service_id: reference("aws_vpc_endpoint_service.web"),
        principal_arn: `arn:${partition}:iam::000000000042:root`,
      },
    });
  });

  test("given any accounts, when one is taken out and the others are shuffled, then no other principal changes", () => {
    const others = fc.uniqueArray(
      fc.stringMatching(/^[0-9]{12}$/).filter((number) => number !== ALPHA),
      { maxLength: 4 },
    );
    const shuffled = others.chain((numbers) =>
      fc.tuple(
        fc.constant(numbers.map(account)),
        fc.shuffledSubarray([...numbers.map(account), ALPHA], { minLength: numbers.length + 1 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([smaller, larger]) => {
        const before = principals(synthesizeService({ allow: smaller }));
        const after = principals(synthesizeService({ allow: larger }));
        expect(after).toEqual({ ...before, [`web_principal-${ALPHA}`]: expect.anything() });
      }),
      { numRuns: 20 },
    );
  });
});

describe("the private DNS name of an endpoint service", () => {
  const NAME = "aws_vpc_endpoint_service.web";
  const ZONE = "Z0123456789ABCDEFGHIJ";
  const proof = (attribute: string): string =>
    reference(NAME, `private_dns_name_configuration[0].${attribute}`);
  const verifications = (terraform: StackTerraform): string[] =>
    Object.keys(terraform.ofType("aws_vpc_endpoint_service_private_dns_verification"));

  test("given a zone, when it is synthesized, then AWS's record stands there, and the verification comes after it and waits", () => {
    const terraform = synthesizeService({ privateDns: { name: "api.example.com", zone: ZONE } });
    expect(terraform.resource(NAME)).toMatchObject({ private_dns_name: "api.example.com" });
    expect(terraform.resource("aws_route53_record.web_private-dns_record")).toEqual({
      zone_id: ZONE,
      name: proof("name"),
      type: "TXT",
      records: [proof("value")],
      ttl: 1800,
    });
    expect(terraform.ofType("aws_vpc_endpoint_service_private_dns_verification")).toEqual({
      "web_private-dns_api-example-com": {
        service_id: reference(NAME),
        wait_for_verification: true,
        depends_on: ["aws_route53_record.web_private-dns_record"],
      },
    });
    expect(terraform.outputs).toEqual({});
  });

  test("given no zone, when it is synthesized, then an output tells the record to make, and nothing is verified", () => {
    const terraform = synthesizeService({ privateDns: { name: "api.example.com" } });
    expect(terraform.outputs["private-dns-record-web"]).toMatchObject({
      value: {
        name: `\${${NAME}.private_dns_name_configuration[0].name}.api.example.com`,
        type: proof("type"),
        value: proof("value"),
      },
    });
    expect(terraform.ofType("aws_route53_record")).toEqual({});
    expect(verifications(terraform)).toEqual([]);
  });

  test("given any two names, when the one becomes the other, then it is verified anew", () => {
    const label = fc.stringMatching(/^[ab]([-ab]{0,2}[ab])?$/);
    const name = fc.array(label, { minLength: 2, maxLength: 3 }).map((labels) => labels.join("."));
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [before, after] = [one, other].map((each) =>
          verifications(synthesizeService({ privateDns: { name: each, zone: ZONE } })),
        );
        expect(JSON.stringify(before) === JSON.stringify(after)).toBe(one === other);
      }),
      { numRuns: 20 },
    );
  });
});
