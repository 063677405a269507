import { expect, test } from "@jest/globals";
import { PrivateName } from "../../../modules/dns";
import { reference, synthesizeIn } from "../../support/terraform";

test("given a name, when it is synthesized, then it is an alias at the apex of a zone of its own that one VPC resolves", () => {
  const terraform = synthesizeIn((stack) => {
    new PrivateName(stack, "name", {
      name: "web.example.internal",
      vpcId: "vpc-1",
      target: { dnsName: "vpce-1.example.com", zoneId: "Z1" },
    });
  });
  expect(terraform.ofType("aws_route53_zone")).toEqual({
    name_zone: {
      name: "web.example.internal",
      vpc: [{ vpc_id: "vpc-1" }],
      comment: "The private name web.example.internal",
    },
  });
  expect(terraform.ofType("aws_route53_record")).toEqual({
    name_record: {
      zone_id: reference("aws_route53_zone.name_zone", "zone_id"),
      name: "web.example.internal",
      type: "A",
      alias: { name: "vpce-1.example.com", zone_id: "Z1", evaluate_target_health: false },
    },
  });
});
