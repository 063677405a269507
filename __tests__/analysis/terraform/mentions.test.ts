import { describe, expect, test } from "@jest/globals";
import { resourceKey } from "../../../analysis/terraform";
import { deploymentOf } from "../../support/deployments";

/** What the resource `aws_thing.it` mentions, by address, beside a few others. */
function mentionsOf(thing: object, locals: object = {}): readonly string[] {
  const deployment = deploymentOf({
    s: {
      resource: {
        aws_thing: { it: thing },
        aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
        aws_subnet: { each: { count: 2 } },
        aws_lb: { web: { name: "web" } },
      },
      data: { aws_lb: { web: { name: "${aws_lb.web.name}" } } },
      locals,
    },
  });
  return (deployment.find(resourceKey("s", "aws_thing.it"))?.mentions ?? []).map((key) =>
    key.slice("s:".length),
  );
}

describe("what a resource mentions", () => {
  test.each([
    ["an attribute that is stated", { name: "${aws_lb.web.name}" }, ["aws_lb.web"]],
    ["a function", { id: "${tostring(aws_vpc.main.id)}" }, ["aws_vpc.main"]],
    ["a condition", { id: "${var.x ? aws_vpc.main.id : aws_lb.web.arn}" }, ["aws_vpc.main", "aws_lb.web"]],
    ["a text around it", { id: "prefix/${aws_vpc.main.id}" }, ["aws_vpc.main"]],
    ["an index", { id: "${aws_subnet.each[1].id}" }, ["aws_subnet.each[1]"]],
    ["a splat", { id: "${aws_subnet.each[*].id}" }, ["aws_subnet.each[0]", "aws_subnet.each[1]"]],
    ["any depth", { a: [{ b: { c: "${aws_vpc.main.id}" } }] }, ["aws_vpc.main"]],
    ["a repetition", { for_each: "${aws_subnet.each}" }, ["aws_subnet.each[0]", "aws_subnet.each[1]"]],
    [
      "a resource of which there may be none",
      { count: "${var.n}", id: "${aws_vpc.main.id}" },
      ["aws_vpc.main"],
    ],
    [
      "a dynamic block",
      { dynamic: { block: { for_each: ["x"], content: { id: "${aws_vpc.main.id}" } } } },
      ["aws_vpc.main"],
    ],
    ["a data source", { id: "${data.aws_lb.web.arn}" }, ["data.aws_lb.web", "aws_lb.web"]],
  ])("given %s, when it is asked for, then each resource is named", (_, thing, expected) => {
    expect(mentionsOf(thing)).toEqual(expected);
  });

  test("given a local value, when it is asked for, then what that names is named", () => {
    const locals = { vpc: "${local.id}", id: "${upper(aws_vpc.main.id)}" };
    expect(mentionsOf({ id: "${local.vpc}" }, locals)).toEqual(["aws_vpc.main"]);
  });

  test.each([
    ["a tag", { tags: { vpc: "${aws_vpc.main.id}" } }],
    ["an order", { depends_on: ["aws_vpc.main"] }],
    ["a text without a template", { name: "aws_vpc.main.id" }],
    ["what only describes", { block: "${aws_vpc.main.cidr_block}" }],
    ["what is not there", { id: "${aws_vpc.other.id}" }],
  ])("given %s, when it is asked for, then nothing is named", (_, thing) => {
    expect(mentionsOf(thing)).toEqual([]);
  });
});
