import { expect, test } from "@jest/globals";
import { PublicName } from "../../../modules/dns";
import { postconditions } from "../../support/postconditions";
import { reference, synthesizeIn } from "../../support/terraform";

test("given a name and its zone, when it is synthesized, then it is an alias there, once the zone is seen to be public and to hold it", () => {
  let dnsName = "";
  const terraform = synthesizeIn((stack) => {
    ({ dnsName } = new PublicName(stack, "name", {
      name: "proxy.example.com",
      hostedZoneId: "Z0123456789ABCDEFGHIJ",
      target: { dnsName: "balancer.elb.ap-northeast-1.amazonaws.com", zoneId: "Z1" },
    }));
    stack.addOverride("locals.name", dnsName);
  });
  expect(terraform.data("aws_route53_zone")["name_zone"]).toMatchObject({ zone_id: "Z0123456789ABCDEFGHIJ" });
  expect(postconditions(terraform, "name_zone", "aws_route53_zone")).toEqual([
    {
      condition: "${self.private_zone == false}",
      error_message:
        "The hosted zone Z0123456789ABCDEFGHIJ is private, and whoever looks proxy.example.com up publicly would not find it. Name the public hosted zone of that domain.",
    },
    {
      condition: '${endswith(".proxy.example.com", ".${self.name}")}',
      error_message:
        "The hosted zone Z0123456789ABCDEFGHIJ is that of ${self.name}, which does not hold proxy.example.com. Name the public hosted zone of that domain.",
    },
  ]);
  expect(terraform.ofType("aws_route53_record")).toEqual({
    name: {
      zone_id: reference("data.aws_route53_zone.name_zone"),
      name: "proxy.example.com",
      type: "A",
      alias: {
        name: "balancer.elb.ap-northeast-1.amazonaws.com",
        zone_id: "Z1",
        evaluate_target_health: false,
      },
    },
  });
  expect(terraform.plain["locals"]).toEqual({ name: reference("aws_route53_record.name", "fqdn") });
});
