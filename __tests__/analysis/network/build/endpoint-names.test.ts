import { describe, expect, test } from "@jest/globals";
import { type DnsRecord, networkOf } from "../../../../analysis/network";
import { deploymentOf } from "../../../support/deployments";
import { just } from "./placed";
import { OF_VARIABLE, reasonsOf, stackOf, VARIABLE, VPC, VPC_ID } from "./stacks";

const NAME = "data.aws_vpc_endpoint_associations.it.associations[0].dns_entry[0].dns_name";

/** The answers of a record that leads to a name of the endpoint `it`. */
function answers(name: string, endpoint: object = {}, associations: object = {}): DnsRecord["answers"] {
  const { hostedZones } = networkOf(
    deploymentOf({
      s: {
        ...stackOf({
          ...VPC,
          aws_vpc_endpoint: { it: { vpc_id: VPC_ID, vpc_endpoint_type: "Resource", ...endpoint } },
          aws_route53_zone: { it: { name: "proxy.example.internal", vpc: [{ vpc_id: VPC_ID }] } },
          aws_route53_record: {
            it: {
              zone_id: "${aws_route53_zone.it.zone_id}",
              name: "proxy.example.internal",
              type: "A",
              alias: { name, zone_id: "Z1", evaluate_target_health: false },
            },
          },
        }),
        data: {
          aws_vpc_endpoint_associations: {
            it: { vpc_endpoint_id: "${aws_vpc_endpoint.it.id}", ...associations },
          },
        },
      },
    }),
  );
  const [record] = [...hostedZones.values()].flatMap(({ records }) => records.items);
  if (record === undefined) throw new Error("there is no record");
  return record.answers;
}

describe("a name of an endpoint of type Resource", () => {
  test.each([
    `\${${NAME}}`,
    "${tolist(data.aws_vpc_endpoint_associations.it.associations)[0].dns_entry[0].dns_name}",
    "${one(data.aws_vpc_endpoint_associations.it.associations).dns_entry[0].dns_name}",
  ])("given %s, when a record leads to it, then the answer is the endpoint", (name) => {
    expect(answers(name)).toEqual(just({ kind: "endpoint", endpoint: "s:aws_vpc_endpoint.it" }));
  });

  test("given a resource configuration at an endpoint of another type, when a record leads to it, then it is still the endpoint's", () => {
    const refused = { vpc_endpoint_type: "Interface", resource_configuration_arn: VARIABLE };
    expect(answers(`\${${NAME}}`, refused)).toEqual(
      just({ kind: "endpoint", endpoint: "s:aws_vpc_endpoint.it" }),
    );
  });

  test("given an endpoint of a service network, when a record leads to it, then which one is not known", () => {
    expect(reasonsOf(answers(`\${${NAME}}`, { vpc_endpoint_type: "ServiceNetwork" }).doubts)).toEqual([
      expect.stringMatching(/depends on what it is associated with$/),
    ]);
  });

  test("given an endpoint that is not known, when a record leads to it, then neither is the answer", () => {
    expect(reasonsOf(answers(`\${${NAME}}`, {}, { vpc_endpoint_id: VARIABLE }).doubts)).toEqual([
      OF_VARIABLE,
    ]);
  });

  test.each(["associations[1].dns_entry[0].dns_name", "associations[0].private_dns_entry[0].dns_name"])(
    "given its %s, when a record leads to it, then the answer is unknown",
    (attribute) => {
      const { items, doubts } = answers(`\${data.aws_vpc_endpoint_associations.it.${attribute}}`);
      expect([items.length, doubts.length]).toEqual([0, 1]);
    },
  );

  test("given the endpoint's own entry, when a record leads to it, then it has none", () => {
    const own = "${aws_vpc_endpoint.it.dns_entry[0].dns_name}";
    expect(reasonsOf(answers(own).doubts)).toEqual([expect.stringMatching(/aws_vpc_endpoint_associations/)]);
    expect(answers(own, { vpc_endpoint_type: "Interface" })).toEqual(
      just({ kind: "endpoint", endpoint: "s:aws_vpc_endpoint.it" }),
    );
  });
});
