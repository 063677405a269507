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
