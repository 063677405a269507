import { describe, expect, test } from "@jest/globals";
import { Reference, type ResourceKey, resourceKey, type Value } from "../../../analysis/terraform";
import { assumedOf, linesOfAssumed } from "../../../cli/reach/assumptions";

const key = (address: string) => resourceKey("shop", address);
const SUBNET = new Reference(key("aws_subnet.a[1]"), "id");
const VALUES: Readonly<Record<string, Value>> = {
  "aws_route_table_association.x[0] subnet_id": SUBNET,
  "aws_route_table_association.y[0] subnet_id": new Reference(key("aws_subnet.b"), "id"),
  "aws_security_group.other vpc_id": new Reference(key("aws_vpc.main"), "id"),
};
const deployment = {
  find: (at: ResourceKey) => ({
    attribute: (name: string) => VALUES[`${at.replace("shop:", "")} ${name}`],
  }),
};

const assumption = (address: string, attribute: string, sentence = "why") => ({
  at: key(address),
  attribute,
  sentence,
});
const ALL = [
  assumption("aws_security_group.other", "vpc_id"),
  assumption("aws_route_table_association.y[0]", "subnet_id"),
  assumption("aws_route_table_association.x[0]", "subnet_id"),
  assumption("aws_subnet.a[0]", "vpc_id", "another"),
];
const PATH = [key("aws_subnet.a[1]"), key("aws_vpc.main")];

describe("assumptions below an answer", () => {
  test("given those of its path and of what names something on it, then they come first and are marked", () => {
    const assumed = assumedOf(ALL, deployment, PATH);
    expect(assumed.map(({ at, concernsAnswer }) => [at, concernsAnswer])).toEqual([
      ["shop:aws_route_table_association.x[0]", true],
      ["shop:aws_subnet.a[0]", true],
      ["shop:aws_security_group.other", false],
      ["shop:aws_route_table_association.y[0]", false],
    ]);
    expect(linesOfAssumed(assumed)).toEqual([
      "",
      "  4 values of the plans taken for what the configuration says; 2 on the way:",
      "    shop:aws_route_table_association.x[0] subnet_id: why",
      "    shop:aws_subnet.a[0] vpc_id: another",
      "    and 2 more; --json has all",
    ]);
  });

  test("given none on the path, then the first are told, those that say the same on one line", () => {
    expect(linesOfAssumed(assumedOf(ALL, deployment, []))).toEqual([
      "",
      "  4 values of the plans taken for what the configuration says:",
      "    shop:aws_security_group.other vpc_id (and 2 alike): why",
      "    shop:aws_subnet.a[0] vpc_id: another",
    ]);
  });

  test("given none at all, then nothing is told", () => {
    expect(linesOfAssumed(assumedOf([], deployment, PATH))).toEqual([]);
  });
});
